"""The end of the play: the demo's leaders and seals get keys without legal value, and a few results are really signed."""

from datetime import timedelta

from motcua.certificates.actions import enrol_demo
from motcua.certificates.models import Certificate
from motcua.doors.cli.play.accounts import Account
from motcua.doors.cli.play.world import World
from motcua.dossiers import actions
from motcua.dossiers.models import Decision, Dossier, Task
from motcua.gateways import storage
from motcua.organisation.models import Officer, Unit
from motcua.papers.marks import demo_hand, demo_seal
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.states import State

FEW = 3
"""Results signed electronically: each takes about a second."""
AFTER = timedelta(minutes=10)
"""After the last act of the play."""


def sign_some(world: World, found: tuple[Account, ...]) -> tuple[Decision, ...]:
    """Enrol who leads and seals among the accounts, then sign and seal what waits for a signature, theirs first."""
    at = world.last + AFTER
    leaders = Officer.objects.filter(
        username__in=[one.username for one in found if one.post == PostKind.LEADER]
    )
    homes = [unit for leader in leaders for unit, held in world.signers.items() if leader.pk in held]
    for leader in leaders:
        _person(leader, world)
    for unit in homes:
        _seal(world.units[unit], world)
    waiting = Task.objects.filter(
        duty=Duty.SIGN, state=Task.State.OPEN, dossier__state=State.AWAITING_SIGNATURE
    )
    order = sorted(waiting.order_by("pk").values_list("unit", "dossier"), key=lambda one: one[0] not in homes)
    done: list[Decision] = []
    for number, (unit, dossier) in enumerate(order):
        if len(done) == FEW:
            break
        signer = next(iter(world.signers.get(unit, ())), None)
        registry = next(iter(world.seats.get((unit, PostKind.REGISTRY.value), ())), None)
        draft = Decision.objects.filter(dossier=dossier, issued_at=None).exclude(drafted_by=signer).first()
        if signer is None or registry is None or draft is None or draft.kind != Decision.Kind.RESULT:
            continue
        _person(Officer.objects.get(pk=signer), world)
        _seal(world.units[unit], world)
        moment = at + number * AFTER
        try:
            actions.approve(dossier, by=signer, at=moment)
            actions.seal(dossier, by=registry, at=moment + timedelta(minutes=2))
        except Refusal:
            continue
        done.append(Decision.objects.get(pk=draft.pk))
    return tuple(done)


def forget_files() -> None:
    """Throw away the signed files of a play that is played anew."""
    for key in Decision.objects.exclude(file_key="").values_list("file_key", flat=True):
        storage.forget(key)


def signed_results() -> list[tuple[str, int]]:
    """The results signed electronically: code of the dossier, number of the decision."""
    signed = Dossier.objects.filter(decisions__in=Decision.objects.exclude(file_key=""))
    return [
        (str(code), int(pk)) for code, pk in signed.order_by("pk").values_list("code", "decisions__pk")[:FEW]
    ]


def _person(officer: Officer, world: World) -> None:
    if not Certificate.objects.filter(officer=officer, revoked_at=None).exists():
        enrol_demo(officer, "motcua DEMO", demo_hand(officer.full_name), at=world.last)


def _seal(unit: Unit, world: World) -> None:
    if not Certificate.objects.filter(unit=unit, revoked_at=None).exists():
        enrol_demo(unit, unit.authority_name, demo_seal(unit.authority_name), at=world.last)
