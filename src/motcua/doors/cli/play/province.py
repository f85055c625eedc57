"""Setting a province up and playing it: what `motcua demo` does before it serves."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from motcua.catalogue.actions.load_samples import load_samples
from motcua.doors.cli.play.arrivals import arrivals
from motcua.doors.cli.play.powers import authorise_desks, hand_out
from motcua.doors.cli.play.stage import Stage
from motcua.doors.cli.play.world import World, look_around
from motcua.journal.actions import record
from motcua.journal.queries import entries
from motcua.organisation import queries as organisation
from motcua.organisation.actions import establish
from motcua.organisation.actions.establish import ProvinceKind
from motcua.rules.worktime import LOCAL

STREAM = "demo"
LEAD = timedelta(days=7)
"""How long before the first visit the province is set up."""
TWO_TIERS_SINCE = date(2025, 7, 1)
FIRST_UNTIL, LAST_UNTIL = date(2019, 1, 10), date(2030, 9, 30)
"""Units are in force from 2018; the calendar ends in 2030, and deadlines reach beyond the end of the play."""


@dataclass(frozen=True)
class Programme:
    """What is played: `until` is the day after the last one, so that it is the reader's own."""

    province: ProvinceKind
    dossiers: int
    seed: int
    until: date

    @property
    def first(self) -> datetime:
        """When the first visit may come: a year before the end, in two tiers not before there were two."""
        year = self.until - timedelta(days=365)
        if self.province == "two-tier":
            year = max(year, TWO_TIERS_SINCE + LEAD)
        return datetime.combine(year, time(7), tzinfo=LOCAL)

    @property
    def last(self) -> datetime:
        """The evening before `until`: nothing is done later."""
        return datetime.combine(self.until - timedelta(days=1), time(17), tzinfo=LOCAL)

    @property
    def earliest(self) -> date:
        """The first day `until` may be."""
        return TWO_TIERS_SINCE + 5 * LEAD if self.province == "two-tier" else FIRST_UNTIL


def programme_played() -> tuple[Programme | None, bool]:
    """What this database was played with, and whether it was played to the end; (None, False) for any other one."""
    found = entries(STREAM)
    if not found:
        return None, False
    told = found[0].facts
    kind: ProvinceKind = "two-tier" if told["province"] == "two-tier" else "three-tier"
    until = date.fromisoformat(str(told["until"]))
    played = Programme(kind, int(str(told["dossiers"])), int(str(told["seed"])), until)
    return played, found[-1].kind == "played"


def set_up(programme: Programme) -> World:
    """The province, its calendar, staff and procedures, and a word in the journal that all of it is a play."""
    at = programme.first - LEAD
    facts = {**asdict(programme), "until": programme.until.isoformat()}
    with transaction.atomic():
        record(STREAM, "begun", by=None, at=at, facts=facts)
        establish(programme.province, at=at, seed=programme.seed)
        load_samples(by=None, at=at, valid_from=organisation.local_day(at))
        world = world_of(programme)
        authorise_desks(world, at)
    return world


def world_of(programme: Programme) -> World:
    """The stage as it stands."""
    return look_around(programme.first, programme.last, programme.seed)


def play(programme: Programme, world: World, told: Callable[[int], object]) -> Stage:
    """Play it to the end; `told` hears how many visits have been."""
    stage = Stage(world)
    for played in stage.play(arrivals(world, programme.dossiers)):
        told(played.arrived)
    hand_out(world, programme.last)
    record(STREAM, "played", by=None, at=programme.last, facts={"acts": stage.played.acts})
    return stage
