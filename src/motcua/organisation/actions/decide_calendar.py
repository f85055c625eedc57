"""Decide on working days and desk hours. Decisions only add up; a later one overrides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer, require_two
from motcua.organisation.models import CalendarDay, CalendarDecision, Unit, WorkingHours
from motcua.organisation.provisional import computed_days
from motcua.organisation.queries.calendar import calendar_at_version, calendar_version, hours_of
from motcua.rules.canonical import Value, canonical, digest
from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

STREAM = "calendar"
CHAIN = 16
"""Letters kept of a chained hash: enough to name a version, short enough to keep beside every deadline."""


@dataclass(frozen=True)
class DecidedDay:
    """One day of a decision."""

    day: date
    kind: DayKind
    name: str
    source: str = ""


@dataclass(frozen=True)
class CalendarDecided:
    """A decision taken: the calendar's new version, and the first and last day that now count otherwise.

    `first` and `last` are None when no day that was already known changed its kind; open deadlines that
    count over `first..last` must be computed again.
    """

    decision: int
    version: str
    days: int
    changed: int
    first: date | None
    last: date | None


def decide_calendar(
    number: str,
    issued_on: date,
    days: Sequence[DecidedDay],
    *,
    source: str,
    by: int | None = None,
    at: datetime,
    provisional: bool = False,
    years: tuple[int, int] | None = None,
    confirmed_by: int | None = None,
    proposal: int | None = None,
) -> CalendarDecided:
    """Set days (rules.md T5-T6), day by day over what was decided before; it takes two officials (`guard.require_two`).

    With `years` the decision lists every exception of these years and replaces what they held. Raises
    `Refusal`: `calendar_number_used`, `calendar_empty`, `calendar_day_twice`, `calendar_day_outside_years`,
    `text_empty`, `text_too_long`, `bad_text`, `not_your_duty`, `two_needed`, `own_proposal`.
    """
    require_configurer(by, at)
    require_configurer(confirmed_by, at)
    two = require_two(by, confirmed_by, at)
    with transaction.atomic():
        return _decide(
            number, issued_on, days, source, by if confirmed_by is None else confirmed_by, at, provisional, years,
            {**two, "proposal": proposal},
        )  # fmt: skip


def rehearse_calendar(
    number: str, issued_on: date, days: Sequence[DecidedDay], *, source: str, at: datetime,
    years: tuple[int, int] | None = None,
) -> CalendarDecided:  # fmt: skip
    """What `decide_calendar` would answer, or its refusal; nothing is written."""
    with transaction.atomic():
        told = _decide(number, issued_on, days, source, None, at, False, years, {})
        transaction.set_rollback(True)
    return told


def _decide(
    number: str,
    issued_on: date,
    days: Sequence[DecidedDay],
    source: str,
    by: int | None,
    at: datetime,
    provisional: bool,
    years: tuple[int, int] | None,
    two: Mapping[str, Value],
) -> CalendarDecided:
    named = clean(number, 100, field="number")
    told = clean(source, 500, field="source")
    _check(days, years)
    first_year = years[0] if years else min(one.day.year for one in days)
    last_year = years[1] if years else max(one.day.year for one in days)
    with transaction.atomic():
        if CalendarDecision.objects.filter(number=named).exists():
            raise Refusal("calendar_number_used", number=named)
        before = _effective()
        facts: dict[str, Value] = {
            "number": named,
            "issued_on": issued_on.isoformat(),
            "provisional": provisional,
            "whole_years": years is not None,
            "years": [first_year, last_year],
            "days": [f"{one.day.isoformat()} {one.kind}" for one in sorted(days, key=lambda one: one.day)],
        }
        chain = _chained(CalendarDecision, facts)
        decision = CalendarDecision.objects.create(
            number=named,
            issued_on=issued_on,
            source=told,
            provisional=provisional,
            whole_years=years is not None,
            first_year=first_year,
            last_year=last_year,
            decided_at=at,
            chain=chain,
        )
        CalendarDay.objects.bulk_create(
            CalendarDay(
                decision=decision,
                day=one.day,
                kind=one.kind.value,
                name=one.name[:200],
                source=one.source[:500],
            )
            for one in days
        )
        record(STREAM, "calendar_decided", by=by, at=at, facts={**facts, "chain": chain, **two})
        version = calendar_version()
        changed = _changed(before, _effective(version))
    ends = (min(changed), max(changed)) if changed else (None, None)
    return CalendarDecided(decision.pk, version, len(days), len(changed), *ends)


def decide_provisional(
    first_year: int, last_year: int, *, by: int | None = None, at: datetime
) -> CalendarDecided:
    """Decide the computed days of years not decreed yet, marked provisional (see `provisional`)."""
    found = computed_days(first_year, last_year)
    days = [DecidedDay(day, kind, name) for day, (kind, name) in found.items()]
    return decide_calendar(
        f"Tạm tính {first_year}-{last_year}",
        at.date(),
        days,
        source="Bộ luật Lao động 2019, Điều 111-112 (tạm tính, chờ quyết định)",
        by=by,
        at=at,
        provisional=True,
        years=(first_year, last_year),
    )


def decide_hours(
    unit: Unit | None,
    hours: Sequence[Sequence[Sequence[str]]],
    *,
    valid_from: date,
    valid_to: date | None = None,
    saturday_counts: bool = False,
    by: int | None = None,
    at: datetime,
    confirmed_by: int | None = None,
) -> WorkingHours:
    """Set desk hours of a unit, or of all units without their own (`None`): seven lists of shifts, Monday first.

    It takes two officials (`guard.require_two`). Raises `Refusal`: `bad_hours`, `bad_shift`, `ends_before_start`,
    `not_your_duty`, `two_needed`, `own_proposal`.
    """
    require_configurer(by, at)
    require_configurer(confirmed_by, at)
    two = require_two(by, confirmed_by, at)
    hours_of(hours, saturday_counts)
    if valid_to is not None and valid_to <= valid_from:
        raise Refusal("ends_before_start")
    shifts: list[Value] = [[[str(end) for end in shift] for shift in day] for day in hours]
    facts: dict[str, Value] = {
        "unit": unit.pk if unit else None,
        "hours": shifts,
        "saturday_counts": saturday_counts,
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    }
    with transaction.atomic():
        chain = _chained(WorkingHours, facts)
        row = WorkingHours.objects.create(
            unit=unit,
            valid_from=valid_from,
            valid_to=valid_to,
            hours=shifts,
            saturday_counts=saturday_counts,
            chain=chain,
        )
        record(STREAM, "hours_decided", by=confirmed_by or by, at=at, facts={**facts, "chain": chain, **two})
    return row


def _check(days: Sequence[DecidedDay], years: tuple[int, int] | None) -> None:
    if not days and years is None:
        raise Refusal("calendar_empty")
    seen: set[date] = set()
    for one in days:
        if one.day in seen:
            raise Refusal("calendar_day_twice", day=one.day.isoformat())
        seen.add(one.day)
        if years and not years[0] <= one.day.year <= years[1]:
            raise Refusal("calendar_day_outside_years", day=one.day.isoformat())


def _chained(model: type[CalendarDecision] | type[WorkingHours], facts: Mapping[str, Value]) -> str:
    before = model._default_manager.order_by("-pk").values_list("chain", flat=True).first()
    return digest(canonical({**facts, "previous": before}))[:CHAIN]


def _effective(version: str = "") -> Mapping[date, DayKind]:
    try:
        return calendar_at_version(version).days
    except Refusal:
        return {}


def _changed(before: Mapping[date, DayKind], after: Mapping[date, DayKind]) -> list[date]:
    """Days that are worked now and were not, or the other way round."""
    return [day for day in {*before, *after} if _worked(day, before.get(day)) != _worked(day, after.get(day))]


def _worked(day: date, kind: DayKind | None) -> bool:
    return day.weekday() < 5 if kind is None else kind.may_be_worked
