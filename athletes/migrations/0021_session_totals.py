from django.db import migrations, models

TOTALS = (
    "compliant", "evaluable", "sets_done", "sets_prescribed", "volume_credit", "volume_raw_credit",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("athletes", "0020_reminders")]

    operations = [
        migrations.AddField(
            model_name="sessionlog",
            name="compliant",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="sessionlog",
            name="evaluable",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="sessionlog",
            name="sets_done",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="sessionlog",
            name="sets_prescribed",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="sessionlog",
            name="volume_credit",
            field=models.DecimalField(decimal_places=30, editable=False, max_digits=60, null=True),
        ),
        migrations.AddField(
            model_name="sessionlog",
            name="volume_raw_credit",
            field=models.DecimalField(decimal_places=30, editable=False, max_digits=60, null=True),
        ),
        migrations.AddConstraint(
            model_name="sessionlog",
            constraint=models.CheckConstraint(
                condition=models.Q(**dict.fromkeys(TOTALS, None))
                | models.Q(
                    **{f"{total}__isnull": False for total in TOTALS},
                    sets_done__lte=models.F("sets_prescribed"),
                    compliant__lte=models.F("evaluable"),
                ),
                name="session_log_totals_fit",
            ),
        ),
    ]
