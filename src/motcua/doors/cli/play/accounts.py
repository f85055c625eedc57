"""The accounts of the play: one officer of each kind, all with the one password the command prints."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from motcua.doors.cli.play.world import World
from motcua.organisation.models import Officer, Unit, UnitKind
from motcua.rules.posts import PostKind

PASSWORD = "motcua-demo-2026"  # printed for everybody: a play holds no real person's data  # nosec B105 # for demonstrations only


@dataclass(frozen=True)
class Account:
    """Who signs in with which name, and where they work as what."""

    username: str
    name: str
    post: PostKind
    unit: str


def accounts(world: World) -> tuple[Account, ...]:
    """The officers chosen, the same for the same world."""
    commune, centre, province = world.home_commune(), world.home_centre(), world.province()
    office = next(
        (unit for unit in world.units.values() if (unit.pk, PostKind.CONTROLLER.value) in world.seats),
        province,
    )
    wanted = [
        (commune, PostKind.RECEIVER), (commune, PostKind.LEADER), (centre, PostKind.RECEIVER), (centre, PostKind.HEAD),
        (centre, PostKind.HANDLER), (centre, PostKind.LEADER), (centre, PostKind.REGISTRY), (centre, PostKind.RETURNER),
        (province, PostKind.DIRECTOR), (office, PostKind.CONTROLLER), (province, PostKind.ADMINISTRATOR),
    ]  # fmt: skip
    seen = dict.fromkeys((unit.pk, post) for unit, post in wanted)
    return tuple(found for pk, post in seen if (found := _account(world, world.units[pk], post)))


def open_accounts(found: tuple[Account, ...]) -> None:
    """Give them the printed password."""
    Officer.objects.filter(username__in=[one.username for one in found]).update(
        password=make_password(PASSWORD)
    )


def _account(world: World, unit: Unit, post: PostKind) -> Account | None:
    here = world.seats.get((unit.pk, post.value))
    if not here:
        return None
    officer = Officer.objects.get(pk=here[0])
    return Account(officer.username, officer.full_name, post, place(unit))


def place(unit: Unit) -> str:
    """Where somebody works, as it stands over the door."""
    return unit.full_name if unit.kind == UnitKind.AGENCY else unit.desk_name or unit.full_name
