"""A decision on days off moves open deadlines, once, with a journal entry each."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.recompute import recompute
from motcua.dossiers.models import Task
from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal.queries import entries
from motcua.organisation.actions import DecidedDay, decide_calendar
from motcua.rules.hours import DayKind
from motcua.rules.worktime import LOCAL
from tests.builders import (
    stored,
    to_awaiting_supplement,
    to_in_process,
    to_received,
    to_returned,
    world,
)
from tests.procedure import document

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 18, 0, tzinfo=LOCAL)


def day_off(day: date) -> None:
    """The day becomes a holiday."""
    decide_calendar(
        f"nghỉ {day}", day, [DecidedDay(day, DayKind.HOLIDAY, "Nghỉ đột xuất")], source="tests", at=AT
    )


def test_a_new_day_off_moves_the_appointment_by_a_working_day_and_says_so() -> None:
    small = world()
    done = to_received(small)
    before = stored(done)
    assert before.due_at is not None
    assert before.legal_due_at is not None
    day_off(date(2026, 3, 4))
    found = recompute(at=AT)
    after = stored(done)
    assert (found.read, found.changed) == (1, 1)
    assert after.due_at == before.due_at + timedelta(days=1)
    assert after.legal_due_at is not None
    assert after.legal_due_at > before.legal_due_at
    last = entries(after.stream)[-1]
    assert last.kind == "recompute"
    assert last.facts["from"] == last.facts["to"] == "received"
    assert last.facts["was"] != last.facts["due"]
    assert (after.seq, after.state) == (before.seq + 1, before.state)


def test_open_tasks_move_too() -> None:
    small = world()
    done = to_in_process(small)
    task = Task.objects.get(dossier=done.dossier, state="open")
    assert task.due_at is not None
    day_off(date(2026, 3, 3))
    assert recompute(at=AT).tasks == 1
    moved = Task.objects.get(pk=task.pk).due_at
    assert moved == task.due_at + timedelta(days=1)


def test_the_day_for_missing_papers_moves_too() -> None:
    small = world(document_=document(supplement_days=20))
    done = to_awaiting_supplement(small)
    before = stored(done).supplement_by
    assert before is not None
    day_off(date(2026, 3, 4))
    recompute(at=AT)
    assert stored(done).supplement_by == before + timedelta(days=1)


def test_without_a_decision_nothing_moves() -> None:
    small = world()
    done = to_in_process(small)
    seq = stored(done).seq
    assert recompute(at=AT).changed == 0
    assert stored(done).seq == seq


def test_a_second_run_changes_nothing() -> None:
    small = world()
    to_in_process(small)
    day_off(date(2026, 3, 4))
    assert recompute(at=AT).changed == 1
    assert recompute(at=AT).changed == 0


def test_a_finished_dossier_stays_as_it_was() -> None:
    small = world()
    done = to_returned(small)
    before = stored(done).due_at
    day_off(date(2026, 3, 4))
    assert recompute(at=AT).read == 0
    assert stored(done).due_at == before


def test_the_journal_still_verifies() -> None:
    small = world()
    to_in_process(small)
    to_awaiting_supplement(small)
    day_off(date(2026, 3, 4))
    assert recompute(at=AT).changed == 2
    assert verify_all().first_bad is None


def test_small_batches_reach_every_dossier() -> None:
    small = world()
    for _ in range(5):
        to_received(small)
    day_off(date(2026, 3, 4))
    assert recompute(at=AT, batch=2).changed == 5


def test_looking_at_more_dossiers_costs_no_more_queries() -> None:
    small = world()
    to_received(small)
    recompute(at=AT)
    with CaptureQueriesContext(connection) as one:
        recompute(at=AT)
    for _ in range(4):
        to_received(small)
    with CaptureQueriesContext(connection) as five:
        recompute(at=AT)
    assert len(five) == len(one)
