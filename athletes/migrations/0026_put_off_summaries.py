from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("athletes", "0025_photos")]

    operations = [
        migrations.AddField(
            model_name="summarymark",
            name="failures",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="failures"
            ),
        ),
        migrations.AddIndex(
            model_name="summarymark",
            index=models.Index(
                condition=models.Q(("failures__gt", 0)),
                fields=["plan_id"],
                name="summary_mark_put_off",
            ),
        ),
    ]
