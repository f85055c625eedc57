"""Rows of units as files bring them: our own columns, or those of the public lists they come from."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.organisation.models import UnitKind, UnitLevel
from motcua.organisation.naming import type_of
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

PROVINCE_CODE = "22"
PROVINCE_NAME = "Tỉnh Quảng Ninh"
LIST_OF_2018 = date(2018, 1, 1)
LIST_OF_171 = (date(2024, 11, 1), date(2025, 7, 1))
LIST_OF_54 = date(2025, 7, 1)
Cells = Mapping[str, str]
FIRST_LINE = 2
"""Line of the first row of a file with a header."""


@dataclass(frozen=True)
class UnitRow:
    """One unit as a file tells it; empty names are filled by `naming`."""

    line: int
    code: str
    full_name: str
    kind: UnitKind
    parent: str
    valid_from: date
    valid_to: date | None = None
    level: UnitLevel | None = None
    desk_name: str = ""
    authority_name: str = ""
    agency_code: str = ""


@dataclass(frozen=True)
class Problem:
    """A line that was left out, and the reason's code."""

    line: int
    code: str
    reason: str


Reader = Callable[[int, Cells], Iterator[UnitRow]]
"""Turns one line into the units it tells of (a line of the list of 171 also names its district)."""


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 file. Raises `Refusal`: `file_not_found`, `file_not_readable`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError as error:
        raise Refusal("file_not_found", file=path.name) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal("file_not_readable", file=path.name) from error
    return [{str(key): value or "" for key, value in row.items() if key is not None} for row in rows]


def unit_rows(rows: Iterable[Cells]) -> Iterator[UnitRow | Problem]:
    """Each line as a unit, or as a problem. Raises `Refusal("unknown_columns")` for a file of another kind."""
    for number, cells in enumerate(rows, FIRST_LINE):
        if number == FIRST_LINE:
            reader = _reader(cells)
        try:
            yield from reader(number, cells)
        except (KeyError, ValueError):
            yield Problem(number, _code(cells), "bad_row")
        except Refusal as refusal:
            yield Problem(number, _code(cells), refusal.code)


def _reader(cells: Cells) -> Reader:
    for columns, reader in READERS:
        if columns <= cells.keys():
            return reader
    raise Refusal("unknown_columns", columns=tuple(sorted(cells)[:12]))


def _code(cells: Cells) -> str:
    return (cells.get("code") or cells.get("ma") or "")[:20]


def _ours(line: int, cells: Cells) -> Iterator[UnitRow]:
    kind = UnitKind(cells.get("kind") or UnitKind.AGENCY)
    full_name = cells.get("full_name") or cells["name"]
    yield UnitRow(
        line=line,
        code=clean(cells["code"], 20, field="code"),
        full_name=clean(full_name, 200, field="full_name"),
        kind=kind,
        parent=cells.get("parent", "") or ("" if kind == UnitKind.PROVINCE else PROVINCE_CODE),
        valid_from=date.fromisoformat(cells["valid_from"]),
        valid_to=date.fromisoformat(cells["valid_to"]) if cells.get("valid_to") else None,
        level=UnitLevel(cells["level"]) if cells.get("level") else None,
        desk_name=cells.get("desk_name", ""),
        authority_name=cells.get("authority_name", ""),
        agency_code=cells.get("agency_code", ""),
    )


def _of_2018(line: int, cells: Cells) -> Iterator[UnitRow]:
    kinds = {"tinh": UnitKind.PROVINCE, "huyen": UnitKind.DISTRICT, "xa": UnitKind.COMMUNE}
    yield _public(line, cells, kinds[cells["cap"]], cells["ma_cap_tren"], LIST_OF_2018, None)


def _of_171(line: int, cells: Cells) -> Iterator[UnitRow]:
    since, until = LIST_OF_171
    yield _province(line)
    district = {"ma": cells["ma_huyen"], "ten_day_du": cells["ten_huyen"]}
    yield _public(line, district, UnitKind.DISTRICT, PROVINCE_CODE, since, until)
    yield _public(line, cells, UnitKind.COMMUNE, cells["ma_huyen"], since, until)


def _of_54(line: int, cells: Cells) -> Iterator[UnitRow]:
    yield _province(line)
    yield _public(line, cells, UnitKind.COMMUNE, PROVINCE_CODE, LIST_OF_54, None)


def _province(line: int) -> UnitRow:
    return UnitRow(line, PROVINCE_CODE, PROVINCE_NAME, UnitKind.PROVINCE, "", LIST_OF_2018)


def _public(line: int, cells: Cells, kind: UnitKind, parent: str, since: date, until: date | None) -> UnitRow:
    full_name = clean(cells["ten_day_du"], 200, field="ten_day_du")
    if not type_of(full_name):
        raise Refusal("bad_row")
    return UnitRow(line, clean(cells["ma"], 20, field="ma"), full_name, kind, parent, since, until)


READERS: tuple[tuple[frozenset[str], Reader], ...] = (
    (frozenset({"cap", "ma", "ten_day_du", "ma_cap_tren"}), _of_2018),
    (frozenset({"ma", "ten_day_du", "ma_huyen", "ten_huyen"}), _of_171),
    (frozenset({"ma", "ten_day_du", "sap_xep_tu"}), _of_54),
    (frozenset({"code", "name", "valid_from"}), _ours),
)
