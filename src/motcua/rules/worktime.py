"""Working time: a limit of a procedure, and the moment it ends.

Sources: Civil Code 2015 art. 147-148 (counting a period); internal processes count a working day as 8
hours. The end of a day is the desk's closing time (docs/decisions/0003). Calendars and hours are
re-exported: other rooms import from here.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from motcua.rules.calendar import LOCAL, Calendar
from motcua.rules.hours import OFFICE_HOURS, DayKind, Hours, Shift
from motcua.rules.refusal import Refusal

__all__ = [
    "LOCAL",
    "MINUTES_A_DAY",
    "OFFICE_HOURS",
    "Calendar",
    "DayKind",
    "Hours",
    "Limit",
    "LimitUnit",
    "Shift",
    "due",
    "end_on",
]

MINUTES_A_DAY = 480  # a working day in internal processes: 8 hours, whatever the desk's shifts


class LimitUnit(StrEnum):
    """What a limit is counted in; "ngày" and "ngày làm việc" are not the same."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"


@dataclass(frozen=True)
class Limit:
    """How long an act may take: an amount above zero, and its unit. Refuses anything else (`bad_limit`).

    A part of a day below one day is that part of 8 working hours: half a day is 4 hours from the moment.
    Above one day, whole working days are counted first and the part is taken from the next working day
    (2.5 days end in the middle of the third); calendar days are rounded up.

    >>> Limit(Decimal("0.5"), LimitUnit.WORKING_DAY).minutes
    240
    >>> Limit(Decimal("2.5"), LimitUnit.WORKING_DAY).days
    3
    """

    amount: Decimal
    unit: LimitUnit
    days: int = field(init=False, repr=False, compare=False)
    """Days counted by art. 147, or 0 for a limit counted from the moment."""
    minutes: int = field(init=False, repr=False, compare=False)
    """Working minutes from the moment, or 0 for a limit counted in days."""
    part: Fraction | None = field(init=False, repr=False, compare=False)
    """How much of the last day is used, None for all of it."""

    def __post_init__(self) -> None:
        amount = Decimal(self.amount)
        if not amount.is_finite() or amount <= 0:
            raise Refusal("bad_limit", amount=str(self.amount))
        days, minutes, part = 0, 0, None
        if self.unit is LimitUnit.WORKING_HOUR:
            minutes = ceil(amount * 60)
        elif amount < 1:
            minutes = ceil(amount * MINUTES_A_DAY)
        else:
            days = ceil(amount)
            if self.unit is LimitUnit.WORKING_DAY and amount % 1:
                part = Fraction(amount % 1)
        object.__setattr__(self, "amount", amount)
        object.__setattr__(self, "days", days)
        object.__setattr__(self, "minutes", minutes)
        object.__setattr__(self, "part", part)


def due(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The moment a limit that begins at `start` ends, in the calendar's zone.

    Days: the first day is not counted (Civil Code art. 147), the last one ends when the desk closes, on a
    day off at the end of the next working day (art. 148). Hours: working time from the moment. Refuses a
    `start` without a zone (`naive_time`) and an end the calendar does not reach
    (`calendar_out_of_range`).

    >>> week = Calendar({}, OFFICE_HOURS, date(2026, 3, 2), date(2026, 3, 31))
    >>> friday = datetime(2026, 3, 6, 16, 30, tzinfo=LOCAL)
    >>> due(friday, Limit(Decimal(2), LimitUnit.CALENDAR_DAY), week).isoformat()
    '2026-03-09T17:00:00+07:00'
    >>> due(friday, Limit(Decimal(2), LimitUnit.WORKING_DAY), week).isoformat()
    '2026-03-10T17:00:00+07:00'
    >>> due(friday, Limit(Decimal(2), LimitUnit.WORKING_HOUR), week).isoformat()
    '2026-03-09T08:30:00+07:00'
    """
    local = start if start.tzinfo is calendar.zone else calendar.local(start)
    days = limit.days
    if not days:
        return calendar.add_seconds(local, limit.minutes * 60)
    index = local.toordinal() - calendar.first_ordinal
    if index < 0:
        raise calendar.out_of_range()
    rank = calendar.rank
    try:
        if limit.unit is LimitUnit.WORKING_DAY:
            closing = calendar.closings[rank[index + 1] + days - 1]
        else:
            closing = calendar.closings[rank[index + days]]
    except IndexError:
        raise calendar.out_of_range() from None
    return closing if limit.part is None else end_on(closing.date(), limit, calendar)


def end_on(day: date, limit: Limit, calendar: Calendar) -> datetime:
    """The moment a limit counted in days ends on its last day; on a day off, on the next working day.

    >>> week = Calendar({}, OFFICE_HOURS, date(2026, 3, 2), date(2026, 3, 31))
    >>> end_on(date(2026, 3, 6), Limit(Decimal("2.5"), LimitUnit.WORKING_DAY), week).isoformat()
    '2026-03-06T11:00:00+07:00'
    """
    closing = calendar.closing(day)
    if limit.part is None:
        return closing
    opening = calendar.opening(day)
    worked = calendar.minutes_between(opening, closing)
    return calendar.add_minutes(opening, ceil(worked * limit.part))
