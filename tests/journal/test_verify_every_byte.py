"""Any one byte of a journal row changed in the database file is found, and the row is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pysqlite3
import pytest
from django.db import connection

from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal.models import Event
from motcua.journal.verify import Bad
from tests.builders import to_in_process, to_received, world

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = 64
"""So many bytes of a cell hold its length, number and types; these are tried in every way that matters."""


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Let Django's connection read another file, as if the database were that one."""
    own = connection.connection
    connection.connection = connection.get_new_connection(
        {**connection.get_connection_params(), "database": str(file)}
    )
    try:
        yield
    finally:
        connection.connection.close()
        connection.connection = own


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Path, Event]:
    """A database file with a few dossiers, nothing left in its log, and one event in the middle of a chain."""
    small = world()
    to_received(small)
    done = to_in_process(small)
    to_received(small)
    file = tmp_path / "copy.sqlite3"
    target = pysqlite3.connect(str(file))
    connection.connection.backup(target)
    target.execute("PRAGMA journal_mode=DELETE")
    target.close()
    return file, Event.objects.get(stream=f"dossier/{done.dossier}", seq=3)


def cell_of(data: bytes, event: Event) -> range:
    """Where the event's row lies in the file, from its length to the last byte of its hash."""
    size = int.from_bytes(data[16:18], "big")
    body = data.index(bytes(event.body))
    page = body // size * size
    assert data[page] == 0x0D
    pointers = range(page + 8, page + 8 + 2 * int.from_bytes(data[page + 3 : page + 5], "big"), 2)
    starts = [page + int.from_bytes(data[at : at + 2], "big") for at in pointers]
    end = data.index(event.hash.encode(), body) + 64
    return range(max(start for start in starts if start < body), end)


def verified(file: Path) -> Bad | None:
    with reading(file):
        return verify_all().first_bad


def test_the_copy_itself_is_sound(copied: tuple[Path, Event]) -> None:
    assert verified(copied[0]) is None


def test_every_byte_of_a_row_is_guarded_and_names_it(copied: tuple[Path, Event]) -> None:
    file, event = copied
    cell = cell_of(file.read_bytes(), event)
    assert len(cell) > 400
    missed = []
    with file.open("r+b", buffering=0) as raw:
        for offset in cell:
            raw.seek(offset)
            (was,) = raw.read(1)
            for mask in (0x01, 0x02, 0x10, 0x80, 0xFF) if offset - cell.start < HEAD else (0x20,):
                raw.seek(offset)
                raw.write(bytes([was ^ mask]))
                bad = verified(file)
                if bad is None or (bad.stream, bad.seq) != (event.stream, event.seq):
                    missed.append((offset - cell.start, mask, bad))
            raw.seek(offset)
            raw.write(bytes([was]))
    assert missed == []
    assert verified(file) is None
