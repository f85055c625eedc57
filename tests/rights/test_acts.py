"""Every act in every state, by everybody: done or refused as the reviewed table says."""

import random

import pytest

from motcua.rules import lifecycle
from motcua.rules.states import Event
from tests import builders
from tests.rights.doing import ACTS, attempt
from tests.rights.stage import Stage
from tests.rights.table import Row, acts

ROWS = acts()
SAMPLE = 6
"""How many people try each act in each wrong state in the normal run; all of them in the drill."""


def test_every_row_has_somebody_who_may(found: Stage) -> None:
    for row in ROWS:
        assert "allowed" in {row.expected(actor) for actor in found.people}, (row.name, row.case)


def test_everybody_does_or_is_refused_what_the_table_says(found: Stage) -> None:
    wrong = [told for row in ROWS for actor in found.people if (told := mistake(found, row, actor))]
    assert not wrong, f"{len(wrong)} cells differ from the table:\n" + "\n".join(wrong)


def mistake(found: Stage, row: Row, actor: str) -> str:
    """What is wrong with one cell; empty if nothing is."""
    answer, expected = attempt(found, row.name, row.case, found.people[actor]), row.expected(actor)
    return "" if answer == expected else f"{row.name} in {row.case} by {actor}: {answer}, not {expected}"


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.drill)])
def test_in_any_other_state_everybody_is_refused_for_the_state(found: Stage, everybody: bool) -> None:
    chance = random.Random(20260302)
    people = sorted(found.people)
    for state in builders.WAYS:
        for event in ACTS:
            if (state, event) in lifecycle.TABLE or event is Event.FORWARD_REVIEW:
                continue
            for actor in people if everybody else chance.sample(people, SAMPLE):
                answer = attempt(found, event.value, state.value, found.people[actor])
                assert answer in ("wrong_state", "unknown_officer"), (event, state, actor, answer)
