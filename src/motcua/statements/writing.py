"""One row written by a statement whose text is made once for its model."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Field, Model

Row = TypeVar("Row", bound=Model)


def insert(*rows: Model, or_leave: bool = False) -> None:
    """Write new rows of one model in one statement; numbers the database gives are set on them.

    No signal is sent, `save` is not called. Raises `IntegrityError` as a save would; with `or_leave` a row that breaks a
    rule of uniqueness is left out, and no numbers are told.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields, key = _insertion(type(rows[0]), len(rows), or_leave, connection.vendor)
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if key is not None:
            for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
                setattr(row, key, number)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def added(row: Row) -> Row:
    """The row, written as a new one."""
    insert(row)
    return row


def change(row: Model, names: Sequence[str]) -> None:
    """Write the named fields of a known row. Raises `ValueError` where the row is gone."""
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _changing(type(row), tuple(names), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk])
        if cursor.rowcount != 1:
            raise ValueError(f"{row!r} is gone")


@lru_cache(maxsize=128)
def _insertion(
    model: type[Model], count: int, or_leave: bool, vendor: str
) -> tuple[str, "tuple[Field[object, object], ...]", str | None]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    given = [field for field in model._meta.local_concrete_fields if isinstance(field, AutoField)]
    fields = tuple(field for field in model._meta.local_concrete_fields if field not in given)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([one] * count)}"
    if or_leave:
        return f"{sql} ON CONFLICT DO NOTHING", fields, None
    if not given:
        return sql, fields, None
    return f"{sql} RETURNING {quote(str(given[0].column))}", fields, given[0].attname


@lru_cache(maxsize=128)
def _changing(
    model: type[Model], names: tuple[str, ...], vendor: str
) -> tuple[str, "tuple[Field[object, object], ...]"]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    by_name = {field.name: field for field in model._meta.local_concrete_fields}
    fields = tuple(by_name[name] for name in names)
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    key = next(field for field in model._meta.local_concrete_fields if field.primary_key)
    return f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(str(key.column))} = %s", fields
