"""Anchors outside: a timestamp over the newest head each hour; without one for too long nothing is recorded."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings

from motcua.gateways.timestamp import LocalAuthority, checked, stamp
from motcua.journal.actions import record
from motcua.journal.log import anchors
from motcua.journal.log.run import Log
from motcua.journal.models import Anchor
from motcua.rules.refusal import Refusal
from tests.builders import MONDAY
from tests.journal.test_log import SIGNER, events, log

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    anchors.forget()
    yield
    anchors.forget()


def test_an_anchor_is_a_timestamp_over_the_newest_head_each_hour(tmp_path: Path) -> None:
    events(3)
    mine = log(tmp_path)
    mine.turn()
    assert mine.anchor_if_due()
    assert not mine.anchor_if_due()
    later = Log(SIGNER, lambda: MONDAY + timedelta(hours=1), mine.file, mine.stamp)
    assert later.anchor_if_due()
    last = anchors.last()
    assert last is not None
    assert last.size == 3
    assert last.demo
    assert checked(last.response, last.note.encode(), LocalAuthority(lambda: MONDAY).roots) == MONDAY
    assert Anchor.objects.count() == 2


def test_acts_stop_when_the_newest_anchor_is_too_old_and_go_on_after_the_next(tmp_path: Path) -> None:
    with override_settings(ANCHOR_HOURS=4):
        events(1)  # a new installation has four hours
        mine = log(tmp_path)
        mine.turn()
        five = MONDAY + timedelta(hours=5)
        with pytest.raises(Refusal, match="journal_not_anchored"), transaction.atomic():
            record("unit/0", "k", by=None, at=five, facts={})
        with anchors.lifted(), transaction.atomic():
            record("unit/0", "k", by=None, at=five, facts={})
        Log(
            SIGNER, lambda: five, mine.file, lambda data: stamp(data, LocalAuthority(lambda: five))
        ).anchor_if_due()
        with transaction.atomic():
            record("unit/0", "k", by=None, at=five + timedelta(hours=3), facts={})
        with pytest.raises(Refusal, match="journal_not_anchored"), transaction.atomic():
            record("unit/0", "k", by=None, at=five + timedelta(hours=4, seconds=1), facts={})


def test_a_fresh_anchor_costs_an_act_no_statement(tmp_path: Path) -> None:
    with override_settings(ANCHOR_HOURS=4):
        events(1)
        mine = log(tmp_path)
        mine.turn()
        mine.anchor_if_due()
        anchors.require(MONDAY)
        with connection.execute_wrapper(_none_allowed):
            anchors.require(MONDAY + timedelta(hours=4))


def _none_allowed(*_: object) -> None:
    raise AssertionError("a statement was sent")
