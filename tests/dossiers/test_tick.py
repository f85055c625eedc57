"""Notices of what is due soon, overdue, or did not come: each once, whoever ticks how often."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.tick import tick
from motcua.outbox.models import Notice
from motcua.rules.worktime import LOCAL
from tests.builders import stored, to_awaiting_supplement, to_in_process, to_received, world
from tests.procedure import document

pytestmark = pytest.mark.django_db
LONG_AFTER = datetime(2026, 4, 20, 9, 0, tzinfo=LOCAL)


def told(kind: str) -> list[tuple[int | None, int | None, str]]:
    """Officer, unit and matter of every notice of a kind, but those of acts."""
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [(one.to_officer, one.to_unit, one.key.split(":")[1]) for one in rows]


def test_a_fresh_dossier_calls_for_nothing() -> None:
    small = world()
    to_received(small)
    assert tick(small.at).total == 0


def test_work_due_by_tomorrow_is_told_to_its_officer_and_the_appointment_to_the_unit() -> None:
    small = world()
    done = to_in_process(small)
    due = stored(done).due_at
    assert due is not None
    tick(due - timedelta(hours=2))
    assert (None, small.district.pk, f"dossier/{done.dossier}") in told("due_soon")


def test_overdue_work_goes_to_officer_and_head_and_after_two_days_to_the_leader() -> None:
    small = world()
    to_in_process(small)
    tick(LONG_AFTER)
    overdue, escalated = told("overdue"), told("escalated")
    assert small.who("district", "handler") in {officer for officer, _, _ in overdue}
    assert small.who("district", "head") in {officer for officer, _, _ in overdue}
    assert {officer for officer, _, _ in escalated} == {small.who("district", "leader")}


def test_work_overdue_since_an_hour_is_not_escalated_yet() -> None:
    small = world()
    done = to_in_process(small)
    due = stored(done).due_at
    assert due is not None
    tick(due + timedelta(hours=1))
    assert (None, small.district.pk, f"dossier/{done.dossier}") in told("overdue")
    assert (small.who("district", "leader"), None, f"dossier/{done.dossier}") not in told("escalated")


def test_a_second_tick_writes_nothing() -> None:
    small = world()
    to_in_process(small)
    assert tick(LONG_AFTER).total > 0
    before = Notice.objects.count()
    assert tick(LONG_AFTER).total == 0
    assert tick(LONG_AFTER + timedelta(minutes=5)).total == 0
    assert Notice.objects.count() == before


def test_papers_that_did_not_come_are_told_to_the_receiving_unit() -> None:
    small = world(document_=document(supplement_days=20))
    done = to_awaiting_supplement(small)
    latest = stored(done).supplement_by
    assert latest is not None
    tick(latest)
    assert told("supplement_expired") == []
    tick(latest + timedelta(minutes=1))
    assert told("supplement_expired") == [(None, small.commune.pk, f"dossier/{done.dossier}")]
    assert told("overdue") == []


def test_a_dossier_nobody_handed_over_is_told_to_the_receiving_unit() -> None:
    small = world()
    done = to_received(small)
    latest = stored(done).hand_over_by
    assert latest is not None
    assert tick(latest).written["hand_over_late"] == 0
    assert tick(latest + timedelta(minutes=1)).written["hand_over_late"] == 1
    assert told("hand_over_late") == [(None, small.commune.pk, f"dossier/{done.dossier}")]


def test_many_dossiers_cost_as_many_queries_as_one() -> None:
    small = world()
    to_in_process(small)
    tick(small.at)
    with CaptureQueriesContext(
        connection,
    ) as one:
        tick(LONG_AFTER)
    for _ in range(5):
        to_in_process(small)
    with CaptureQueriesContext(connection) as six:
        tick(LONG_AFTER + timedelta(days=1))
    assert len(six) <= len(one)
