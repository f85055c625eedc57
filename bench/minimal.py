"""The least a transition can be: lock one row, insert one chained event, update the row, in one durable transaction.

Raw (the driver alone) and through Django's ORM, on the same two tables. Nobody is asked whether he may, no deadline is
counted, nobody is told: what is left is what the database and the framework cost whoever does more.
"""

import hashlib
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import psycopg
import pysqlite3
from django.db import OperationalError, ProgrammingError, connection, models, transaction

ROWS = 100_000
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


class BareDossier(models.Model):
    """The row that is locked and changed; as many columns as a transition needs, one index for work lists."""

    objects: ClassVar[models.Manager["BareDossier"]] = models.Manager()
    code = models.CharField(max_length=40)
    officer = models.IntegerField()
    state = models.SmallIntegerField(default=0)
    seq = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    last_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        app_label, db_table = "bench", "bench_dossier"
        indexes = [models.Index(fields=["officer", "state", "due_at"], name="bench_worklist")]


class BareEvent(models.Model):
    """The event beside it."""

    objects: ClassVar[models.Manager["BareEvent"]] = models.Manager()
    dossier = models.BigIntegerField()
    seq = models.IntegerField()
    from_state = models.SmallIntegerField()
    to_state = models.SmallIntegerField()
    actor = models.IntegerField()
    at = models.DateTimeField()
    note = models.CharField(max_length=200)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label, db_table = "bench", "bench_event"
        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="bench_chain")]


FILL = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"
    " INSERT INTO bench_dossier (id, code, officer, state, seq, due_at, updated_at, last_hash)"
    " SELECT i, '000.00.' || i, i %% 500, 0, 0, %s, %s, %s FROM n"
)


def create() -> None:
    """Make the two tables anew, with their rows."""
    for model in (BareEvent, BareDossier):
        with suppress(OperationalError, ProgrammingError), connection.schema_editor() as editor:
            editor.delete_model(model)
        with connection.schema_editor() as editor:
            editor.create_model(model)
    now = connection.ops.adapt_datetimefield_value(NOW)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [ROWS, now, now, "0" * 64])
        cursor.execute("ANALYZE")


def chained(prev: str, pk: int, seq: int, actor: int) -> str:
    """The hash of an event."""
    return hashlib.sha256(f"{prev}{pk}:{seq}:{actor}".encode()).hexdigest()


def through_orm(pk: int) -> BareDossier:
    """One transition as any Django programmer would write it."""
    with transaction.atomic():
        row = BareDossier.objects.select_for_update().get(pk=pk)
        actor, to, seq = pk % 500, (row.state + 1) % 6, row.seq + 1
        told = chained(row.last_hash, pk, seq, actor)
        BareEvent.objects.create(
            dossier=pk, seq=seq, from_state=row.state, to_state=to, actor=actor, at=NOW, note="forwarded",
            prev=row.last_hash, hash=told,
        )  # fmt: skip
        row.state, row.seq, row.officer, row.due_at, row.updated_at, row.last_hash = (
            to, seq, actor, LATER, NOW, told,
        )  # fmt: skip
        row.save(update_fields=["state", "seq", "officer", "due_at", "updated_at", "last_hash"])
    return row


READ = "SELECT state, seq, last_hash FROM bench_dossier WHERE id = %s FOR UPDATE"
INSERT = (
    "INSERT INTO bench_event (dossier, seq, from_state, to_state, actor, at, note, prev, hash)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
UPDATE = (
    "UPDATE bench_dossier SET state = %s, seq = %s, officer = %s, due_at = %s, updated_at = %s, last_hash = %s"
    " WHERE id = %s"
)


def raw() -> Callable[[int], object]:
    """One transition through the driver alone, on a connection of its own."""
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def _postgresql() -> Callable[[int], object]:
    given = connection.get_connection_params()
    own = psycopg.connect(
        **{name: given[name] for name in ("dbname", "user", "host", "port") if name in given}
    )
    cursor = own.cursor()

    def step(pk: int) -> None:
        state, seq, prev = cursor.execute(READ, (pk,), prepare=True).fetchone() or (0, 0, "")
        for sql, values in _writes(pk, state, seq, prev, NOW, LATER):
            cursor.execute(sql, values, prepare=True)
        own.commit()

    return step


def _sqlite() -> Callable[[int], object]:
    own = pysqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None, timeout=20)
    own.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    read, *changes = (text.replace("%s", "?").replace(" FOR UPDATE", "") for text in (READ, INSERT, UPDATE))

    def step(pk: int) -> None:
        own.execute("BEGIN IMMEDIATE")
        state, seq, prev = own.execute(read, (pk,)).fetchone()
        found = _writes(pk, state, seq, prev, str(NOW), str(LATER))
        for sql, (_, values) in zip(changes, found, strict=True):
            own.execute(sql, values)
        own.execute("COMMIT")

    return step


def _writes(
    pk: int, state: int, seq: int, prev: str, now: object, later: object
) -> list[tuple[str, tuple[Any, ...]]]:
    actor, to = pk % 500, (state + 1) % 6
    told = chained(prev, pk, seq + 1, actor)
    return [
        (INSERT, (pk, seq + 1, state, to, actor, now, "forwarded", prev, told)),
        (UPDATE, (to, seq + 1, actor, later, now, told, pk)),
    ]


def repeated(step: Callable[[int], object]) -> Callable[[int], None]:
    """`step` on so many rows chosen by chance."""

    def run(times: int) -> None:
        for _ in range(times):
            step(random.randint(1, ROWS))

    return run
