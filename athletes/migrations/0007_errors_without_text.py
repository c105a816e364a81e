"""Keep of the errors stored so far their class only: their text may quote a name or an address."""

from django.db import migrations

TABLES = ("athletes_plan", "athletes_planevent", "athletes_outbox")


class Migration(migrations.Migration):

    dependencies = [
        ('athletes', '0006_operators_view'),
    ]

    operations = [
        migrations.RunSQL(
            f"UPDATE {table} SET last_error = split_part(last_error, ':', 1) WHERE last_error <> ''",
            migrations.RunSQL.noop,
        )
        for table in TABLES
    ]
