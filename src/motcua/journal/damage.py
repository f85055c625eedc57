"""Name the journal row in which an SQLite file is damaged.

SQLite's own check says that something is wrong, seldom which row. Here every cell of the journal's table is read by
itself from a copy of the pages (so that what still lies in the write-ahead log counts) and held against the index,
which repeats stream and number of every row.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pysqlite3

from motcua.journal.pages import Cell, Pages, cells
from motcua.journal.verify import COLUMNS, Bad, Broken, said

TABLE = "journal_event"
ROW = re.compile(r"row (\d+) ")
Place = tuple[int, str, int]
"""Number of the row in the file, stream, number in the stream."""


def damage(database: pysqlite3.Connection) -> Bad | None:
    """The first damaged event, or what else SQLite's check found; None when the file is sound."""
    try:
        told = [str(found[0]) for found in database.execute("PRAGMA integrity_check(100)")]
    except pysqlite3.DatabaseError as error:
        told = [str(error)]
    return None if told == ["ok"] else named(database, told)


def named(database: pysqlite3.Connection, told: list[str]) -> Bad:
    """The first damaged event by stream and number; the events read are kept in memory, only here."""
    good: dict[int, tuple[str, int]] = {}
    doubled: set[Place] = set()
    why: dict[int, Broken] = {}
    spoilt: list[tuple[Cell, Broken]] = []
    try:
        for cell in _cells(database):
            try:
                stream, seq = _place(cell)
            except Broken as broken:
                spoilt.append((cell, broken))
                why.setdefault(cell.rowid or 0, broken)
                continue
            if cell.rowid is None or cell.rowid in good:
                doubled.add((cell.rowid or 0, stream, seq))
            else:
                good[cell.rowid] = (stream, seq)
        listed = list(_index(database))
    except (pysqlite3.DatabaseError, OSError) as error:
        return Bad("", None, "database_damaged", str(error))
    for rowid, stream, seq in listed:
        if good.get(rowid) != (stream, seq) and (rowid, stream, seq) not in doubled:
            reason = why.get(rowid, spoilt[0][1] if spoilt else Broken("unreadable", "rowid"))
            return Bad(stream, seq, reason.why, reason.detail)
    if spoilt:
        return _by_itself(*spoilt[0])
    return _missing(good, {rowid for rowid, _, _ in listed}, told)


def _missing(good: Mapping[int, tuple[str, int]], listed: set[int], told: list[str]) -> Bad:
    """Rows are sound; one is missing from an index, or the damage lies outside the journal."""
    for rowid, (stream, seq) in good.items():
        if rowid not in listed:
            return Bad(stream, seq, "database_damaged", "index")
    for line in told:
        found = ROW.search(line)
        if found and TABLE in line and int(found[1]) in good:
            return Bad(*good[int(found[1])], "database_damaged", line)
    return Bad("", None, "database_damaged", told[0] if told else "")


def _place(cell: Cell) -> tuple[str, int]:
    if cell.columns is None or len(cell.columns) != len(COLUMNS):
        raise Broken("unreadable")
    said(cell.columns)
    return str(cell.columns[0]), int(str(cell.columns[1]))


def _by_itself(cell: Cell, broken: Broken) -> Bad:
    stream, seq = (cell.columns or ("", None))[:2]
    return Bad(
        str(stream or f"row {cell.rowid}"), seq if isinstance(seq, int) else None, broken.why, broken.detail
    )


def _index(database: pysqlite3.Connection) -> Iterator[Place]:
    """Stream and number of every row as the index repeats them: the table itself is not read."""
    names = [row[1] for row in database.execute(f"PRAGMA index_list({TABLE})") if row[3] == "pk"]
    asked = f"SELECT rowid, stream, seq FROM {TABLE} INDEXED BY {names[0]} ORDER BY stream, seq"
    yield from database.execute(asked)


def _go_on(status: int, remaining: int, total: int) -> None:
    """Copying waits for ever on a database that is being written by this very connection: refuse instead."""
    if status in (pysqlite3.SQLITE_BUSY, pysqlite3.SQLITE_LOCKED):
        raise pysqlite3.OperationalError("database is locked")


def _cells(database: pysqlite3.Connection) -> Iterator[Cell]:
    (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        target = pysqlite3.connect(str(copy))
        try:
            database.backup(target, progress=_go_on)
        finally:
            target.close()
        with copy.open("rb") as file:
            yield from cells(Pages.of(file), root)
