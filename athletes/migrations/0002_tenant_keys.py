"""Keys that the database itself refuses across organizations (and across athletes).

Django writes foreign keys of one column; these pair the id with its tenant, and replace the
single-column constraint (``db_constraint=False`` on the fields).
"""

from django.db import migrations

# table, its columns, the table named, the columns there
KEYS = [
    (
        "athletes_engagement",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    (
        "athletes_equipmentprofile",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    ("athletes_absence", "organization_id, athlete_id", "athletes_athlete", "organization_id, id"),
    ("athletes_checkin", "organization_id, athlete_id", "athletes_athlete", "organization_id, id"),
    ("athletes_plan", "organization_id, athlete_id", "athletes_athlete", "organization_id, id"),
    (
        "athletes_sessionlog",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    (
        "athletes_strengthestimate",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    (
        "athletes_phasesummary",
        "organization_id, athlete_id",
        "athletes_athlete",
        "organization_id, id",
    ),
    (
        "athletes_engagement",
        "organization_id, membership_id",
        "accounts_membership",
        "organization_id, id",
    ),
    (
        "athletes_plan",
        "organization_id, program_version_id",
        "programs_programversion",
        "organization_id, id",
    ),
    (
        "athletes_planphase",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_phasetransition",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_phaseproposal",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_plannedsession",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_anchorvalue",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_rulerun",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_weeklyadherence",
        "organization_id, athlete_id, plan_id",
        "athletes_plan",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_phasetransition",
        "organization_id, from_phase_id",
        "athletes_planphase",
        "organization_id, id",
    ),
    (
        "athletes_phasetransition",
        "organization_id, to_phase_id",
        "athletes_planphase",
        "organization_id, id",
    ),
    (
        "athletes_phaseproposal",
        "organization_id, phase_id",
        "athletes_planphase",
        "organization_id, id",
    ),
    (
        "athletes_plannedsession",
        "organization_id, phase_id",
        "athletes_planphase",
        "organization_id, id",
    ),
    (
        "athletes_phasesummary",
        "organization_id, phase_id",
        "athletes_planphase",
        "organization_id, id",
    ),
    (
        "athletes_plannedgroup",
        "organization_id, athlete_id, session_id",
        "athletes_plannedsession",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_sessionlog",
        "organization_id, athlete_id, planned_session_id",
        "athletes_plannedsession",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_setlog",
        "organization_id, athlete_id, session_log_id",
        "athletes_sessionlog",
        "organization_id, athlete_id, id",
    ),
    (
        "athletes_setlog",
        "organization_id, athlete_id, planned_group_id",
        "athletes_plannedgroup",
        "organization_id, athlete_id, id",
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
        ("athletes", "0001_initial"),
        ("accounts", "0001_initial"),
        ("programs", "0002_tenant_keys"),
    ]

    operations = [migrations.RunSQL(add(*key), drop(key[0], key[1])) for key in KEYS]
