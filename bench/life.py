"""Dossiers that go their plain way, from reception to the result in the owner's hand, in as many places as asked."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.core.management import call_command

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.organisation.models import Officer, Unit
from motcua.rules.posts import PostKind
from tests.builders import DRAFT, MONDAY, World, filing
from tests.world import appoint, grant, world

POSTS = {
    "commune": (PostKind.RECEIVER, PostKind.RETURNER),
    "district": (PostKind.HEAD, PostKind.HANDLER, PostKind.LEADER, PostKind.REGISTRY),
}
A_DAY = 400
"""Lives that begin on one day: a busy commune."""


def set_up(places: int) -> None:
    """An empty database becomes a small province with so many communes, each under a district of its own."""
    call_command("migrate", verbosity=0)
    first = world()
    for place in range(1, places):
        district = _copy(first.district, place, first.province)
        commune = _copy(first.commune, place, district)
        second = World(first.province, district, commune, first.department)
        for name, unit in (("district", district), ("commune", commune)):
            for kind in POSTS[name]:
                appoint(second, unit, name, kind, f"-{place}")
        second.officers["district.leader"] = second.officers[f"district.leader-{place}"]
        grant(second, district, "district.leader")


def at_place(place: int) -> World:
    """The place of that number, as found in the database."""
    end = f"-{place}" if place else ""
    unit = {unit.code: unit for unit in Unit.objects.all()}
    officers = {officer.username: officer for officer in Officer.objects.all()}
    small = World(unit["22"], unit[f"193{end}"], unit[f"06688{end}"], unit["STP"])
    for name, kinds in POSTS.items():
        for kind in kinds:
            small.officers[f"{name}.{kind.value}"] = officers[f"{name}.{kind.value}{end}"]
    return small


def lives(small: World) -> Iterator[str]:
    """One act after the other, each done when it is asked for; tells the act's name. A page is seen before every act."""
    number = 0
    while True:
        small.at = MONDAY + timedelta(days=number // A_DAY, minutes=number % A_DAY)
        yield from life(small)
        number += 1


def life(small: World) -> Iterator[str]:
    """Ten acts by six officials of two units."""
    done = receive(small, small.at)
    yield done.event.value
    for act in steps(small, done.dossier):
        done = act(small.later(), done.seq, uuid.uuid4().hex)
        yield done.event.value


def receive(small: World, at: datetime) -> Done:
    """One dossier at the commune's desk."""
    return actions.receive(filing(small), by=small.who("commune", "receiver"), at=at, key=uuid.uuid4().hex)


def steps(small: World, pk: int) -> Iterator[Callable[[datetime, int, str], Done]]:
    """What follows reception: each takes the moment, the journal number its page showed and the click's key."""
    who = small.who
    handler = who("district", "handler")
    yield lambda at, seen, key: actions.hand_over(
        pk, by=who("commune", "receiver"), at=at, seen=seen, key=key
    )
    yield lambda at, seen, key: actions.take_over(pk, by=who("district", "head"), at=at, seen=seen, key=key)
    yield lambda at, seen, key: actions.assign(
        pk, officer=handler, by=who("district", "head"), at=at, seen=seen, key=key
    )
    yield lambda at, seen, key: actions.submit(pk, draft=DRAFT, by=handler, at=at, seen=seen, key=key)
    yield lambda at, seen, key: actions.endorse(pk, by=who("district", "head"), at=at, seen=seen, key=key)
    yield lambda at, seen, key: actions.approve(pk, by=who("district", "leader"), at=at, seen=seen, key=key)
    yield lambda at, seen, key: actions.seal(pk, by=who("district", "registry"), at=at, seen=seen, key=key)
    yield lambda at, seen, key: actions.send_result(
        pk, by=who("district", "registry"), at=at, seen=seen, key=key
    )
    yield lambda at, seen, key: actions.return_result(
        pk, by=who("commune", "returner"), at=at, seen=seen, key=key
    )


def _copy(unit: Unit, place: int, parent: Unit) -> Unit:
    """Another unit of the same kind elsewhere."""
    values = {
        field.attname: getattr(unit, field.attname)
        for field in unit._meta.local_concrete_fields
        if not field.primary_key
    }
    code = f"{unit.code}-{place}"
    changes = {"code": code, "agency_code": f"H49.{place}.{unit.code}", "parent_id": parent.pk}
    return Unit.objects.create(**{**values, **changes})
