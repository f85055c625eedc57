"""The accounts of the play: one officer of each kind, all with the one password the command prints."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from motcua.doors.cli.play.world import World
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer, Unit, UnitKind
from motcua.rules.posts import PostKind
from motcua.rules.second_factor import needs_second_factor

PASSWORD = "motcua-demo-2026"  # printed for everybody: a play holds no real person's data  # nosec B105 # for demonstrations only


@dataclass(frozen=True)
class Account:
    """Who signs in with which name, and where they work as what; `two_steps`: they decide, by post or by competence, and
    are asked for a code after the password (`motcua code USER` tells it)."""

    username: str
    name: str
    post: PostKind
    unit: str
    two_steps: bool


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
    """Give them the printed password, and those who decide an authenticator app."""
    officers = Officer.objects.filter(username__in=[one.username for one in found])
    officers.update(password=make_password(PASSWORD))
    for officer in officers.filter(username__in=[one.username for one in found if one.two_steps]):
        if not Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(officer, generate_totp_secret())


def _account(world: World, unit: Unit, post: PostKind) -> Account | None:
    here = world.seats.get((unit.pk, post.value))
    if not here:
        return None
    officer = Officer.objects.get(pk=here[0])
    seen = organisation.person(officer.pk, world.last)
    deciding = needs_second_factor(seen, world.last, administrator=officer.is_administrator)
    return Account(officer.username, officer.full_name, post, place(unit), deciding)


def place(unit: Unit) -> str:
    """Where somebody works, as it stands over the door."""
    return unit.full_name if unit.kind == UnitKind.AGENCY else unit.desk_name or unit.full_name
