"""Athletes in bulk: one made by actions, copied by a statement a table (decision 30)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql

from athletes.models import (
    AnchorValue,
    Athlete,
    Engagement,
    EquipmentProfile,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
    SetLog,
)
from coaching.accounts.models import User

COPIED: tuple[type[models.Model], ...] = (
    User, Athlete, EquipmentProfile, Engagement, Plan, PlanPhase, AnchorValue, PlannedSession,
    PlannedGroup, SessionLog, SetLog,
)  # fmt: skip
"""The tables copied, each after those that it points to."""

# What must differ between two people.
TOLD_APART: dict[type[models.Model], Mapping[str, str]] = {
    User: {"email": "n || '-' || {column}"},
    Athlete: {"email": "CASE {column} WHEN '' THEN '' ELSE n || '-' || {column} END"},
}


HISTORY = """
SELECT tgname FROM pg_trigger
WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger\\_insert\\_insert\\_%%'
"""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A table's rows to copy by their keys, and the last key before the copies'."""

    keys: Sequence[int]
    last: int


def copy_athlete(
    athlete: Athlete,
    *,
    count: int,
    values: Mapping[tuple[type[models.Model], str], str] | None = None,
    only: Sequence[type[models.Model]] = COPIED,
) -> None:
    """Insert ``count`` copies of what the athlete has in ``only`` tables, as the tables' owner.

    ``values`` give a field's value as SQL over ``n``, the copy's number from 1, and ``place``,
    the row's among the athlete's of its table, from 1.
    """
    numbered: dict[type[models.Model], _Numbered] = {}
    for model in only:
        rows = _rows_of(athlete, model)
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        is_uuid = isinstance(model._meta.pk, models.UUIDField)
        last = 0 if is_uuid else _reserve(model, len(keys) * count)
        numbered[model] = _Numbered(keys, last)
        own = {name: text for (owner, name), text in (values or {}).items() if owner is model}
        _copy(model, rows, count=count, numbered=numbered, values=own)


def _rows_of(athlete: Athlete, model: type[models.Model]) -> models.QuerySet[Any]:
    rows = model._default_manager.all()
    if model is User:
        return rows.filter(pk=athlete.user_id)
    return rows.filter(pk=athlete.pk) if model is Athlete else rows.filter(athlete=athlete)


def _reserve(model: type[models.Model], count: int) -> int:
    """Take so many keys from the table's sequence and return the last one before them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(name, nextval(name) + %s) - %s - 1"
            " FROM pg_get_serial_sequence(%s, 'id') AS name",
            [count, count, model._meta.db_table],
        )
        return int(cursor.fetchone()[0])


def _copy(
    model: type[models.Model],
    rows: models.QuerySet[Any],
    *,
    count: int,
    numbered: Mapping[type[models.Model], _Numbered],
    values: Mapping[str, str],
) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    told_apart = TOLD_APART.get(model, {})
    read = []
    for field in fields:
        own = values.get(field.name) or told_apart.get(field.name)
        if own is not None:
            read.append(sql.SQL(own.format(column=f"given.{field.column}")))  # type: ignore[arg-type]
        else:
            read.append(_value(field, numbered=numbered))
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {read} FROM generate_series(1, {count}) AS n,"
        " (SELECT *, row_number() OVER (ORDER BY id) AS place FROM {table}"
        " WHERE id = ANY (%s)) AS given ORDER BY n, place"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(sql.Identifier(field.column) for field in fields),
        read=sql.SQL(", ").join(read),
        count=sql.Literal(count),
    )
    with transaction.atomic(), _without_history(model), connection.cursor() as cursor:
        cursor.execute(statement, [list(rows.values_list("pk", flat=True))])


@contextmanager
def _without_history(model: type[models.Model]) -> Iterator[None]:
    """Keep no history of who inserted rows: nobody did, and it takes longer than the rows.

    Each of its triggers catches an error, for which all checks put off are gone through.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(HISTORY, [table])
        names = [name for (name,) in cursor.fetchall()]
        for switch in ("DISABLE", "ENABLE"):
            for name in names:
                cursor.execute(
                    sql.SQL("ALTER TABLE {} " + switch + " TRIGGER {}").format(  # type: ignore[arg-type]
                        sql.Identifier(table), sql.Identifier(name)
                    )
                )
            if switch == "DISABLE":
                yield


def _value(field: Any, *, numbered: Mapping[type[models.Model], _Numbered]) -> sql.Composable:
    """Return what a copy has in a field: its own rows' keys, else what the athlete has."""
    column = sql.Identifier("given", field.column)
    target = field.model if field.primary_key else field.related_model
    if target not in numbered:
        return column
    target_key = target._meta.pk
    if isinstance(target_key, models.UUIDField):
        return sql.SQL("md5({}::text || n)::uuid").format(column)
    keys = numbered[target]
    # A key of somebody else's row, such as who assigned the plan, stays.
    return sql.SQL("coalesce({} + (n - 1) * {} + array_position({}::bigint[], {}), {})").format(
        sql.Literal(keys.last),
        sql.Literal(len(keys.keys)),
        sql.Literal(list(keys.keys)),
        column,
        column,
    )
