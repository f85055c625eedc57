"""How stops move a due moment. The general rule of every stop that is excluded from the limit.

Limits from the moment (hours): the working time stopped is added to the second. Limits in days: the days
after the day of the stop up to the day it ends are not counted, as the first day of a period is not
(Civil Code 2015 art. 147); stopped on its last day, a limit ends when the desk closes on the day the stop
ends. Stops after the due moment change nothing.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from motcua.rules.calendar import Calendar
from motcua.rules.suspensions import Stretch
from motcua.rules.worktime import Limit, LimitUnit, due, end_on


def due_with_stops(start: datetime, limit: Limit, stops: Iterable[Stretch], calendar: Calendar) -> datetime:
    """The due moment of a limit begun at `start`, the `stops` (in order, apart, after `start`) not
    counted."""
    local = [(calendar.local(stop), calendar.local(end)) for stop, end in stops]
    if not limit.days:
        return _from_the_moment(due(start, limit, calendar), local, calendar)
    day = _later(calendar.local(start).date(), limit.days, limit, calendar)
    moment = end_on(day, limit, calendar)
    for stop, end in local:
        if stop > moment:
            break
        if stop.date() < day:
            day = _later(day, _days(stop.date(), end.date(), limit, calendar), limit, calendar)
            moment = end_on(day, limit, calendar)
        else:
            day = _worked_again(end, limit, calendar)
            moment = calendar.closing(day)
    return moment


def later_appointment(
    appointment: datetime, limit: Limit | None, stop: Stretch, calendar: Calendar
) -> datetime:
    """A promised date after one stop, at the same time of day; without a limit, working days are shifted."""
    start, end = (calendar.local(moment) for moment in stop)
    promised = calendar.local(appointment)
    if start >= promised or start >= end:
        return promised
    if limit is not None and not limit.days:
        return _from_the_moment(promised, [(start, end)], calendar)
    day = _later(promised.date(), _days(start.date(), end.date(), limit, calendar), limit, calendar)
    moment = datetime.combine(day, promised.timetz())
    if moment < end:
        return calendar.closing(calendar.next_working_moment(end).date())
    return moment if calendar.is_working_moment(moment) else calendar.closing(day)


def _from_the_moment(moment: datetime, stops: Iterable[Stretch], calendar: Calendar) -> datetime:
    for stop, end in stops:
        if stop >= moment:
            break
        moment = calendar.add_seconds(moment, calendar.seconds_between(stop, end))
    return moment


def _worked_again(end: datetime, limit: Limit, calendar: Calendar) -> date:
    """The first day with time left to work on when a stop ends at `end`; a day off only counts by the
    calendar."""
    day = end.date()
    if calendar.is_working(day) and end >= calendar.closing(day):
        day += timedelta(days=1)
    return day if _by_calendar(limit) else calendar.add_working_days(day, 0)


def _by_calendar(limit: Limit | None) -> bool:
    return limit is not None and limit.unit is LimitUnit.CALENDAR_DAY


def _later(day: date, days: int, limit: Limit | None, calendar: Calendar) -> date:
    if days == 0:
        return day
    return day + timedelta(days) if _by_calendar(limit) else calendar.add_working_days(day, days)


def _days(a: date, b: date, limit: Limit | None, calendar: Calendar) -> int:
    return (b - a).days if _by_calendar(limit) else calendar.working_days_between(a, b)
