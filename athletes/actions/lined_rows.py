"""Writing many rows of which most of each is one of a few lines, sent once and joined."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

from athletes.actions.bulk_rows import (
    array_of,
    arrays_of,
    columns_of,
    field_of,
    left_out,
)


def insert_lined_rows(
    model: type[models.Model],
    *,
    lines: Sequence[Sequence[Any]],
    line_fields: Sequence[str],
    numbers: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    computed: Mapping[str, str],
) -> None:
    """Insert a row for each of ``numbers``, in order, which name its line, counted from 0.

    A line's values are in the order of ``line_fields``; ``columns`` hold what is a row's own, and
    ``computed`` what follows, as SQL over ``given`` (the row) and ``line``. Other fields take
    their default. 1 query; 0 without rows.
    """
    if not numbers:
        return
    of_line = [field_of(model, name) for name in line_fields]
    own = [field_of(model, name) for name in columns]
    following = [field_of(model, name) for name in computed if name not in columns]
    line_values = list(zip(*lines, strict=True))
    for field in left_out(model, [*of_line, *own, *following]):
        of_line.append(field)
        line_values.append((field.get_default(),) * len(lines))
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {read}"
        " FROM unnest(%s::integer[], {own}) WITH ORDINALITY AS given (number, {own_columns}, place)"
        " JOIN unnest({lines}) WITH ORDINALITY AS line ({line_columns}, number)"
        " ON line.number = given.number ORDER BY given.place"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        columns=columns_of([*of_line, *own, *following]),
        read=sql.SQL(", ").join(
            [
                *(sql.Identifier("line", field.column) for field in of_line),
                *(_own(field, computed=computed) for field in own),
                *(sql.SQL(computed[field.name]) for field in following),
            ]
        ),
        own=arrays_of(own),
        own_columns=columns_of(own),
        lines=arrays_of(of_line),
        line_columns=columns_of(of_line),
    )
    parameters = [
        "{" + ",".join([str(number + 1) for number in numbers]) + "}",
        *(array_of(field, columns[field.name]) for field in own),
        *map(array_of, of_line, line_values),
    ]
    with connection.cursor() as cursor:
        # The audit's middleware reads each statement of a request, and reads only text.
        cursor.execute(statement.as_string(), parameters)


def _own(field: Any, *, computed: Mapping[str, str]) -> sql.Composable:
    if field.name in computed:
        return sql.SQL(computed[field.name])
    return sql.Identifier("given", field.column)
