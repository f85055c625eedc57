"""The legal clock of one dossier: start, stops, one re-appointment. Every act returns a new clock.

Sources: NĐ 61/2018 art. 12(5), 19(4), 19(9); NĐ 118/2025 art. 17(3); NĐ 297/2025 (last working hour);
Civil Code 2015 art. 147-148. How a stop moves the due moment is in `stretch`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from motcua.rules.calendar import Calendar
from motcua.rules.refusal import Refusal
from motcua.rules.stretch import due_with_stops, later_appointment
from motcua.rules.suspensions import SUPPLEMENT, SupplementPolicy, Suspension, laid_together
from motcua.rules.worktime import Limit


@dataclass(frozen=True)
class Clock:
    """The clock as it stands.

    `start` is where counting begins, `restarted_at` where it begins anew after a supplement.
    `original_due` is the due moment by law, moved by stops and restarts only (None: the procedure has no
    fixed limit); `reappointed_to` the date promised in the one letter of apology, written at
    `reappointed_at`. Both dates are kept (rules.md T14).
    """

    start: datetime
    limit: Limit | None
    suspensions: tuple[Suspension, ...] = ()
    restarted_at: datetime | None = None
    reappointed_to: datetime | None = None
    original_due: datetime | None = None
    reappointed_at: datetime | None = None

    @property
    def counts_from(self) -> datetime:
        """Where the present count begins."""
        return self.restarted_at or self.start

    @property
    def open_suspension(self) -> Suspension | None:
        """The stop that still lasts, if any."""
        return next((one for one in reversed(self.suspensions) if one.end is None), None)

    @property
    def supplements(self) -> int:
        """How often a supplement was asked for; more than once counts as overdue in measuring (rules.md
        T11)."""
        return sum(one.kind == SUPPLEMENT for one in self.suspensions)


def counting_start(received_at: datetime, calendar: Calendar, cut_off: time | None = None) -> datetime:
    """Where counting begins for a dossier received at this moment.

    Without a cut-off, the moment itself (general decree). With one, a dossier received at or after it, or
    on a day off, counts from the opening of the next working day (NĐ 297/2025: the last working hour; a
    property of the procedure).
    """
    local = calendar.local(received_at)
    if cut_off is None or (calendar.is_working(local.date()) and local.time() < cut_off):
        return local
    return calendar.opening(calendar.add_working_days(local.date(), 1))


def start_clock(
    received_at: datetime,
    limit: Limit | None,
    calendar: Calendar,
    cut_off: time | None = None,
    appointment: datetime | None = None,
) -> Clock:
    """Start the clock at the reception of a complete dossier.

    `appointment` is a date already given, kept as it is in place of the computed one (dossiers taken over
    from elsewhere, procedures without a fixed limit).
    """
    start = counting_start(received_at, calendar, cut_off)
    if appointment is not None:
        return Clock(start, None, original_due=calendar.local(appointment))
    return recompute(Clock(start, limit), calendar)


def recompute(clock: Clock, calendar: Calendar) -> Clock:
    """The same clock by this calendar: what a new decision on days off changes.

    A date promised in a letter of apology stays, unless it now falls on a day off: then the next working
    day's closing.
    """
    due, promised = clock.original_due, clock.reappointed_to
    if clock.limit is not None:
        stops = laid_together(clock.suspensions, clock.counts_from)
        due = due_with_stops(clock.counts_from, clock.limit, stops, calendar)
    if promised is not None and not calendar.is_working_moment(promised):
        promised = calendar.closing(promised.date())
    return replace(clock, original_due=due, reappointed_to=promised)


def due_at(clock: Clock) -> datetime | None:
    """The appointment now in force: the re-appointed date if there is one, else the due moment by law."""
    return clock.reappointed_to or clock.original_due


def pause(clock: Clock, kind: str, basis: str, at: datetime) -> Clock:
    """Stop the clock; the due moment is known again when it goes on. Refuses a second stop
    (`clock_already_stopped`)."""
    if clock.open_suspension is not None:
        raise Refusal("clock_already_stopped", kind=clock.open_suspension.kind)
    return replace(clock, suspensions=(*clock.suspensions, Suspension(kind, basis, at)))


def resume(
    clock: Clock,
    at: datetime,
    calendar: Calendar,
    policy: SupplementPolicy = SupplementPolicy.PAUSE,
    cut_off: time | None = None,
) -> Clock:
    """Let the clock go on. Refuses one that is not stopped (`clock_not_stopped`).

    After a supplement `restart` counts the whole limit again from the full dossier (with the procedure's
    cut-off), and a date promised before no longer binds; `pause` moves the due moment by the time
    stopped. Every other stop only pauses.
    """
    stopped = clock.open_suspension
    if stopped is None:
        raise Refusal("clock_not_stopped")
    closed = replace(stopped, end=calendar.local(at))
    suspensions = tuple(closed if one is stopped else one for one in clock.suspensions)
    moved = replace(clock, suspensions=suspensions)
    if stopped.kind == SUPPLEMENT and policy is SupplementPolicy.RESTART:
        return _restarted(moved, counting_start(at, calendar, cut_off), calendar)
    stop = (max(calendar.local(closed.start), clock.counts_from), calendar.local(at))
    unit = clock.limit
    if clock.reappointed_to is not None:
        moved = replace(moved, reappointed_to=later_appointment(clock.reappointed_to, unit, stop, calendar))
    if unit is None and clock.original_due is not None:
        moved = replace(moved, original_due=later_appointment(clock.original_due, None, stop, calendar))
    return recompute(moved, calendar)


def _restarted(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    due = clock.original_due
    if clock.limit is None and due is not None:
        days = calendar.working_days_between(clock.counts_from.date(), due.date())
        due = calendar.closing(calendar.add_working_days(at.date(), max(days, 1)))
    return recompute(replace(clock, restarted_at=at, reappointed_to=None, original_due=due), calendar)


def last_letter_day(due: datetime, calendar: Calendar) -> date:
    """The last day for a letter of apology: the last working day at least one calendar day before the due
    date.

    The decree says "at least 1 day before"; this is the reading that is safe whether it means working or
    calendar days.
    """
    eve = calendar.local(due).date() - timedelta(days=1)
    return eve if calendar.is_working(eve) else calendar.add_working_days(eve, -1)


def reappoint(clock: Clock, new_due: datetime, at: datetime, calendar: Calendar) -> Clock:
    """Promise a new date, once, at least a day before the due date (NĐ 61/2018 art. 19(9)).

    Refusals: `already_reappointed`, `no_appointment` (nothing was promised), `too_late_to_reappoint`,
    `new_date_not_later`, `not_a_working_moment`.
    """
    due, promised, written = due_at(clock), calendar.local(new_due), calendar.local(at)
    if clock.reappointed_at is not None or clock.reappointed_to is not None:
        raise Refusal("already_reappointed")
    if due is None:
        raise Refusal("no_appointment")
    latest = last_letter_day(due, calendar)
    if written.date() > latest:
        raise Refusal("too_late_to_reappoint", latest=latest.isoformat(), due=due.isoformat())
    if promised <= due:
        raise Refusal("new_date_not_later", due=due.isoformat())
    if not calendar.is_working_moment(promised):
        raise Refusal("not_a_working_moment", at=promised.isoformat())
    return replace(clock, reappointed_to=promised, reappointed_at=written)
