"""Keys that the database itself refuses across organizations (and across athletes).

Django writes foreign keys of one column; these pair the id with its tenant, and replace the
single-column constraint (``db_constraint=False`` on the fields).
"""

from django.db import migrations

# table, its columns, the table named, the columns there
KEYS = [
    (
        "coaching_invitation",
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
    dependencies = [("coaching", "0001_initial"), ("athletes", "0002_tenant_keys")]

    operations = [migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS]
