from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Built beside the writers: the table is the largest of all."""

    atomic = False
    dependencies = [("athletes", "0015_sync")]

    operations = [
        AddIndexConcurrently(
            model_name="setlog",
            index=models.Index(fields=["athlete", "rev"], name="set_by_rev"),
        ),
    ]
