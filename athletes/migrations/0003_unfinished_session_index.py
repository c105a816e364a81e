from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("athletes", "0002_tenant_keys")]

    operations = [
        migrations.AddIndex(
            model_name="sessionlog",
            index=models.Index(
                condition=models.Q(("completed_at", None), ("planned_session__isnull", False)),
                fields=["athlete"],
                name="session_log_unfinished",
            ),
        ),
    ]
