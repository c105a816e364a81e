import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import athletes.models.identifiers

# table, its columns, the table named, the columns there
KEYS = [
    ("athletes_comment", "organization_id, athlete_id", "athletes_athlete", "organization_id, id"),
    (
        "athletes_comment",
        "organization_id, athlete_id, planned_session_id",
        "athletes_plannedsession",
        "organization_id, athlete_id, id",
    ),
    ("athletes_comment", "organization_id, phase_id", "athletes_planphase", "organization_id, id"),
]
ADD_SET = (
    "ALTER TABLE athletes_comment ADD CONSTRAINT athletes_comment_set_log "
    "FOREIGN KEY (set_log_id) REFERENCES athletes_setlog (id) ON DELETE SET NULL"
)
DROP_SET = "ALTER TABLE athletes_comment DROP CONSTRAINT athletes_comment_set_log"


def constraint(table: str, columns: str) -> str:
    return f"{table}_{columns.split(', ')[-1]}_tenant"


def add(table: str, columns: str, named: str, there: str) -> str:
    """A comment stays when its session or phase goes; its athlete takes it along."""
    last = columns.split(", ")[-1]
    kept = "" if last == "athlete_id" else f" ON DELETE SET NULL ({last})"
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {constraint(table, columns)} "
        f"FOREIGN KEY ({columns}) REFERENCES {named} ({there}){kept}"
    )


def drop(table: str, columns: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {constraint(table, columns)}"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_weekly_mail"),
        ("athletes", "0018_athlete_moves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=athletes.models.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("is_by_athlete", models.BooleanField(verbose_name="by the athlete")),
                ("text", models.CharField(max_length=2000, verbose_name="text")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                (
                    "athlete",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="athletes.athlete",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="comments",
                        to="athletes.planphase",
                    ),
                ),
                (
                    "planned_session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="comments",
                        to="athletes.plannedsession",
                    ),
                ),
                (
                    "set_log",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="comments",
                        to="athletes.setlog",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "indexes": [
                    models.Index(fields=["athlete", "-written_at"], name="comment_by_time"),
                    models.Index(
                        condition=models.Q(("read_at", None)),
                        fields=["athlete", "is_by_athlete"],
                        name="comment_unread",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phase", None),
                            models.Q(("planned_session", None), ("set_log", None)),
                            _connector="OR",
                        ),
                        name="comment_is_on_a_session_or_a_phase",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_says_something",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS),
        migrations.RunSQL(ADD_SET, DROP_SET),
    ]
