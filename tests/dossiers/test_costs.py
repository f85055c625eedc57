"""What an act costs: the same few statements, whatever the tables hold."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from tests import builders

pytestmark = pytest.mark.django_db

AT_MOST = {
    "receive": 15, "hand_over": 7, "take_over": 9, "assign": 10, "submit": 9, "endorse": 8, "approve": 10, "seal": 10,
    "send_result": 9, "return_result": 9,
}  # fmt: skip
"""Statements of each act in a plain life; savepoints and transaction marks are not counted."""


@pytest.mark.parametrize("others", [0, 30])
def test_each_act_costs_no_more_than_its_share_whatever_the_tables_hold(others: int) -> None:
    small = builders.world()
    for _ in range(others):
        builders.to_received(small)
    _life(small)  # calendar and document are read once in a process
    found = _life(small)
    assert found == _life(small), "one life costs as much as the next"
    assert {name: cost for name, cost in found.items() if cost > AT_MOST[name]} == {}


def _life(small: builders.World) -> dict[str, int]:
    """A dossier's plain life, with the number of statements of every act."""
    who, costs = small.who, {}

    def counted(name: str, act: Callable[[], Done]) -> Done:
        with CaptureQueriesContext(connection) as captured:
            done = act()
        marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        costs[name] = sum(not query["sql"].startswith(marks) for query in captured)
        return done

    pk = counted("receive", lambda: builders.to_received(small)).dossier
    head, handler, registry = who("district", "head"), who("district", "handler"), who("district", "registry")
    counted("hand_over", lambda: actions.hand_over(pk, by=who("commune", "receiver"), at=small.later()))
    counted("take_over", lambda: actions.take_over(pk, by=head, at=small.later()))
    counted("assign", lambda: actions.assign(pk, officer=handler, by=head, at=small.later()))
    counted("submit", lambda: actions.submit(pk, draft=builders.DRAFT, by=handler, at=small.later()))
    counted("endorse", lambda: actions.endorse(pk, by=head, at=small.later()))
    counted("approve", lambda: actions.approve(pk, by=who("district", "leader"), at=small.later()))
    counted("seal", lambda: actions.seal(pk, by=registry, at=small.later()))
    counted("send_result", lambda: actions.send_result(pk, by=registry, at=small.later()))
    counted(
        "return_result", lambda: actions.return_result(pk, by=who("commune", "returner"), at=small.later())
    )
    return costs
