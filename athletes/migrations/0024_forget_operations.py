"""Let athletes dismiss what was refused, and old operations be found."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("athletes", "0023_push")]

    operations = [
        migrations.AlterField(
            model_name="syncoperation",
            name="status",
            field=models.CharField(
                choices=[
                    ("APPLIED", "applied"),
                    ("SUPERSEDED", "overtaken by a later edit"),
                    ("WAITING", "waits for its set"),
                    ("PARKED", "kept beside the plan"),
                    ("REFUSED", "refused"),
                    ("DISMISSED", "dismissed by the athlete"),
                ],
                default="APPLIED",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddIndex(
            model_name="syncoperation",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["received_at"], name="sync_operation_received"
            ),
        ),
    ]
