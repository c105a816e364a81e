import django.db.models.deletion
from django.db import migrations, models

# table, its columns, the table named, the columns there
KEYS = [
    (
        "coaching_attentionmark",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    (
        "coaching_attentionmark",
        "organization_id, membership_id",
        "accounts_membership",
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
        ("accounts", "0003_choose_language"),
        ("athletes", "0028_push_subscriptions_by_organization"),
        ("coaching", "0003_kept_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttentionMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="reason")),
                ("facts", models.CharField(max_length=100, verbose_name="facts")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("SNOOZED", "Put off"),
                            ("DONE", "Dealt with"),
                            ("NOISE", "Noise"),
                        ],
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("marked_at", models.DateTimeField(verbose_name="marked")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attention_marks",
                        to="accounts.membership",
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
                "verbose_name": "mark in the queue",
                "verbose_name_plural": "marks in the queue",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "membership", "athlete", "kind", "facts"),
                        name="attention_mark_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("state", "SNOOZED"), _connector="OR"),
                        name="attention_mark_until_if_snoozed",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS),
    ]
