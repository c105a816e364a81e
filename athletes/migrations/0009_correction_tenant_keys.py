"""Keys of corrections that the database itself refuses across organizations and athletes."""

from django.db import migrations

# table, its columns, the table named, the columns there
KEYS = [
    (
        "athletes_adherencecorrection",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    (
        "athletes_adherencecorrection",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_adherencecorrection",
        "organization_id, phase_id",
        "athletes_planphase",
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
    dependencies = [("athletes", "0008_summary_marks")]

    operations = [migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS]
