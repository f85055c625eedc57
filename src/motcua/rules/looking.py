"""Why an official may look at a dossier, and what is unusual about looking.

Sources: Law 91/2025/QH15 (personal data only for a stated purpose), NĐ 61/2018 art. 5(1) (no leaking), NĐ 356/2025.
Plain rules with named thresholds: they point a head to rows worth a question, they accuse nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median


class Purpose(StrEnum):
    """What a view belongs to. The first group is known by itself; the second is stated by the official."""

    TASK = "task"
    """an open task of the official, or a free one of the official's duties"""
    DESK = "desk"
    """the desk that received the dossier and answers its applicant"""
    LEAD = "lead"
    """who leads the unit that holds it"""
    HANDLED = "handled"
    """the official did a step of it, and it is not finished"""
    SEARCH = "search"
    LIST = "list"
    REGISTER = "register"
    REQUEST = "request"
    """the person asked about their own data, and this unit answers"""

    ANSWER = "answer"
    """to answer the applicant or a representative"""
    COMPLAINT = "complaint"
    INSPECTION = "inspection"
    RELATED = "related"
    """another dossier of the same matter needs it"""
    CORRECTION = "correction"
    RECORDS = "records"
    """archive, statistics, hand-over of work"""


STATED = (
    Purpose.ANSWER, Purpose.COMPLAINT, Purpose.INSPECTION, Purpose.RELATED, Purpose.CORRECTION, Purpose.RECORDS,
)  # fmt: skip
"""The choice list of the page that asks."""
STATED_FOR = timedelta(minutes=30)
"""How long a stated purpose holds for the same dossier."""
WINDOW = timedelta(minutes=5)
"""Views of the same thing by the same official within this time count once."""

OUTSIDE_A_DAY = 5
"""From this many dossiers a day opened for a stated purpose only."""
BULK_AT_LEAST = 30
"""Dossiers in one hour below which nothing is called bulk."""
BULK_TIMES = 3
"""How many times the official's own usual hour makes bulk."""
EVENING, MORNING = 19, 6
"""Night: from 19:00 to 06:00."""


class Unusual(StrEnum):
    """What a finding is about."""

    OUTSIDE = "outside"
    BULK = "bulk"
    NIGHT = "night"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class Seen:
    """One view as the rules need it; `at` in local time."""

    officer: int
    dossier: int
    at: datetime
    purpose: Purpose


@dataclass(frozen=True)
class Finding:
    """`count` dossiers of all `of` the official opened that day; `usual` is what an hour of theirs has in the median."""

    officer: int
    day: date
    what: Unusual
    count: int
    of: int
    usual: float = 0.0


def unusual(views: Iterable[Seen], days_off: Iterable[date]) -> tuple[Finding, ...]:
    """The unusual access in `views`, newest day first.

    Counts are of different dossiers. `days_off` are the days nobody works.
    """
    off, by_day = set(days_off), dict[tuple[int, date], list[Seen]]()
    hours: dict[int, dict[datetime, set[int]]] = {}
    for view in views:
        by_day.setdefault((view.officer, view.at.date()), []).append(view)
        hour = view.at.replace(minute=0, second=0, microsecond=0)
        hours.setdefault(view.officer, {}).setdefault(hour, set()).add(view.dossier)
    found: list[Finding] = []
    for (officer, day), seen in by_day.items():
        whole = len({view.dossier for view in seen})
        told = _of_a_day(seen, day in off)
        told |= _bulk(hours[officer], day)
        usual = float(median(len(each) for each in hours[officer].values()))
        found += [Finding(officer, day, what, count, whole, usual) for what, count in told.items()]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.officer, one.what)))


def _of_a_day(seen: Iterable[Seen], off: bool) -> dict[Unusual, int]:
    views = list(seen)
    outside = len({view.dossier for view in views if view.purpose in STATED})
    night = len({view.dossier for view in views if not MORNING <= view.at.hour < EVENING})
    told = {}
    if outside >= OUTSIDE_A_DAY:
        told[Unusual.OUTSIDE] = outside
    if off:
        told[Unusual.HOLIDAY] = len({view.dossier for view in views})
    elif night:
        told[Unusual.NIGHT] = night
    return told


def _bulk(hours: Mapping[datetime, set[int]], day: date) -> dict[Unusual, int]:
    """The fullest hour of the day, if it is far beyond the official's own other hours."""
    fullest = max((hour for hour in hours if hour.date() == day), key=lambda hour: len(hours[hour]))
    others = [len(each) for hour, each in hours.items() if hour != fullest]
    most = len(hours[fullest])
    usual = float(median(others)) if others else 0.0
    return {Unusual.BULK: most} if most > max(BULK_AT_LEAST, BULK_TIMES * usual) else {}
