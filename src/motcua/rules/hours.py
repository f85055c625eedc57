"""Desk hours: the shifts of each weekday, and what kind of day a date is.

Sources: QĐ 188/1999/QĐ-TTg (Monday to Friday, 40 hours), QĐ 14/2010/QĐ-TTg (reception on Saturdays),
Labour Code 2019 art. 111-112 (holidays and compensation), the yearly notices of swapped days.
"""

from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from itertools import pairwise

from motcua.rules.refusal import Refusal

SATURDAY = 5


class DayKind(StrEnum):
    """Why a date is worked or not; only `working` and `swapped_on` can be worked."""

    WORKING = "working"
    REST = "rest"  # weekly rest
    HOLIDAY = "holiday"  # public holiday
    COMPENSATED = "compensated"  # day off for a holiday that fell on a weekly rest day
    SWAPPED_OFF = "swapped_off"  # day off that another day is worked for
    SWAPPED_ON = "swapped_on"  # a rest day worked for another one

    @property
    def may_be_worked(self) -> bool:
        """Whether such a day counts, given that the desk has hours on it."""
        return self in (DayKind.WORKING, DayKind.SWAPPED_ON)


@dataclass(frozen=True)
class Shift:
    """One stretch of desk time, whole minutes, ending on the same day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        whole = all(t.second == t.microsecond == 0 and t.tzinfo is None for t in (self.start, self.end))
        if not whole or self.end <= self.start:
            raise Refusal("bad_shift", start=self.start.isoformat(), end=self.end.isoformat())

    @property
    def minutes(self) -> int:
        """Length in minutes.

        >>> Shift(time(7), time(11, 30)).minutes
        270
        """
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute


Shifts = tuple[Shift, ...]


@dataclass(frozen=True)
class Hours:
    """The shifts of the seven weekdays, Monday first.

    Hours on a Saturday or Sunday are opening hours; they do not by themselves make it a working day of
    the count. `saturday_counts` is the switch for a province that decides otherwise.
    """

    shifts: tuple[Shifts, ...]
    saturday_counts: bool = False

    def __post_init__(self) -> None:
        for shifts in self.shifts:
            for earlier, later in pairwise(shifts):
                if later.start < earlier.end:
                    raise Refusal("bad_shift", start=later.start.isoformat(), end=later.end.isoformat())
        if len(self.shifts) != 7 or not self.full_day:
            raise Refusal("bad_hours")

    @property
    def full_day(self) -> Shifts:
        """The shifts of an ordinary weekday, worked on a swapped-on Saturday as well."""
        return next((shifts for shifts in self.shifts[:SATURDAY] if shifts), ())

    def counts(self, weekday: int) -> bool:
        """Whether this weekday (Monday is 0) is a working day when no decision says otherwise."""
        return bool(self.shifts[weekday]) and (
            weekday < SATURDAY or (weekday == SATURDAY and self.saturday_counts)
        )

    def with_saturday_morning(self, *, counts: bool = False) -> "Hours":
        """The same hours, open on Saturday with Monday's first shift.

        >>> OFFICE_HOURS.with_saturday_morning().shifts[SATURDAY][0].end
        datetime.time(11, 30)
        """
        shifts = (*self.shifts[:SATURDAY], self.full_day[:1], self.shifts[6])
        return replace(self, shifts=shifts, saturday_counts=counts)


_WEEKDAY = (Shift(time(7), time(11, 30)), Shift(time(13, 30), time(17)))
OFFICE_HOURS = Hours((_WEEKDAY, _WEEKDAY, _WEEKDAY, _WEEKDAY, _WEEKDAY, (), ()))
"""Monday to Friday, 07:00-11:30 and 13:30-17:00: eight hours."""
