"""The rows of one table straight from the pages of an SQLite file, damaged ones included.

SQLite itself stops at the first cell it cannot read and follows numbers that may be wrong; to say which row is damaged
the cells are read here one by one, each by itself. Source: SQLite's file format, sections 1.6 (b-tree pages) and 2.1
(records).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LEAF, INTERIOR = 0x0D, 0x05
INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type -> bytes of a whole number."""

Value = int | str | bytes | float | None


class Unreadable(Exception):
    """These bytes are no cell of a table."""


@dataclass(frozen=True)
class Cell:
    """One row as stored: its number if it can be read, and its columns, or None where they cannot."""

    rowid: int | None
    columns: tuple[Value, ...] | None


@dataclass(frozen=True)
class Pages:
    """An SQLite file by pages; `usable` bytes of each hold data."""

    file: BinaryIO
    size: int
    usable: int
    count: int

    @classmethod
    def of(cls, file: BinaryIO) -> "Pages":
        """Read the head of the file."""
        head = file.read(100)
        size = int.from_bytes(head[16:18], "big")
        size = 65536 if size == 1 else size
        end = file.seek(0, 2)
        return cls(file, size, size - head[20], end // size)

    def page(self, number: int) -> bytes:
        """The bytes of one page; raises `Unreadable` for a number outside the file."""
        if not 1 <= number <= self.count:
            raise Unreadable
        self.file.seek((number - 1) * self.size)
        return self.file.read(self.size)


def cells(pages: Pages, root: int) -> Iterator[Cell]:
    """Every cell of the table whose tree begins on page `root`, in stored order."""
    waiting, seen = [root], set[int]()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        try:
            page = pages.page(number)
        except Unreadable:
            continue
        start = 100 if number == 1 else 0
        told = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + (12 if page[start] == INTERIOR else 8)
        offsets = [int.from_bytes(page[first + 2 * n : first + 2 * n + 2], "big") for n in range(told)]
        if page[start] == INTERIOR:
            children = [int.from_bytes(page[offset : offset + 4], "big") for offset in offsets]
            children.append(int.from_bytes(page[start + 8 : start + 12], "big"))
            waiting += reversed(children)
        elif page[start] == LEAF:
            for offset in offsets:
                yield _cell(pages, page, offset)


def _cell(pages: Pages, page: bytes, offset: int) -> Cell:
    rowid: int | None = None
    try:
        length, at = _varint(page, offset)
        rowid, at = _varint(page, at)
        return Cell(rowid, _record(_payload(pages, page, at, length)))
    except (Unreadable, IndexError, UnicodeDecodeError):
        return Cell(rowid, None)


def _payload(pages: Pages, page: bytes, at: int, length: int) -> bytes:
    most = pages.usable - 35
    if length > pages.count * pages.size:
        raise Unreadable
    if length <= most:
        if at + length > pages.usable:
            raise Unreadable
        return page[at : at + length]
    least = (pages.usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (pages.usable - 4)
    local = local if local <= most else least
    if at + local + 4 > pages.usable:
        raise Unreadable
    found = page[at : at + local]
    further = int.from_bytes(page[at + local : at + local + 4], "big")
    while len(found) < length:
        more = pages.page(further)
        further = int.from_bytes(more[:4], "big")
        found += more[4 : min(pages.usable, 4 + length - len(found))]
    if further:
        raise Unreadable
    return found


def _record(payload: bytes) -> tuple[Value, ...]:
    """The values of a record that fills its payload to the byte."""
    head, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != head:
        raise Unreadable
    values: list[Value] = []
    for kind in kinds:
        width = INTEGERS.get(kind, (kind - 12) // 2 if kind >= 12 else 0)
        part = payload[at : at + width]
        if len(part) != width or kind in (7, 10, 11):
            raise Unreadable
        values.append(_value(kind, part))
        at += width
    if at != len(payload):
        raise Unreadable
    return tuple(values)


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind in INTEGERS:
        return int.from_bytes(part, "big", signed=True)
    return part.decode() if kind % 2 else part


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A whole number of one to nine bytes, and where the next thing begins."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
