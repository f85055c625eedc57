"""One clock over commune, district and province: how long each level held a dossier, so that delay has an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier, HandOver, Suspension
from motcua.organisation.models import Unit
from motcua.rules.worktime import Calendar


@dataclass(frozen=True)
class Stay:
    """The dossier lay with one unit from `since` until `until` (None: it still does); `minutes` are working minutes, times
    stopped not counted."""

    unit: Unit
    level: str
    since: datetime
    until: datetime | None
    minutes: int


def stays(
    dossier: Dossier,
    hand_overs: Iterable[HandOver],
    suspensions: Iterable[Suspension],
    calendar: Calendar,
    now: datetime,
) -> tuple[Stay, ...]:
    """Where the dossier lay, in order, from reception until it was finished (no reads beyond the rows given).

    A dossier handed over lies with the giver until the receiver signs; a draft sent up lies with its receiver at once.
    """
    if dossier.clock_start is None:
        return ()
    end = dossier.finished_at or now
    stops = [(stop.start, stop.end or end) for stop in suspensions]
    moves = [(dossier.clock_start, dossier.unit)]
    for line in hand_overs:
        moved_at = line.received_at if line.kind in ("forward", "transfer") else line.given_at
        if not line.pulled_back and moved_at is not None and moved_at < end:
            moves.append((moved_at, line.receiver_unit))
    found = []
    for number, (since, unit) in enumerate(moves):
        last = number + 1 == len(moves)
        until = end if last else moves[number + 1][0]
        counted = _counted(since, until, stops, calendar)
        found.append(
            Stay(unit, unit.level, since, None if last and dossier.finished_at is None else until, counted)
        )
    return tuple(found)


def by_level(found: Iterable[Stay]) -> dict[str, int]:
    """Working minutes each level took, in the order the dossier first reached them."""
    minutes: dict[str, int] = {}
    for stay in found:
        minutes[stay.level] = minutes.get(stay.level, 0) + stay.minutes
    return minutes


def _counted(
    since: datetime, until: datetime, stops: Iterable[tuple[datetime, datetime]], calendar: Calendar
) -> int:
    if until <= since:
        return 0
    minutes = calendar.minutes_between(since, until)
    for start, end in stops:
        first, last = max(start, since), min(end, until)
        if first < last:
            minutes -= calendar.minutes_between(first, last)
    return max(minutes, 0)
