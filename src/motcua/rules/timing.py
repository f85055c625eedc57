"""Is a dossier early, on time, late? And how much of its limit is used and left.

Sources: the on-time test of the national portal (rules.md T15: the end is not after the appointment), NĐ
61/2018 art. 19(8) (a refusal has its limit too), look.md for what is shown to officials.
"""

from datetime import datetime
from enum import StrEnum

from motcua.rules.calendar import Calendar
from motcua.rules.clock import Clock, due_at
from motcua.rules.suspensions import laid_together


class Timing(StrEnum):
    """The state of time of a dossier; the first three are finished."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    STOPPED = "stopped"


def timing(
    due: datetime | None,
    original_due: datetime | None,
    finished_at: datetime | None,
    now: datetime,
    start: datetime,
    stopped: bool,
    calendar: Calendar,
    excluded_minutes: int = 0,
) -> Timing:
    """The state of time against the appointment in force (`due`); `original_due` is the due moment by law.

    Finished: late after `due`; early on an earlier day than both dates, so that a re-appointment makes
    nothing early. Open: stopped, overdue, due soon (due today, or the last quarter of the limit has
    begun; `excluded_minutes` of working time between `start` and `due` were stopped), or open. Without a
    due moment nothing is late.
    """
    if finished_at is not None:
        return _finished(due, original_due, finished_at, calendar)
    if stopped:
        return Timing.STOPPED
    if due is None:
        return Timing.OPEN
    if now > due:
        return Timing.OVERDUE
    if calendar.local(now).date() == calendar.local(due).date():
        return Timing.DUE_SOON
    left = calendar.minutes_between(now, due)
    allotted = calendar.minutes_between(start, due) - excluded_minutes
    return Timing.DUE_SOON if 4 * left <= allotted else Timing.OPEN


def _finished(
    due: datetime | None, original_due: datetime | None, finished_at: datetime, calendar: Calendar
) -> Timing:
    if due is None:
        return Timing.ON_TIME
    if finished_at > due:
        return Timing.LATE
    day = calendar.local(finished_at).date()
    promises = (due, original_due or due)
    return Timing.EARLY if all(day < calendar.local(one).date() for one in promises) else Timing.ON_TIME


def timing_of(clock: Clock, finished_at: datetime | None, now: datetime, calendar: Calendar) -> Timing:
    """The state of time of a clock. One stopped when it was already overdue stays overdue."""
    due, stop = due_at(clock), clock.open_suspension
    stopped = stop is not None and (due is None or stop.start <= due)
    excluded = 0
    if finished_at is None and due is not None and not stopped and now <= due:
        excluded = excluded_minutes(clock, now, calendar)
    start = clock.counts_from
    return timing(due, clock.original_due, finished_at, now, start, stopped, calendar, excluded)


def kept_by_law(clock: Clock, finished_at: datetime) -> bool:
    """Whether the end met the due moment by law, whatever was promised later (rules.md T14)."""
    return clock.original_due is None or finished_at <= clock.original_due


def excluded_minutes(clock: Clock, now: datetime, calendar: Calendar) -> int:
    """Working minutes since the present count began during which the clock stood still."""
    stops = laid_together(clock.suspensions, clock.counts_from, now)
    return sum(calendar.minutes_between(stop, end) for stop, end in stops)


def used_minutes(clock: Clock, now: datetime, calendar: Calendar) -> int:
    """Working minutes of the present count until `now`, times stopped not counted; 0 before it begins."""
    if now <= clock.counts_from:
        return 0
    return calendar.minutes_between(clock.counts_from, now) - excluded_minutes(clock, now, calendar)


def remaining_working_days(due: datetime, now: datetime, calendar: Calendar) -> int:
    """Working days after today up to the due date: 0 on the due date, negative by the days overdue."""
    today, day = calendar.local(now).date(), calendar.local(due).date()
    if today > day:
        return -calendar.working_days_between(day, today)
    return calendar.working_days_between(today, day)


def measured_end(
    *,
    processed_at: datetime | None,
    returned_at: datetime | None,
    ended_at: datetime | None,
    waiting_since: datetime | None,
    period_end: datetime,
) -> datetime:
    """The end by which the national portal measures (rules.md T15), the first there is.

    Processing finished, result returned, stopped or refused or withdrawn, the supplement asked for, end
    of the period.
    """
    return processed_at or returned_at or ended_at or waiting_since or period_end
