"""The legal clock as the acts move it: one letter of apology, stops, and when it ended."""

from datetime import datetime, timedelta

import pytest

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.models import Task
from motcua.journal.models import Event
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from motcua.rules.worktime import LOCAL
from tests import builders
from tests.builders import World
from tests.procedure import PAPERS, document

pytestmark = pytest.mark.django_db


def _apologise(small: World, done: Done, days: int = 2) -> Done:
    due = builders.stored(done).due_at
    assert due is not None
    return actions.apologise(
        done.dossier, reason="Quá tải", new_due=due + timedelta(days=days), by=small.who("district", "leader"),
        at=small.later(),
    )  # fmt: skip


def _supplemented(small: World, done: Done) -> Done:
    return actions.receive_supplement(
        done.dossier, papers={"identity": PAPERS["identity"]}, by=small.who("commune", "receiver"),
        at=small.later(hours=2),
    )  # fmt: skip


@pytest.mark.parametrize("policy", ["restart", "pause"])
def test_there_is_one_letter_of_apology_even_if_the_clock_starts_anew_after_it(policy: str) -> None:
    small = builders.world(document_=document(supplement_policy=policy))
    done = builders.to_in_process(small)
    _apologise(small, done)
    actions.request_supplement(done.dossier, items=["Giấy"], reason="Thiếu",
                               by=small.who("district", "handler"), at=small.later())  # fmt: skip
    _supplemented(small, done)
    with pytest.raises(Refusal, match="already_reappointed"):
        _apologise(small, done)


def test_after_a_restart_the_date_promised_before_binds_no_more() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    _apologise(small, done, days=7)
    actions.request_supplement(done.dossier, items=["Giấy"], reason="Thiếu",
                               by=small.who("district", "handler"), at=small.later())  # fmt: skip
    _supplemented(small, done)
    dossier = builders.stored(done)
    assert dossier.due_at == dossier.original_due_at == datetime(2026, 3, 9, 17, tzinfo=LOCAL)
    assert dossier.reappointed_at is not None


def test_a_letter_of_apology_may_still_be_written_after_a_restart() -> None:
    small = builders.world()
    done = _supplemented(small, builders.to_awaiting_supplement(small))
    _apologise(small, done)
    dossier = builders.stored(done)
    assert dossier.due_at != dossier.original_due_at


def test_open_work_has_the_time_it_had_left_when_the_obligation_is_paid() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    task = builders.open_tasks(done)[0]
    before = task.due_at
    assert before is not None
    actions.request_payment(done.dossier, amount=1, reason="Thuế", basis="NĐ 151/2025",
                            by=small.who("district", "handler"), at=small.later())  # fmt: skip
    actions.confirm_payment(
        done.dossier, proof="BL 1", by=small.who("district", "cashier"), at=small.later(days=1)
    )
    task.refresh_from_db()
    assert task.due_at == before + timedelta(days=1)


def test_a_consultation_with_its_own_date_is_not_moved_by_a_stop() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    answer_by = small.at + timedelta(days=2)
    handler = small.who("district", "handler")
    actions.consult(done.dossier, unit=small.department.pk, question="?", answer_by=answer_by, by=handler,
                    at=small.later())  # fmt: skip
    actions.request_payment(done.dossier, amount=1, reason="Thuế", basis="NĐ", by=handler, at=small.later())
    actions.confirm_payment(
        done.dossier, proof="BL 1", by=small.who("district", "cashier"), at=small.later(days=1)
    )
    assert Task.objects.get(dossier=done.dossier, kind="consultation").due_at == answer_by


@pytest.mark.parametrize("wait", ["supplement", "payment"])
@pytest.mark.parametrize("end", ["withdraw", "stop"])
def test_a_dossier_that_ends_while_its_clock_stands_still_ended_when_the_clock_stopped(
    wait: str, end: str
) -> None:
    small = builders.world()
    ways = {"supplement": builders.to_awaiting_supplement, "payment": builders.to_awaiting_payment}
    done = ways[wait](small)
    stopped_at = small.at
    at = small.later(days=28)
    if end == "withdraw":
        after = actions.withdraw(done.dossier, reason="Đổi ý", by=small.who("commune", "receiver"), at=at)
    else:
        after = actions.stop(
            done.dossier, ground="Luật", reason="Tranh chấp", by=small.who("district", "leader"), at=at
        )
    dossier = builders.stored(done)
    assert after.state in (State.WITHDRAWN, State.STOPPED)
    assert dossier.finished_at == stopped_at
    assert dossier.due_at is not None
    assert dossier.finished_at <= dossier.due_at, "waiting for the applicant made nobody late"
    assert dossier.suspensions.get().end == at


def test_no_legal_ground_typed_by_an_official_stands_in_the_journal() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    actions.request_payment(done.dossier, amount=1, reason="Thuế của bà Hoa", basis="Theo đơn của bà Hoa",
                            by=small.who("district", "handler"), at=small.later())  # fmt: skip
    actions.stop(done.dossier, ground="Đơn của bà Hoa", reason="Bà Hoa", by=small.who("district", "leader"),
                 at=small.later())  # fmt: skip
    bodies = [bytes(event.body).decode() for event in Event.objects.filter(stream=f"dossier/{done.dossier}")]
    assert not [body for body in bodies if "Hoa" in body]
