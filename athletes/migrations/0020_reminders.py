import django.db.models.deletion
from django.db import migrations, models

# table, its columns, the table named, the columns there
KEYS = [
    ("athletes_reminder", "organization_id, athlete_id", "athletes_athlete", "organization_id, id"),
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
        ("athletes", "0019_first_run"),
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
                ],
                default="MAIL",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.TimeField(verbose_name="time")),
                ("quiet_from", models.TimeField(verbose_name="quiet from")),
                ("quiet_to", models.TimeField(verbose_name="quiet to")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
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
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "indexes": [models.Index(fields=["due_at"], name="reminder_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "athlete"), name="reminder_once_per_athlete"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("quiet_from__lte", models.F("quiet_to")),
                                models.Q(
                                    ("at__lt", models.F("quiet_from")),
                                    ("at__gte", models.F("quiet_to")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("quiet_from__gt", models.F("quiet_to")),
                                ("at__lt", models.F("quiet_from")),
                                ("at__gte", models.F("quiet_to")),
                            ),
                            _connector="OR",
                        ),
                        name="reminder_is_not_in_quiet_hours",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS),
    ]
