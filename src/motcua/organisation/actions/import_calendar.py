"""Take the working calendar of whole years from a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from motcua.organisation.actions.decide_calendar import CalendarDecided, DecidedDay, decide_calendar
from motcua.organisation.models import CalendarDecision
from motcua.organisation.sources import FIRST_LINE, Cells, read_csv
from motcua.rules.canonical import canonical, digest
from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

KINDS = {
    "nghi_le": DayKind.HOLIDAY,
    "nghi_bu": DayKind.COMPENSATED,
    "nghi_hoan_doi": DayKind.SWAPPED_OFF,
    "lam_bu": DayKind.SWAPPED_ON,
    **{kind.value: kind for kind in DayKind},
}


@dataclass(frozen=True)
class CalendarImported:
    """What an import did; `decided` is None when the same rows had been imported before."""

    read: int
    number: str
    decided: CalendarDecided | None


def import_calendar(
    source: Path | Iterable[Cells],
    *,
    by: int | None = None,
    at: datetime,
    name: str = "Lịch làm việc",
    issued_on: date | None = None,
    confirmed_by: int | None = None,
) -> CalendarImported:
    """Decide the days of a file (columns ngay, loai, ten, nguon): they replace what its years held.

    A broken line refuses the whole file, because a holiday left out would silently become a working day.
    Raises `Refusal`: `file_not_found`, `file_not_readable`, `unknown_columns`, `calendar_empty`,
    `calendar_lines_broken` (with the first line numbers), and those of `decide_calendar`.
    """
    number, days, years = calendar_in(source, name)
    if CalendarDecision.objects.filter(number=number).exists():
        return CalendarImported(len(days), number, None)
    decided = decide_calendar(
        number,
        issued_on or at.date(),
        days,
        source=source.name if isinstance(source, Path) else name,
        by=by,
        at=at,
        years=years,
        confirmed_by=confirmed_by,
    )
    return CalendarImported(len(days), number, decided)


def calendar_in(
    source: Path | Iterable[Cells], name: str = "Lịch làm việc"
) -> tuple[str, list[DecidedDay], tuple[int, int]]:
    """The number (name and hash), the days and the years of a calendar file. Refuses as `import_calendar` does."""
    rows = list(read_csv(source) if isinstance(source, Path) else source)
    days = _days(rows)
    content = [f"{one.day.isoformat()} {one.kind} {one.name}" for one in days]
    years = (min(one.day.year for one in days), max(one.day.year for one in days))
    return f"{name} {digest(canonical({'days': content}))[:12]}", days, years


def _days(rows: list[dict[str, str]] | list[Cells]) -> list[DecidedDay]:
    if not rows:
        raise Refusal("calendar_empty")
    if not {"ngay", "loai", "ten"} <= rows[0].keys():
        raise Refusal("unknown_columns", columns=tuple(sorted(rows[0])[:12]))
    days: list[DecidedDay] = []
    broken: list[str] = []
    for line, cells in enumerate(rows, FIRST_LINE):
        try:
            day, kind = date.fromisoformat(cells["ngay"].strip()), KINDS[cells["loai"].strip()]
            name = clean(cells["ten"], 200, field="ten")
            source = clean(cells.get("nguon", ""), 500, field="nguon", optional=True)
        except (KeyError, ValueError, Refusal):
            broken.append(str(line))
            continue
        days.append(DecidedDay(day, kind, name, source))
    if broken:
        raise Refusal("calendar_lines_broken", lines=tuple(broken[:20]), count=len(broken))
    return days
