"""The journal's raw rows as the database holds them, and one unmoving view of them while they are read."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pysqlite3
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.journal.damage import damage, named
from motcua.journal.verify import COLUMNS, Bad, Row

TABLE = "journal_event"
AT_ONCE = 1000
READING_FAILED: tuple[type[Exception], ...] = (DatabaseError, pysqlite3.DatabaseError)
"""What the database raises while raw rows are read."""


@contextmanager
def still(database: BaseDatabaseWrapper) -> Iterator[None]:
    """See one state of the database until the end, without keeping anybody from writing."""
    if database.in_atomic_block:
        yield
        return
    begin = "BEGIN" if database.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with database.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with database.cursor() as cursor:
            cursor.execute("ROLLBACK")


def count() -> int:
    """How many events there are."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {TABLE}")
        return int(cursor.fetchone()[0])


def rows() -> Generator[Row, None, None]:
    """Every event by stream and number, streams in the order of their bytes; few at a time."""
    columns = ", ".join(COLUMNS)
    if connection.vendor == "sqlite":
        # The driver itself, not Django's wrapper: values as they are stored.
        connection.ensure_connection()
        yield from connection.connection.execute(f"SELECT {columns} FROM {TABLE} ORDER BY stream, seq")
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM {TABLE} ORDER BY stream COLLATE "C", seq')
        while found := cursor.fetchmany(AT_ONCE):
            for row in found:
                yield (*row[:6], bytes(row[6]), *row[7:])


def damaged() -> Bad | None:
    """What is wrong with the file itself, where the database is a file."""
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    return damage(connection.connection)


def unreadable(error: Exception) -> Bad:
    """The event at which reading ended with `error`."""
    if connection.vendor != "sqlite":
        return Bad("", None, "database_damaged", str(error))
    return named(connection.connection, [str(error)])


def key_twice() -> Bad | None:
    """An event whose key another one has too: the database was without its constraint."""
    asked = (
        f"SELECT stream, seq FROM {TABLE} WHERE key IN "
        f"(SELECT key FROM {TABLE} GROUP BY key HAVING COUNT(*) > 1) ORDER BY stream, seq LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        found = cursor.fetchone()
    return Bad(str(found[0]), int(found[1]), "key_twice") if found else None
