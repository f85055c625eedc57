"""Reading procedure catalogues as they are found: one JSON object a line, plain or gzip, three shapes.

A line that cannot be read is reported with its number and why; reading goes on with the next one.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from motcua.catalogue.document import canonical
from motcua.catalogue.shapes import boquocphong, dvcqg, lamdong
from motcua.catalogue.shapes.common import BadRecord, Draft
from motcua.rules.refusal import Refusal

GZIP = b"\x1f\x8b"
LONGEST_LINE = 8_000_000
"""Bytes; the longest record known has a few hundred thousand."""

SHAPES: dict[str, tuple[str, Callable[[dict[str, object]], Draft]]] = {
    "ma_thu_tuc": (dvcqg.NAME, dvcqg.read),
    "thu_tuc_id": (boquocphong.NAME, boquocphong.read),
    "ma": (lamdong.NAME, lamdong.read),
}
"""The field by which a shape is known, its name and its reader."""


@dataclass(frozen=True, slots=True)
class Found:
    """One readable line; `text` is the document's canonical form."""

    line: int
    draft: Draft
    text: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """One unreadable line: `why` is a code ("bad_json", "missing", ...), `where` the field or place."""

    line: int
    why: str
    where: str = ""


def open_lines(path: Path) -> Iterator[bytes | Broken]:
    """The lines of a plain or gzip file; a damaged end is one last Broken. Refusal("file_unreadable")."""
    try:
        with path.open("rb") as start:
            packed = start.read(2) == GZIP
        with gzip.open(path, "rb") if packed else path.open("rb") as file:
            yield from _lines_of(file.readline)
    except OSError as error:
        raise Refusal("file_unreadable", path=str(path), why=error.strerror or str(error)) from error


def _lines_of(readline: Callable[[int], bytes]) -> Iterator[bytes | Broken]:
    number = 0
    while True:
        number += 1
        try:
            line = readline(LONGEST_LINE)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield Broken(number, "bad_gzip", str(error))
            return
        if not line:
            return
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            yield Broken(number, "line_too_long")
            while line and not line.endswith(b"\n"):
                line = readline(LONGEST_LINE)
            continue
        yield line


def read(lines: Iterable[bytes | str | Broken]) -> Iterator[Found | Broken]:
    """Each line as a draft or as broken; blank lines are passed over; a code's second line is broken."""
    codes: set[str] = set()
    for number, line in enumerate(lines, 1):
        if isinstance(line, Broken):
            yield line
            continue
        if not line.strip():
            continue
        try:
            draft, text = read_line(line)
        except BadRecord as bad:
            yield Broken(number, bad.why, bad.where)
            continue
        if draft.document.code in codes:
            yield Broken(number, "duplicate_code", draft.document.code)
            continue
        codes.add(draft.document.code)
        yield Found(number, draft, text)


def read_line(line: bytes | str) -> tuple[Draft, bytes]:
    """One line as draft and bytes; BadRecord "not_utf8", "bad_json", "not_an_object", "unknown_shape" and others."""
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        values = json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadRecord("not_utf8") from error
    except (ValueError, RecursionError) as error:
        raise BadRecord("bad_json", str(error)[:80]) from error
    if not isinstance(values, dict):
        raise BadRecord("not_an_object")
    for field, (_name, reader) in SHAPES.items():
        if field in values:
            return _sound(reader, values)
    raise BadRecord("unknown_shape")


def _sound(reader: Callable[[dict[str, object]], Draft], values: dict[str, object]) -> tuple[Draft, bytes]:
    """The draft, if the schema takes it and it has bytes (a lone half of a sign has none)."""
    try:
        draft = reader(values)
        return draft, canonical(draft.document)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRecord("bad_value", ".".join(str(part) for part in first["loc"])) from error
    except UnicodeEncodeError as error:
        raise BadRecord("bad_text") from error
    except (RecursionError, ValueError) as error:
        raise BadRecord("bad_value", str(error)[:80]) from error


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
