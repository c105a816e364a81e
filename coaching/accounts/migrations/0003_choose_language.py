from django.db import migrations, models

ENGLISH = "en"


def forget_default(apps, schema_editor):
    """Until now nobody could choose: what stands there is the default, which hid the browser's."""
    apps.get_model("accounts", "User").objects.filter(locale=ENGLISH).update(locale="")


def restore_default(apps, schema_editor):
    apps.get_model("accounts", "User").objects.filter(locale="").update(locale=ENGLISH)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_weekly_mail")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="locale",
            field=models.CharField(blank=True, default="", max_length=10, verbose_name="language"),
        ),
        migrations.RunPython(forget_default, restore_default),
    ]
