"""Lives nobody planned: officials do what their buttons offer, in any order, at any pace; what must hold, holds.

Each life prints its seed; `LIVES` of them run always, ten times as many in the drill.
"""

import random
from datetime import datetime

import pytest

from motcua.dossiers.models import Dossier, HandOver, Task
from motcua.dossiers.queries.next_acts import next_acts
from motcua.dossiers.queries.rebuild import verify_all
from motcua.organisation import queries as organisation
from motcua.rules.lifecycle import FINAL
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from tests import builders
from tests.dossiers.test_state_by_event import ACTS, Act
from tests.procedure import STEPS, document

pytestmark = pytest.mark.django_db

LIVES, ACTS_EACH = 12, 30
SEEDS = [n if n < LIVES else pytest.param(n, marks=pytest.mark.drill) for n in range(LIVES * 10)]
PROCESSES = {
    "with review": STEPS,
    "without review": tuple(
        {**step, "after": ["appraise"]} if step["key"] == "sign" else step
        for step in STEPS
        if step["key"] != "review"
    ),
}
NEVER_ENDING = frozenset({Event.URGE, Event.VERIFY, Event.RECORD_STEP, Event.RECORD_LATE_STEP, Event.ASSIGN})
"""Acts that may be repeated for ever: the walk takes them seldom."""
MAY_BE_REFUSED = frozenset({
    "receiver_has_acted", "period_not_over", "already_competent", "unit_not_competent", "own_draft", "no_draft",
    "draft_is_refusal", "date_in_past", "nothing_missing", "work_not_elsewhere", "appointment_not_later",
    "not_a_working_moment",
})  # fmt: skip
"""What an offered act may still be refused for: it hangs on what was typed, or on whom the draft came from."""


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize(
    "seed", [*range(LIVES), *(pytest.param(n, marks=pytest.mark.drill) for n in range(LIVES, LIVES * 10))]
)
def test_a_life_of_offered_acts_keeps_every_promise(
    seed: int, process: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    print(f"seed {seed}")
    dice = random.Random(f"{seed}/{process}")
    small = builders.world(
        document_=document(supplement_days=15, levels=["district", "province"], process=PROCESSES[process])
    )
    begin = dice.choice([builders.to_received, builders.to_filed, builders.to_awaiting_supplement_at_desk])
    pk = begin(small).dossier
    told: list[str] = []
    for _ in range(ACTS_EACH):
        small.later(minutes=dice.choice([1, 10, 90, 600, 3000]))
        offered = _offered(small, pk)
        if not offered:
            break
        calm = [one for one in offered if one[1] not in NEVER_ENDING]
        officer, event = dice.choice(calm if calm and dice.random() < 0.85 else offered)
        with monkeypatch.context() as patched:
            patched.setattr(builders.World, "who", _only(officer, dict(small.officers)))
            refused = _done(ACTS[event], small, pk)
        assert refused is None or refused.code in MAY_BE_REFUSED, f"{told} then {event}: {refused}"
        told += [event] if refused is None else []
        _promises(pk, small.at, told)
    dossier = Dossier.objects.get(pk=pk)
    if dossier.state not in FINAL:
        assert any(event not in NEVER_ENDING for _, event in _offered(small, pk)), f"stuck after {told}"
    found = verify_all()
    assert found.ok, f"{told}: {found.first_bad}"


def _offered(small: builders.World, pk: int) -> list[tuple[int, Event]]:
    dossier = Dossier.objects.select_related("version__procedure").get(pk=pk)
    tasks = list(dossier.tasks.order_by("pk"))
    found = []
    for officer in small.officers.values():
        person = organisation.person(officer.pk, small.at)
        found += [
            (officer.pk, act.event) for act in next_acts(dossier, tasks, person, small.at) if act.allowed
        ]
    return [(officer, event) for officer, event in found if event in ACTS]


def _done(act: Act, small: builders.World, pk: int) -> Refusal | None:
    """Do it; why it was refused, if it was."""
    try:
        act(small, pk)
    except Refusal as refusal:
        return refusal
    return None


def _only(officer: int, officers: dict[str, object]) -> object:
    """Every post is answered by this officer while they act; who is assigned stays who it is."""
    return lambda self, unit, post: officer


def _promises(pk: int, at: datetime, told: list[str]) -> None:
    dossier = Dossier.objects.get(pk=pk)
    open_tasks = list(Task.objects.filter(dossier=pk, state__in=["open", "waiting"]))
    said = f"{told} -> {dossier.state}"
    assert dossier.seq >= len(told), said
    if dossier.state in FINAL:
        assert not open_tasks, said
        assert dossier.paused_at is None, said
        assert dossier.finished_at is not None or dossier.state == State.NOT_ACCEPTED, said
    if dossier.finished_at and dossier.received_at:
        assert dossier.received_at <= dossier.finished_at <= at or Event.EXPIRE_SUPPLEMENT in told, said
    if dossier.due_at and dossier.clock_start:
        assert dossier.due_at >= dossier.clock_start, said
    if dossier.state in {State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT}:
        assert dossier.paused_at is not None, said
    numbers = list(HandOver.objects.filter(dossier=pk).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), said
    assert dossier.lines == len(numbers), said
    unsigned = HandOver.objects.filter(dossier=pk, received_at=None, pulled_back=False).count()
    assert unsigned <= 1, said
