import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# table, its columns, the table named, the columns there
KEYS = [
    (
        "athletes_pushsubscription",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
]


def constraint(table: str, columns: str) -> str:
    return f"{table}_{columns.split(', ')[-1]}_tenant"


def add(table: str, columns: str, named: str, there: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {constraint(table, columns)} "
        f"FOREIGN KEY ({columns}) REFERENCES {named} ({there})"
    )


def drop(table: str, columns: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {constraint(table, columns)}"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_weekly_mail"),
        ("athletes", "0022_fill_session_totals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="outbox",
            name="kind",
            field=models.CharField(
                choices=[
                    ("MAIL", "written mail"),
                    ("PHASE_CHANGED", "a change of phase"),
                    ("COACH_ASKED", "a decision that waits for the coach"),
                    ("WEEKLY_DIGEST", "a coach's week"),
                    ("REMINDER", "the day's session"),
                    ("PUSH", "the day's session, to a browser"),
                ],
                default="MAIL",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="by_mail",
            field=models.BooleanField(default=True, verbose_name="by e-mail"),
        ),
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("endpoint", models.CharField(max_length=1000, verbose_name="address")),
                ("p256dh", models.CharField(max_length=100, verbose_name="public key")),
                ("auth", models.CharField(max_length=50, verbose_name="shared secret")),
                ("device", models.CharField(blank=True, max_length=100, verbose_name="device")),
                ("created_at", models.DateTimeField(verbose_name="added")),
                (
                    "failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="didn't get through"),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="push_subscriptions",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "device for reminders",
                "verbose_name_plural": "devices for reminders",
                "indexes": [models.Index(fields=["endpoint"], name="push_subscription_endpoint")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("athlete", "endpoint"), name="push_subscription_once_per_athlete"
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS),
    ]
