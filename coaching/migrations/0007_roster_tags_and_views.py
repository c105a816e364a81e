import django.db.models.deletion
from django.db import migrations, models

# table, its columns, the table named, the columns there
KEYS = [
    (
        "coaching_athletetag",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    (
        "coaching_rosterview",
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
        ("coaching", "0006_report_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("query", models.CharField(max_length=500, verbose_name="filters")),
                (
                    "is_shared",
                    models.BooleanField(default=False, verbose_name="shared with the organization"),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roster_views",
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
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "membership", "name"), name="roster_view_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AthleteTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="tag")),
                (
                    "color",
                    models.CharField(
                        choices=[
                            ("GRAY", "gray"),
                            ("BLUE", "blue"),
                            ("GREEN", "green"),
                            ("AMBER", "amber"),
                            ("RED", "red"),
                            ("VIOLET", "violet"),
                        ],
                        default="GRAY",
                        max_length=6,
                        verbose_name="color",
                    ),
                ),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
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
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "name", "athlete"), name="athlete_tag_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="athlete_tag_says_something",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS),
    ]
