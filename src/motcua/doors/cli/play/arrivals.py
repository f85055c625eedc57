"""Who comes when to which desk with what: everything drawn before the play begins, from the seed alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Level
from motcua.doors.cli.play.fate import Fate, draw, popularity
from motcua.doors.cli.play.world import World, desk_levels
from motcua.organisation.models import Unit

LIVELY_DAYS, LIVELIER = 8, 5.0
"""The last working days bring more, so that the desks have work when the play ends."""
HOME_WEIGHT, HOME_AT_LAST, TOWN_WEIGHT = 9.0, 45.0, 2.0


@dataclass(frozen=True)
class Arrival:
    """One visit: the `number`-th of the play, with the luck of its own from which its life is drawn."""

    number: int
    at: datetime
    document: ProcedureDocument
    desk: Unit
    fate: Fate
    luck: Random


def arrivals(world: World, count: int) -> list[Arrival]:
    """`count` visits over the working days, more on Mondays, in the order of time."""
    luck = Random(f"motcua|{world.seed}|arrivals")
    days = _days(world)
    weights = [_busyness(day, number, len(days)) for number, day in enumerate(days)]
    chosen = sorted(luck.choices(range(len(days)), weights, k=count))
    moments = sorted(_moment(world, days[number], luck) for number in chosen)
    documents = list(world.documents.values())
    shares = list(accumulate(popularity(document) for document in documents))
    return [
        _arrival(world, number, at, luck.choices(documents, cum_weights=shares)[0], luck)
        for number, at in enumerate(moments, 1)
    ]


def _arrival(world: World, number: int, at: datetime, document: ProcedureDocument, luck: Random) -> Arrival:
    desk = _desk(world, document, at, luck)
    own = Random(f"motcua|{world.seed}|{number}")
    return Arrival(number, at, document, desk, draw(document, own), own)


def _days(world: World) -> Sequence[date]:
    span = (world.last.date() - world.first.date()).days
    days = (world.first.date() + timedelta(number) for number in range(span + 1))
    return [day for day in days if world.calendar.is_working(day)]


def _busyness(day: date, number: int, days: int) -> float:
    monday = 1.3 if day.weekday() == 0 else 1.0
    return monday * (LIVELIER if days - number <= LIVELY_DAYS else 1.0)


def _moment(world: World, day: date, luck: Random) -> datetime:
    """A moment of the desk's day, seldom in its last minutes, told to the second."""
    opening, closing = world.calendar.opening(day), world.calendar.closing(day)
    minutes = world.calendar.minutes_between(opening, closing) - 10
    at = world.calendar.add_minutes(opening, max(1, int(minutes * luck.betavariate(1.4, 1.7))))
    return at - timedelta(seconds=luck.randrange(1, 60))


def _desk(world: World, document: ProcedureDocument, at: datetime, luck: Random) -> Unit:
    """The nearest desk mostly, by the size of the unit; the demo accounts' own desks are asked for often."""
    levels = desk_levels(document, world.first)
    level = levels[0] if luck.random() < 0.8 else levels[-1]
    desks = world.desks[level] or world.desks[Level.PROVINCE]
    homes = {world.home_commune().pk, world.home_centre().pk}
    lively = at > world.last - timedelta(days=LIVELY_DAYS)
    home = HOME_AT_LAST if lively else HOME_WEIGHT
    weights = [
        home if unit.pk in homes else TOWN_WEIGHT if unit.full_name.startswith(TOWNS) else 1.0
        for unit in desks
    ]
    return luck.choices(desks, weights)[0]


TOWNS = ("Phường", "Thị trấn", "Thành phố", "Thị xã", "Đặc khu")
