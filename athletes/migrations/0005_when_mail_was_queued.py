"""When a mail was queued, from which the three days until it is given up are counted."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("athletes", "0004_report_of_a_group")]

    operations = [
        migrations.AddField(
            model_name="outbox",
            name="queued_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="queued"),
            preserve_default=False,
        ),
    ]
