"""Record which unit took over from which; units that nobody is known to follow stay without an heir."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.organisation.models import Unit, UnitSuccession
from motcua.organisation.sources import FIRST_LINE, Cells, Problem, read_csv


@dataclass(frozen=True)
class SuccessionsImported:
    """What an import did; `without_heir` counts ended units whose heir the source does not name."""

    read: int
    created: int
    unchanged: int
    without_heir: int
    problems: tuple[Problem, ...]


def import_successions(
    source: Path | Iterable[Cells], *, by: int | None = None, at: datetime
) -> SuccessionsImported:
    """Add successions (columns of `samples/succession_*.csv`); importing twice changes nothing.

    A line needs both units: the old one in force the day before, the new one on the day. An empty new code
    is counted, never guessed. Raises `Refusal`: `file_not_found`, `file_not_readable`, `not_your_duty`.
    """
    require_configurer(by, at)
    rows = list(read_csv(source) if isinstance(source, Path) else source)
    units = _by_code()
    problems: list[Problem] = []
    new: list[UnitSuccession] = []
    without_heir = unchanged = 0
    with transaction.atomic():
        known = set(UnitSuccession.objects.values_list("old", "new"))
        for line, cells in enumerate(rows, FIRST_LINE):
            if not cells.get("new_code"):
                without_heir += 1
                continue
            found = _succession(line, cells, units, problems)
            if found is None:
                continue
            if (found.old_id, found.new_id) in known:
                unchanged += 1
                continue
            known.add((found.old_id, found.new_id))
            new.append(found)
        UnitSuccession.objects.bulk_create(new)
        if new:
            pairs = [f"{one.old.code} {one.new.code} {one.on.isoformat()}" for one in new]
            record("organisation", "successions_imported", by=by, at=at, facts={"created": pairs})
    return SuccessionsImported(len(rows), len(new), unchanged, without_heir, tuple(problems))


def _succession(
    line: int, cells: Cells, units: dict[str, list[Unit]], problems: list[Problem]
) -> UnitSuccession | None:
    code = cells.get("old_code", "")[:20]
    try:
        on = date.fromisoformat(cells["on"])
        old = _on(units, cells["old_code"], on - timedelta(days=1))
        new = _on(units, cells["new_code"], on)
        whole, default = cells["whole"] == "1", cells["is_default"] == "1"
    except (KeyError, ValueError):
        problems.append(Problem(line, code, "bad_row"))
        return None
    if old is None or new is None or old.pk == new.pk:
        problems.append(Problem(line, code, "unit_not_in_force"))
        return None
    act = cells.get("act", "")[:200]
    return UnitSuccession(old=old, new=new, whole=whole, is_default=default, on=on, act=act)


def _by_code() -> dict[str, list[Unit]]:
    units: dict[str, list[Unit]] = {}
    for unit in Unit.objects.order_by("pk"):
        units.setdefault(unit.code, []).append(unit)
    return units


def _on(units: dict[str, list[Unit]], code: str, day: date) -> Unit | None:
    for unit in units.get(code, ()):
        if unit.valid_from <= day and (unit.valid_to is None or day < unit.valid_to):
            return unit
    return None
