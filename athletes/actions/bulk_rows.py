"""Writing many rows of one table with one statement (decision 1)."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

# Values of these fields can't hold anything that means something in an array.
BARE = (models.IntegerField, models.DecimalField, models.BooleanField)


def insert_rows(
    model: type[models.Model],
    rows: Iterable[Sequence[Any]],
    *,
    fields: Sequence[str],
    unless_there: bool = False,
    returning: Sequence[str] = (),
    telling: str = "",
) -> list[tuple[Any, ...]]:
    """Insert the rows, their values in the order of ``fields``, and return ``returning`` of each.

    Fields not named take their default. ``unless_there`` passes over a row that a unique key
    already holds; such a row isn't returned. ``telling`` is SQL over an inserted row, returned
    last. 1 query; 0 without rows.
    """
    values = list(rows)
    if not values:
        return []
    chosen = [field_of(model, name) for name in fields]
    columns: list[Sequence[Any]] = list(zip(*values, strict=True))
    for field in left_out(model, chosen):
        chosen.append(field)
        columns.append((field.get_default(),) * len(values))
    # What all rows have in common is sent once; the first column says how many rows there are.
    is_common = [
        place > 0 and _is_common(field, column)
        for place, (field, column) in enumerate(zip(chosen, columns, strict=True))
    ]
    apart = [field for field, common in zip(chosen, is_common, strict=True) if not common]
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {read} FROM unnest({arrays}) AS given ({apart})"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        columns=columns_of(chosen),
        read=_read(chosen, is_common),
        arrays=arrays_of(apart),
        apart=columns_of(apart),
    )
    if unless_there:
        statement += sql.SQL(" ON CONFLICT DO NOTHING")
    if returning:
        told = columns_of([field_of(model, name) for name in returning])
        statement += sql.SQL(" RETURNING {}").format(told)
        statement += sql.SQL(", " + telling) if telling else sql.SQL("")
    with connection.cursor() as cursor:
        cursor.execute(_text(statement), _split_parameters(chosen, columns, is_common))
        return cursor.fetchall() if returning else []


def update_rows(
    model: type[models.Model], rows: Iterable[Sequence[Any]], *, fields: Sequence[str]
) -> int:
    """Update the rows whose primary key comes first in each tuple, then the values of ``fields``.

    Returns how many rows there were. 1 query; 0 without rows.
    """
    values = list(rows)
    if not values:
        return 0
    key: Any = model._meta.pk
    chosen = [key, *(field_of(model, name) for name in fields)]
    columns: list[Sequence[Any]] = list(zip(*values, strict=True))
    statement = sql.SQL(
        "UPDATE {table} SET {settings} FROM unnest({arrays}) AS given ({columns}) "
        "WHERE {table}.{key} = given.{key}"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        settings=sql.SQL(", ").join(
            sql.SQL("{0} = given.{0}").format(sql.Identifier(field.column)) for field in chosen[1:]
        ),
        arrays=arrays_of(chosen),
        columns=columns_of(chosen),
        key=sql.Identifier(key.column),
    )
    with connection.cursor() as cursor:
        cursor.execute(_text(statement), _parameters(chosen, columns))
        return int(cursor.rowcount)


def _text(statement: sql.Composed) -> str:
    """The audit's middleware reads each statement of a request, and reads only text."""
    return statement.as_string()


def _is_common(field: Any, column: Sequence[Any]) -> bool:
    """Tell whether all values are equal; JSON calls equal what is written apart, as 1 and 1.0."""
    return not isinstance(field, models.JSONField) and column.count(column[0]) == len(column)


def _read(fields: Sequence[Any], is_common: Sequence[bool]) -> sql.Composed:
    return sql.SQL(", ").join(
        sql.SQL("%s::" + type_of(field)) if common else sql.Identifier("given", field.column)
        for field, common in zip(fields, is_common, strict=True)
    )


def _split_parameters(
    fields: Sequence[Any], columns: Sequence[Sequence[Any]], is_common: Sequence[bool]
) -> list[str | None]:
    """Return the values that all rows have in common, then the arrays of the others."""
    common: list[str | None] = []
    apart: list[str | None] = []
    for field, column, is_same in zip(fields, columns, is_common, strict=True):
        if is_same:
            common.append(None if column[0] is None else str(column[0]))
        else:
            apart.append(array_of(field, column))
    return [*common, *apart]


def left_out(model: type[models.Model], chosen: Sequence[Any]) -> list[Any]:
    """Return the fields beside those chosen that the database doesn't fill by itself."""
    given = {field.attname for field in chosen}
    return [
        field
        for field in model._meta.concrete_fields
        if field.attname not in given and (field.has_default() or not _is_filled(field))
    ]


def _is_filled(field: Any) -> bool:
    """Tell whether the database has a value for a row that says none."""
    return bool(field.primary_key or field.has_db_default())


def field_of(model: type[models.Model], name: str) -> Any:
    """Return a field by its name; ``pk`` is the primary key."""
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def arrays_of(fields: Sequence[Any]) -> sql.Composed:
    """Return the place of each field's array in a statement."""
    return sql.SQL(", ").join(sql.SQL("%s::" + type_of(field) + "[]") for field in fields)


def type_of(field: Any) -> str:
    """Return the type of a field's column, without its size."""
    kind = field.db_type(connection) if field.is_relation else field.rel_db_type(connection)
    # A cast to varchar(n) or numeric(p, s) would cut silently; the column itself refuses.
    return str(kind).split("(")[0]


def _parameters(chosen: list[Any], columns: list[Sequence[Any]]) -> list[str]:
    return [array_of(field, values) for field, values in zip(chosen, columns, strict=True)]


def array_of(field: Any, values: Sequence[Any]) -> str:
    """Return the column as the text of one array: the driver's own takes four times as long."""
    field = field.target_field if field.is_relation else field
    if isinstance(field, models.CharField):
        # Few different texts fill a column of many rows.
        texts = {value: "NULL" if value is None else _quoted(str(value)) for value in set(values)}
        return "{" + ",".join([texts[value] for value in values]) + "}"
    write = _writer(field)
    return "{" + ",".join(["NULL" if value is None else write(value) for value in values]) + "}"


def bigints(keys: Iterable[int]) -> str:
    """Return the text of an array of keys."""
    return "{" + ",".join(map(str, keys)) + "}"


def _writer(field: Any) -> Callable[[Any], str]:
    if isinstance(field, models.JSONField):
        return lambda value: _quoted(json.dumps(value, cls=field.encoder))
    if isinstance(field, BARE):
        return str
    return lambda value: _quoted(str(value))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def columns_of(fields: Sequence[Any]) -> sql.Composed:
    """Return the fields' columns, as a list."""
    return sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
