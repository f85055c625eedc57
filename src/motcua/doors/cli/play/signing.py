"""The end of the play: the demo's leaders and seals get keys without legal value, and a few results are really signed."""

from datetime import datetime, timedelta

from motcua.certificates.actions import enrol_demo
from motcua.certificates.models import Certificate
from motcua.doors.cli.play.accounts import Account
from motcua.doors.cli.play.world import World
from motcua.dossiers import actions
from motcua.dossiers.actions import DraftText
from motcua.dossiers.models import CertifiedCopy, Decision, Dossier, Task
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
    """Enrol who leads and seals among the accounts, then sign and seal a few documents.

    What waits for a signature comes first, the accounts' own before others'; where too little waits, results already given
    are replaced.
    """
    at = world.last + AFTER
    leaders = Officer.objects.filter(
        username__in=[one.username for one in found if one.post == PostKind.LEADER]
    )
    homes = [unit for leader in leaders for unit, held in world.signers.items() if leader.pk in held]
    for leader in leaders:
        _person(leader, world)
    for unit in homes:
        _seal(world.units[unit], world)
    done: list[Decision] = []
    moment = at
    for dossier, handler in (*_waiting(homes), *_replaceable(homes)):
        if len(done) == FEW:
            break
        if signed := _signed(world, dossier, handler, moment):
            done.append(signed)
        moment += AFTER
    return tuple(done)


def _waiting(homes: list[int]) -> list[tuple[int, int]]:
    """Dossiers that wait for a signature, those of the `homes` first; nobody has to draft."""
    asked = Task.objects.filter(
        duty=Duty.SIGN, state=Task.State.OPEN, dossier__state=State.AWAITING_SIGNATURE
    )
    rows = asked.order_by("pk").values_list("unit", "dossier")
    return [(dossier, 0) for unit, dossier in sorted(rows, key=lambda one: one[0] not in homes)]


def _replaceable(homes: list[int]) -> list[tuple[int, int]]:
    """Results given out, with who drafted them: the last of the homes first."""
    asked = Decision.objects.filter(dossier__state=State.RETURNED, kind=Decision.Kind.RESULT)
    rows = list(asked.order_by("-pk").values_list("unit", "dossier", "drafted_by"))
    rows.sort(key=lambda one: one[0] not in homes)
    return [(dossier, handler) for _, dossier, handler in rows]


def _signed(world: World, dossier: int, handler: int, moment: datetime) -> Decision | None:
    """Sign and seal one dossier's document: its draft, or where there is a `handler` one that replaces what was given."""
    task = Task.objects.filter(dossier=dossier, duty=Duty.SIGN).order_by("pk").reverse()[0]
    signer = next(iter(world.signers.get(task.unit_id, ())), None)
    registry = next(iter(world.seats.get((task.unit_id, PostKind.REGISTRY.value), ())), None)
    before = Decision.objects.filter(dossier=dossier).order_by("pk").reverse()[0]
    if signer is None or registry is None or signer == before.drafted_by_id:
        return None
    if before.kind != Decision.Kind.RESULT:
        return None
    _person(Officer.objects.get(pk=signer), world)
    _seal(world.units[task.unit_id], world)
    try:
        if handler:
            _replace(before, handler, moment)
        actions.approve(dossier, by=signer, at=moment)
        actions.seal(dossier, by=registry, at=moment + timedelta(minutes=2))
    except Refusal:
        return None
    return Decision.objects.filter(dossier=dossier).order_by("pk").reverse()[0]


def _replace(before: Decision, handler: int, moment: datetime) -> None:
    """A new act in the place of one whose content was wrong, drafted by the same official."""
    actions.correct(
        before.dossier_id,
        reason="Nội dung có sai sót",
        replaces=True,
        by=handler,
        at=moment - timedelta(minutes=4),
    )
    draft = DraftText(title=before.title, body=before.body)
    actions.submit_for_signature(before.dossier_id, draft=draft, by=handler, at=moment - timedelta(minutes=2))


def forget_files() -> None:
    """Throw away the signed files of a play that is played anew."""
    signed = Decision.objects.exclude(file_key="").values_list("file_key", flat=True)
    for key in (*signed, *CertifiedCopy.objects.values_list("file_key", flat=True)):
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
