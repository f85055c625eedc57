"""Officials who decide in the same moment, and clicks that come four times: one effect each (reliability.md R6).

The short run is always made; two hundred rounds of each on both databases with `make drill`.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from django.db import connections

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.models import Decision, Task
from motcua.journal.models import Event
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from tests import builders
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db(transaction=True)

SHORT, LONG = 15, 200
DECISIONS = ("approve", "reject", "return_for_rework")
LOST = {"wrong_state", "stale_page"}
"""How the others are told that somebody was before them."""
ROUNDS = [SHORT, pytest.param(LONG, marks=pytest.mark.drill)]


def at_once(clicks: Sequence[Callable[[], Done]]) -> Counter[str]:
    """Do all of them in the same moment, each on its own connection; the answers counted."""
    answers, gate = Counter[str](), threading.Barrier(len(clicks))

    def click(one: Callable[[], Done]) -> None:
        gate.wait()
        try:
            done = one()
            answers["repeated" if done.repeated else "done"] += 1
        except Refusal as refusal:
            answers[refusal.code] += 1
        except Exception as error:
            answers[f"broken: {error!r}"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click, args=(one,)) for one in clicks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _leaders(small: World) -> list[int]:
    """Six officials who may all decide for the district."""
    found = [small.who("district", "leader")]
    for number in range(5):
        officer = builders.appoint(small, small.district, "district", PostKind.LEADER, str(number))
        builders.grant(small, small.district, f"district.leader{number}")
        found.append(officer.pk)
    return found


def _decision(number: int, by: int, done: Done, small: World, first: int) -> Callable[[], Done]:
    """What one of the six does: contradictory acts, every other one from a page that shows the dossier's number."""
    kind = DECISIONS[(number + first) % len(DECISIONS)]
    seen, at = (done.seq if number % 2 else None), small.at
    match kind:
        case "approve":
            return lambda: actions.approve(done.dossier, by=by, at=at, seen=seen)
        case "reject":
            return lambda: actions.reject(done.dossier, reason="Không đủ", by=by, at=at, seen=seen)
        case _:
            return lambda: actions.return_for_rework(done.dossier, reason="Viết lại", by=by, at=at, seen=seen)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_six_contradictory_decisions_at_once_exactly_one_is_taken(rounds: int) -> None:
    small = builders.world()
    leaders = _leaders(small)
    taken = Counter[str]()
    for turn in range(rounds):
        small.at = MONDAY
        done = builders.to_awaiting_signature(small)
        small.later()
        answers = at_once([_decision(n, by, done, small, turn) for n, by in enumerate(leaders)])
        assert answers["done"] == 1, (turn, answers)
        assert set(answers) <= {"done", *LOST}, (turn, answers)
        assert answers.total() == len(leaders)
        _only_one_effect(done, taken)
    print(f"{rounds} rounds of {len(leaders)} officials at once: one decision each, {dict(taken)}")


def _only_one_effect(done: Done, taken: Counter[str]) -> None:
    after = builders.stored(done)
    events = list(Event.objects.filter(stream=after.stream, seq__gt=done.seq).values_list("kind", "actor"))
    assert len(events) == 1, events
    kind, actor = events[0]
    taken[kind] += 1
    assert (after.seq, after.last_by_id) == (done.seq + 1, actor)
    decision = Decision.objects.get(dossier=after)
    signing = list(Task.objects.filter(dossier=after, duty="sign").values_list("state", flat=True))
    if kind == "return_for_rework":
        assert (after.state, decision.signed_by_id, signing) == (State.IN_PROCESS, None, ["cancelled"])
    else:
        assert (decision.signed_by_id, signing) == (actor, ["done"])
        assert after.state == (State.SIGNED if kind == "approve" else State.SIGNED_REFUSAL)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_four_clicks_with_one_key_exactly_one_counts_and_the_others_get_its_answer(rounds: int) -> None:
    small = builders.world()
    handler = small.who("district", "handler")
    for turn in range(rounds):
        small.at = MONDAY
        done = builders.to_in_process(small)
        small.later()

        def click(done: Done = done, at: datetime = small.at, key: str = f"click-{turn}") -> Done:
            return actions.submit(
                done.dossier, draft=builders.DRAFT, by=handler, at=at, key=key, seen=done.seq
            )

        answers = at_once([click] * 4)
        assert answers == {"done": 1, "repeated": 3}, (turn, answers)
        after = builders.stored(done)
        assert (after.seq, after.state) == (done.seq + 1, State.AWAITING_REVIEW)
        assert Event.objects.filter(key=f"click-{turn}").count() == 1
        assert Decision.objects.filter(dossier=after).count() == 1
    print(f"{rounds} rounds of four clicks with one key: one effect each")
