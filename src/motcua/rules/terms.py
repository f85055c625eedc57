"""Time limits as the law writes them: an amount with its unit, and what that is worth in working hours.

The unit is kept with the number: "ngày" is not "ngày làm việc" (rules.md T3).
"""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

HOURS_A_DAY = Decimal(8)
"""One working day in working hours (rules.md T7)."""


class TermUnit(StrEnum):
    """The units a published limit may have; only the first three can be promised to an applicant."""

    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    """giờ, as found in a national catalogue: nobody says whether hours at night count"""
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit: `amount` of `unit`."""

    amount: Decimal
    unit: TermUnit


def working_hours(term: Term) -> Decimal | None:
    """At least how many working hours the limit holds, or None if its unit cannot be counted.

    Calendar days are taken as five working days in seven, rounded down to a full hour: a cautious mean that
    lets a process be compared with its limit before any start is known (holidays fall out by the real
    calendar when a dossier runs).

    >>> working_hours(Term(Decimal(3), TermUnit.WORKING_DAY))
    Decimal('24')
    >>> working_hours(Term(Decimal(15), TermUnit.CALENDAR_DAY))
    Decimal('85')
    """
    match term.unit:
        case TermUnit.WORKING_HOUR:
            return term.amount
        case TermUnit.WORKING_DAY:
            return term.amount * HOURS_A_DAY
        case TermUnit.CALENDAR_DAY:
            return (term.amount * HOURS_A_DAY * 5 / 7).to_integral_value(ROUND_FLOOR)
        case TermUnit.HOUR | TermUnit.MONTH:
            return None


def longer(one: Term, other: Term) -> bool:
    """Whether `one` is longer than `other`: by amount if the units agree, else by cautious working hours.

    Limits that cannot be compared count as longer, so that nobody promises what cannot be checked.
    """
    if one.unit == other.unit:
        return one.amount > other.amount
    mine, theirs = working_hours(one), working_hours(other)
    return mine is None or theirs is None or mine > theirs
