"""Take units from a file or from rows: new ones are added, known ones compared, ended ones closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.organisation.models import Unit, UnitKind, UnitLevel
from motcua.organisation.naming import authority_name, desk_name, sample_agency_code, type_of
from motcua.organisation.sources import Cells, Problem, UnitRow, read_csv, unit_rows

ORDER = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE, UnitKind.AGENCY)


@dataclass(frozen=True)
class UnitsImported:
    """What an import did; `problems` name the lines that were left out."""

    read: int
    created: int
    closed: int
    unchanged: int
    problems: tuple[Problem, ...]


@dataclass
class _Known:
    """All units, those in the database and those of this import."""

    units: list[Unit]
    by_key: dict[tuple[str, date], Unit] = field(default_factory=dict)
    by_code: dict[str, list[Unit]] = field(default_factory=dict)
    below: dict[tuple[int | None, str], int] = field(default_factory=dict)
    identifiers: set[str] = field(default_factory=set)
    open_identifiers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for unit in self.units:
            self.add(unit)

    def add(self, unit: Unit) -> None:
        self.by_key[unit.code, unit.valid_from] = unit
        self.by_code.setdefault(unit.code, []).append(unit)
        counted = (unit.parent_id, unit.kind)
        self.below[counted] = self.below.get(counted, 0) + 1
        self.identifiers.add(unit.agency_code)
        if unit.valid_to is None:
            self.open_identifiers.add(unit.agency_code)

    def identifier(self, row: UnitRow, parent: Unit | None) -> str:
        """The identifier told, else the next free sample one."""
        number = self.below.get((parent.pk if parent else None, row.kind), 0) + 1
        above = parent.agency_code if parent else ""
        code = row.agency_code or sample_agency_code(row.kind, number, above, row.valid_from)
        while not row.agency_code and code in self.identifiers and parent:
            number += 1
            code = sample_agency_code(row.kind, number, above, row.valid_from)
        return code

    def parent(self, row: UnitRow) -> Unit | None:
        known = self.by_code.get(row.parent, ())
        return next((one for one in known if _overlap(one, row.valid_from, row.valid_to)), None)


def import_units(source: Path | Iterable[Cells], *, by: int | None = None, at: datetime) -> UnitsImported:
    """Add the units of a file (columns of `samples/units_*.csv`, `agencies.csv` or the public lists).

    A second import of the same rows changes nothing. A row that gives an open unit its last day closes it;
    a row that contradicts a unit otherwise is left out with its reason. Raises `Refusal`: `file_not_found`,
    `file_not_readable`, `unknown_columns`, `not_your_duty`.
    """
    require_configurer(by, at)
    rows = list(read_csv(source) if isinstance(source, Path) else source)
    told = list(unit_rows(rows))
    problems = [one for one in told if isinstance(one, Problem)]
    units = {(one.code, one.valid_from): one for one in reversed(told) if isinstance(one, UnitRow)}
    ordered = sorted(units.values(), key=lambda row: (ORDER.index(row.kind), row.line, row.code))
    with transaction.atomic():
        known = _Known(list(Unit.objects.order_by("pk")))
        closed, unchanged, new = _compared(ordered, known, problems)
        created = [unit for kind in ORDER for unit in _created(kind, new, known, problems)]
        if created or closed:
            facts = {"created": [_key(one) for one in created], "closed": [_key(one) for one in closed]}
            record("organisation", "units_imported", by=by, at=at, facts=facts)
    found = tuple(sorted(problems, key=lambda one: (one.line, one.code)))
    return UnitsImported(len(rows), len(created), len(closed), unchanged, found)


def _compared(
    rows: Sequence[UnitRow], known: _Known, problems: list[Problem]
) -> tuple[list[Unit], int, list[UnitRow]]:
    """Close what ended, count what is as told, and hand on what is new."""
    closed: list[Unit] = []
    unchanged = 0
    new: list[UnitRow] = []
    for row in rows:
        unit = known.by_key.get((row.code, row.valid_from))
        if unit is None:
            new.append(row)
        elif unit.full_name != row.full_name or unit.kind != row.kind:
            problems.append(Problem(row.line, row.code, "unit_differs"))
        elif unit.valid_to == row.valid_to:
            unchanged += 1
        elif unit.valid_to is None:
            unit.valid_to = row.valid_to
            known.open_identifiers.discard(unit.agency_code)
            closed.append(unit)
        else:
            problems.append(Problem(row.line, row.code, "unit_closed_otherwise"))
    Unit.objects.bulk_update(closed, ["valid_to"])
    return closed, unchanged, new


def _created(kind: UnitKind, rows: Sequence[UnitRow], known: _Known, problems: list[Problem]) -> list[Unit]:
    created: list[Unit] = []
    for row in rows:
        if row.kind != kind:
            continue
        parent = known.parent(row)
        if row.valid_to is not None and row.valid_to <= row.valid_from:
            problems.append(Problem(row.line, row.code, "ends_before_start"))
        elif parent is None and kind != UnitKind.PROVINCE:
            problems.append(Problem(row.line, row.code, "unknown_parent"))
        elif any(_overlap(one, row.valid_from, row.valid_to) for one in known.by_code.get(row.code, ())):
            problems.append(Problem(row.line, row.code, "unit_overlaps"))
        elif row.valid_to is None and row.agency_code in known.open_identifiers:
            problems.append(Problem(row.line, row.code, "agency_code_used"))
        else:
            created.append(_unit(row, parent, known))
            known.add(created[-1])
    Unit.objects.bulk_create(created)
    return created


def _unit(row: UnitRow, parent: Unit | None, known: _Known) -> Unit:
    unit = Unit(
        code=row.code,
        name=row.full_name.removeprefix(type_of(row.full_name)).strip(),
        full_name=row.full_name,
        kind=row.kind,
        level=row.level or (UnitLevel.PROVINCE if row.kind == UnitKind.AGENCY else UnitLevel(row.kind)),
        parent=parent,
        desk_name=row.desk_name or desk_name(row.kind, row.full_name, row.valid_from),
        authority_name=row.authority_name
        or authority_name(row.kind, row.full_name, parent.full_name if parent else ""),
        agency_code=known.identifier(row, parent),
        is_one_stop=row.kind != UnitKind.AGENCY,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
    unit.index()
    return unit


def _overlap(unit: Unit, since: date, until: date | None) -> bool:
    return (until is None or unit.valid_from < until) and (unit.valid_to is None or since < unit.valid_to)


def _key(unit: Unit) -> str:
    return f"{unit.code} {unit.valid_from.isoformat()}"
