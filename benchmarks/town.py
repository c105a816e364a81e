"""The town: one athlete's trained week, copied to ten thousand by the database itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction

from athletes.actions.assign_program import assign_program
from athletes.models import (
    Athlete,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
    SetLog,
)
from benchmarks.gym import Gym, add_people, publish, train
from programs.engine.timeline import week_of
from programs.queries.program_of import program_of

WEEK = timedelta(days=7)
DAYS, SLOTS = 4, 6


def make_town(gym: Gym, *, now: datetime, athletes: int) -> None:
    """Add athletes who trained all of last week: 4 sessions of 6 exercises, 96 sets each.

    Inside the caller's transaction; no summary is made yet.
    """
    (first,) = add_people(gym.organization, owner=gym.owner, now=now, count=1)
    _train(first, gym, now=now)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
            SELECT number, nextval('athletes_athlete_id_seq') AS athlete_id,
                   nextval('athletes_plan_id_seq') AS plan_id,
                   nextval('athletes_planphase_id_seq') AS phase_id
            FROM generate_series(2, %s) AS number
            """,
            [athletes],
        )
        for name, model, key in (
            ("sessions", PlannedSession, "nextval('athletes_plannedsession_id_seq')"),
            ("groups", PlannedGroup, "nextval('athletes_plannedgroup_id_seq')"),
            ("logs", SessionLog, "gen_random_uuid()"),
        ):
            table = model._meta.db_table
            cursor.execute(
                f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS "
                f"SELECT number, t.id AS old, {key} AS new FROM copies, {table} t "
                "WHERE t.athlete_id = %s",
                [first.pk],
            )
        # What fills so fast has no statistics: a loop within a loop would look cheap.
        cursor.execute("ANALYZE copies, sessions, groups, logs; SET LOCAL enable_nestloop = off")
        for statement in _statements():
            cursor.execute(statement, [first.pk])
            # Else the checks of foreign keys go on reading all of what was empty before.
            cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_nestloop = on")


def _train(athlete: Athlete, gym: Gym, *, now: datetime) -> None:
    version = publish(
        gym.organization, owner=gym.owner, now=now, weeks=(1,), days=DAYS, slots=SLOTS
    )
    with transaction.atomic():
        assign_program(
            version=version,
            athletes=[athlete],
            starts_on=week_of(now.date()) - WEEK,
            by=gym.owner,
            now=now - WEEK,
            anchors={
                athlete.pk: dict.fromkeys(program_of(version).anchors, Decimal(120)),
            },
        )
        sessions = PlannedSession.objects.filter(athlete=athlete)
        train(athlete, sessions=sessions.order_by("ordinal"), now=now)


def _statements() -> list[str]:
    plan = {"athlete_id": "c.athlete_id", "plan_id": "c.plan_id"}
    return [
        _copy(Athlete, {"id": "c.athlete_id", "user_id": "NULL", "email": "''"}, of="id"),
        _copy(Plan, {"id": "c.plan_id", "athlete_id": "c.athlete_id"}),
        _copy(PlanPhase, {"id": "c.phase_id", **plan}),
        _copy(
            PlannedSession,
            {"id": "s.new", "phase_id": "c.phase_id", **plan},
            joined="JOIN sessions s ON s.number = c.number AND s.old = t.id",
        ),
        _copy(
            PlannedGroup,
            {"id": "g.new", "session_id": "s.new", "athlete_id": "c.athlete_id"},
            joined="JOIN groups g ON g.number = c.number AND g.old = t.id "
            "JOIN sessions s ON s.number = c.number AND s.old = t.session_id",
        ),
        _copy(
            SessionLog,
            {"id": "l.new", "planned_session_id": "s.new", "athlete_id": "c.athlete_id"},
            joined="JOIN logs l ON l.number = c.number AND l.old = t.id "
            "JOIN sessions s ON s.number = c.number AND s.old = t.planned_session_id",
        ),
        _copy(
            SetLog,
            {
                "id": "gen_random_uuid()",
                "session_log_id": "l.new",
                "planned_group_id": "g.new",
                "athlete_id": "c.athlete_id",
            },
            joined="JOIN logs l ON l.number = c.number AND l.old = t.session_log_id "
            "JOIN groups g ON g.number = c.number AND g.old = t.planned_group_id",
        ),
    ]


def _copy(
    model: type[models.Model],
    replaced: Mapping[str, str],
    *,
    joined: str = "",
    of: str = "athlete_id",
) -> str:
    """Return the statement that copies the first athlete's rows to all others."""
    columns = [field.column for field in model._meta.concrete_fields]
    names: Any = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(replaced.get(column, f't."{column}"') for column in columns)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({names}) SELECT {values} FROM copies c "
        f"CROSS JOIN {table} t {joined} WHERE t.{of} = %s"
    )
