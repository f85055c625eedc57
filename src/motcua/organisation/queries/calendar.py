"""The working calendar, kept in the process under a version that one cheap expression tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from django.db.models import CharField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from motcua.organisation.models import CalendarDay, CalendarDecision, WorkingHours
from motcua.rules.hours import OFFICE_HOURS, DayKind, Hours, Shift
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import Calendar
from motcua.statements import Prepared

SEPARATOR = ":"


@dataclass(frozen=True, eq=False)
class _HoursRow:
    """Desk hours of a unit (None: of all others) and the days they are valid."""

    unit: int | None
    since: date
    until: date | None
    hours: Hours

    def holds_on(self, day: date | None) -> bool:
        return day is None or (self.since <= day and (self.until is None or day < self.until))


@dataclass(frozen=True, eq=False)
class _Known:
    """All that is decided at one version."""

    days: Mapping[date, DayKind]
    first: date
    last: date
    provisional_from: date | None
    rows: tuple[_HoursRow, ...]


def calendar_version_subquery() -> Concat:
    """The version as an expression, to be annotated to a query that is made anyway."""
    return Concat(
        _last_chain(CalendarDecision),
        Value(SEPARATOR),
        _last_chain(WorkingHours),
        output_field=CharField(),
    )


def calendar_version() -> str:
    """The version of the calendar now (one read). A single colon: nothing decided yet."""
    return next(iter(_version()), SEPARATOR)


def _to_ask() -> QuerySet[CalendarDecision, str]:
    asked = CalendarDecision.objects.annotate(version=calendar_version_subquery()).order_by("-pk")
    return asked.values_list("version", flat=True)[:1]


_version: Prepared[str] = Prepared(_to_ask)


def calendar(unit_id: int | None = None, on: date | None = None) -> Calendar:
    """The calendar of a unit's desk as decided now (one read once it is known to the process).

    `on` picks the desk hours in force that day; without it, those decided last. Raises
    `Refusal("no_calendar")`.
    """
    return calendar_at_version(calendar_version(), unit_id, on)


def calendar_at_version(version: str, unit_id: int | None = None, on: date | None = None) -> Calendar:
    """The calendar under a version (no read once known); an empty version means the present one.

    Units without hours of their own share one calendar object. Raises `Refusal`: `no_calendar` before the
    first decision, `unknown_calendar` for a version nobody decided.
    """
    version = version or calendar_version()
    known = _known(version)
    row = _hours_row(known.rows, unit_id, on)
    return _shared(version, known.rows.index(row) if row else -1)


@lru_cache(maxsize=64)
def _shared(version: str, row: int) -> Calendar:
    known = _known(version)
    hours = known.rows[row].hours if row >= 0 else OFFICE_HOURS
    return Calendar(
        known.days, hours, known.first, known.last, version, provisional_from=known.provisional_from
    )


def _hours_row(rows: Sequence[_HoursRow], unit_id: int | None, on: date | None) -> _HoursRow | None:
    for wanted in (unit_id, None) if unit_id is not None else (None,):
        for row in reversed(rows):
            if row.unit == wanted and row.holds_on(on):
                return row
    return None


@lru_cache(maxsize=16)
def _known(version: str) -> _Known:
    """Read what was decided up to a version (five reads, once in a process)."""
    decision_chain, _, hours_chain = version.partition(SEPARATOR)
    if not decision_chain:
        raise Refusal("no_calendar")
    last = CalendarDecision.objects.filter(chain=decision_chain).first()
    if last is None:
        raise Refusal("unknown_calendar", version=version)
    decisions = list(CalendarDecision.objects.filter(pk__lte=last.pk).order_by("pk"))
    return _Known(
        days=_days(decisions),
        first=date(min(one.first_year for one in decisions), 1, 1),
        last=date(max(one.last_year for one in decisions), 12, 31),
        provisional_from=_provisional_from(decisions),
        rows=_hours_rows(hours_chain),
    )


def _days(decisions: Sequence[CalendarDecision]) -> dict[date, DayKind]:
    """Every decided day, a later decision over an earlier one."""
    by_decision: dict[int, list[tuple[date, str]]] = {}
    asked = CalendarDay.objects.filter(decision__in=decisions).order_by("day")
    for decision, day, kind in asked.values_list("decision", "day", "kind"):
        by_decision.setdefault(decision, []).append((day, kind))
    days: dict[date, DayKind] = {}
    for one in decisions:
        if one.whole_years:
            years = range(one.first_year, one.last_year + 1)
            days = {day: kind for day, kind in days.items() if day.year not in years}
        days.update({day: DayKind(kind) for day, kind in by_decision.get(one.pk, ())})
    return dict(sorted(days.items()))


def _provisional_from(decisions: Sequence[CalendarDecision]) -> date | None:
    """1 January of the year after the last decreed one, if more years are only computed.

    A decision on single days of a computed year leaves the rest of that year provisional.
    """
    computed = {
        year for one in decisions if one.provisional for year in range(one.first_year, one.last_year + 1)
    }
    decreed = {
        year
        for one in decisions
        if not one.provisional and one.whole_years
        for year in range(one.first_year, one.last_year + 1)
    }
    open_years = {year for year in computed - decreed if not decreed or year > max(decreed)}
    return date(min(open_years), 1, 1) if open_years else None


def _hours_rows(chain: str) -> tuple[_HoursRow, ...]:
    last = WorkingHours.objects.filter(chain=chain).first() if chain else None
    rows = WorkingHours.objects.filter(pk__lte=last.pk).order_by("pk") if last else ()
    return tuple(
        _HoursRow(row.unit_id, row.valid_from, row.valid_to, hours_of(row.hours, row.saturday_counts))
        for row in rows
    )


def hours_of(shifts: Sequence[Sequence[Sequence[str]]], saturday_counts: bool) -> Hours:
    """Desk hours from their stored form. Raises `Refusal`: `bad_hours`, `bad_shift`."""
    if len(shifts) != 7:
        raise Refusal("bad_hours")
    try:
        days = [
            tuple(Shift(time.fromisoformat(start), time.fromisoformat(end)) for start, end in day)
            for day in shifts
        ]
    except (TypeError, ValueError) as error:
        raise Refusal("bad_hours") from error
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return Hours((monday, tuesday, wednesday, thursday, friday, saturday, sunday), saturday_counts)


def _last_chain(model: type[CalendarDecision] | type[WorkingHours]) -> Coalesce:
    asked = model._default_manager.order_by("-pk").values("chain")[:1]
    return Coalesce(Subquery(asked), Value(""), output_field=CharField())
