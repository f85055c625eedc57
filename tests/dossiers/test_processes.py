"""Processes other than the plain one: parallel work, several levels, no review, two reviews, conditions."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.models import HandOver, Task
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from tests import builders
from tests.builders import DRAFT, World
from tests.procedure import STEPS, document

pytestmark = pytest.mark.django_db


def _process(*changed: Mapping[str, object], without: tuple[str, ...] = ()) -> list[Mapping[str, object]]:
    """The plain steps with some replaced (by key), added, or left out."""
    by_key = {str(step["key"]): step for step in STEPS if step["key"] not in without}
    for step in changed:
        by_key[str(step["key"])] = {**by_key.get(str(step["key"]), {}), **step}
    return list(by_key.values())


def _consultation(after: str) -> dict[str, object]:
    return {
        "key": "ask", "name": "Lấy ý kiến Sở Tư pháp", "unit": "unit:STP", "post": "handler", "duty": "consult",
        "hours": 16, "task": "Cho ý kiến", "output": "Văn bản trả lời", "after": [after], "cooperative": True,
    }  # fmt: skip


def _world(process: list[Mapping[str, object]], **changes: object) -> World:
    return builders.world(document_=document(process=process, **changes))


def _in_process(small: World) -> Done:
    return builders.to_in_process(small)


def test_a_parallel_consultation_opens_at_the_other_unit_at_once_and_the_draft_waits_for_its_answer() -> None:
    small = _world(_process(_consultation("assign"), {"key": "review", "after": ["appraise", "ask"]}))
    done = _in_process(small)
    asked = Task.objects.get(dossier=done.dossier, step="ask")
    assert (asked.unit_id, asked.state) == (small.department.pk, "open")
    handler = small.who("district", "handler")
    with pytest.raises(Refusal) as refused:
        actions.submit(done.dossier, draft=DRAFT, by=handler, at=small.later())
    assert refused.value.code == "tasks_open"
    assert refused.value.params["steps"] == ("Lấy ý kiến Sở Tư pháp",)
    actions.answer_consultation(
        done.dossier, answer="Nhất trí", by=small.who("department", "handler"), at=small.later()
    )
    assert (
        actions.submit(done.dossier, draft=DRAFT, by=handler, at=small.later()).state == State.AWAITING_REVIEW
    )


@pytest.mark.parametrize("wait", ["supplement", "payment"])
def test_a_consulted_unit_may_answer_while_the_dossier_waits_for_the_applicant(wait: str) -> None:
    small = _world(_process(_consultation("assign"), {"key": "review", "after": ["appraise", "ask"]}))
    done = _in_process(small)
    handler = small.who("district", "handler")
    if wait == "supplement":
        actions.request_supplement(done.dossier, items=["Giấy"], reason="Thiếu", by=handler, at=small.later())
    else:
        actions.request_payment(
            done.dossier, amount=1, reason="Phí", basis="NĐ", by=handler, at=small.later()
        )
    before = builders.stored(done).state
    after = actions.answer_consultation(
        done.dossier, answer="Nhất trí", by=small.who("department", "handler"), at=small.later()
    )
    assert after.state == before


def test_without_a_review_the_draft_goes_straight_to_the_signer() -> None:
    small = _world(_process({"key": "sign", "after": ["appraise"]}, without=("review",)))
    done = _in_process(small)
    handler = small.who("district", "handler")
    assert (
        actions.submit(done.dossier, draft=DRAFT, by=handler, at=small.later()).state
        == State.AWAITING_SIGNATURE
    )


def test_a_draft_that_must_be_reviewed_cannot_be_sent_past_the_review() -> None:
    small = builders.world()
    done = _in_process(small)
    with pytest.raises(Refusal, match="review_first"):
        actions.submit_for_signature(
            done.dossier, draft=DRAFT, by=small.who("district", "handler"), at=small.later()
        )


def test_two_reviews_one_after_the_other() -> None:
    second = {
        "key": "office", "name": "Văn phòng soát xét", "unit": "unit:22", "post": "head", "duty": "review", "hours": 1,
        "task": "Soát xét", "output": "Dự thảo", "after": ["review"],
    }  # fmt: skip
    small = _world(_process(second, {"key": "sign", "after": ["office"]}))
    done = builders.to_awaiting_review(small)
    first = actions.endorse(done.dossier, by=small.who("district", "head"), at=small.later())
    assert (first.event, first.state) == ("forward_review", State.AWAITING_REVIEW)
    line = HandOver.objects.get(dossier=done.dossier, kind="submission")
    assert (line.receiver_unit_id, line.received_at) == (small.province.pk, None)
    last = actions.endorse(done.dossier, by=small.who("province", "head"), at=small.later())
    assert (last.event, last.state) == ("endorse", State.AWAITING_SIGNATURE)
    line.refresh_from_db()
    assert line.receiver_id == small.who("province", "head")


def test_work_at_the_commune_first_then_handed_over_to_the_district() -> None:
    first = {
        "key": "confirm", "name": "Xác nhận", "unit": "receiving", "post": "handler", "duty": "appraise", "hours": 8,
        "task": "Xác nhận tại xã", "output": "Phiếu xác nhận", "after": ["receive"],
    }  # fmt: skip
    small = _world(_process(first, {"key": "assign", "after": ["confirm"]}))
    done = builders.to_received(small)
    actions.hand_over(done.dossier, by=small.who("commune", "receiver"), at=small.later())
    actions.take_over(done.dossier, by=small.who("commune", "handler"), at=small.later())
    handler = small.who("commune", "handler")
    with pytest.raises(Refusal, match="work_not_elsewhere"):
        actions.hand_over(done.dossier, by=handler, at=small.later())
    assert (
        actions.appraise(done.dossier, finding="Đúng", by=handler, at=small.later()).state == State.IN_PROCESS
    )
    assert [t.state for t in builders.open_tasks(done)] == ["waiting"]
    assert actions.hand_over(done.dossier, by=handler, at=small.later()).state == State.HANDED_OVER
    back = actions.pull_back(done.dossier, by=handler, at=small.later())
    assert back.state == State.IN_PROCESS
    actions.hand_over(done.dossier, by=handler, at=small.later())
    actions.take_over(done.dossier, by=small.who("district", "head"), at=small.later())
    assert builders.stored(done).holder_unit_id == small.district.pk
    due = builders.stored(done).due_at
    assert due == builders.stored(done).original_due_at, "one clock over the levels"
    with pytest.raises(Refusal, match="wrong_state"):
        actions.pull_back(done.dossier, by=handler, at=small.later())


def test_two_appraisals_side_by_side_the_last_one_drafts() -> None:
    other = {**STEPS[2], "key": "site", "name": "Khảo sát"}
    small = _world(_process(other, {"key": "review", "after": ["appraise", "site"]}))
    done = _in_process(small)
    handler = small.who("district", "handler")
    first, second = builders.open_tasks(done)
    actions.appraise(done.dossier, finding="Đạt", by=handler, at=small.later(), task=first.pk)
    with pytest.raises(Refusal, match="draft_needed"):
        actions.appraise(done.dossier, finding="Đạt", by=handler, at=small.later(), task=second.pk)
    assert (
        actions.submit(done.dossier, draft=DRAFT, by=handler, at=small.later()).state == State.AWAITING_REVIEW
    )


@pytest.mark.parametrize("holds", [True, False])
def test_a_step_under_a_condition_is_done_only_where_the_condition_holds(holds: bool) -> None:
    visit = {
        **STEPS[2],
        "key": "visit",
        "name": "Kiểm tra thực địa",
        "when": "site_visit",
        "after": ["assign"],
    }
    visit["hours"] = 4
    small = _world(
        _process(visit, {"key": "appraise", "after": ["visit"]}),
        conditions={"site_visit": "Phải kiểm tra thực địa"},
    )
    done = builders.to_received(small, conditions=("site_visit",) if holds else ())
    actions.hand_over(done.dossier, by=small.who("commune", "receiver"), at=small.later())
    actions.take_over(done.dossier, by=small.who("district", "head"), at=small.later())
    actions.assign(
        done.dossier,
        officer=small.who("district", "handler"),
        by=small.who("district", "head"),
        at=small.later(),
    )
    assert [t.step for t in builders.open_tasks(done)] == ["visit" if holds else "appraise"]


def test_a_correction_is_drafted_signed_sealed_and_returned_again_and_names_the_first_result() -> None:
    small = builders.world()
    done = builders.to_correcting(small)
    handler = small.who("district", "handler")
    finished = builders.stored(done).finished_at
    actions.submit_for_signature(done.dossier, draft=DRAFT, by=handler, at=small.later())
    again = actions.return_for_rework(
        done.dossier, reason="Còn sai", by=small.who("district", "leader"), at=small.later()
    )
    assert again.state == State.CORRECTING
    actions.submit_for_signature(done.dossier, draft=DRAFT, by=handler, at=small.later())
    actions.approve(done.dossier, by=small.who("district", "leader"), at=small.later())
    actions.seal(done.dossier, by=small.who("district", "registry"), at=small.later())
    actions.send_result(done.dossier, by=small.who("district", "registry"), at=small.later())
    last = actions.return_result(done.dossier, by=small.who("commune", "returner"), at=small.later())
    assert last.state == State.RETURNED
    old, new = builders.stored(done).decisions.order_by("pk")
    assert new.corrects == old
    assert new.number != old.number
    assert builders.stored(done).finished_at == finished, (
        "a correction does not change when the case was finished"
    )


def test_a_silent_unit_is_asked_with_a_deadline_on_a_working_moment() -> None:
    small = builders.world()
    done = _in_process(small)
    handler = small.who("district", "handler")
    sunday = small.at + timedelta(days=6)
    with pytest.raises(Refusal, match="not_a_working_moment"):
        actions.consult(
            done.dossier,
            unit=small.department.pk,
            question="?",
            answer_by=sunday,
            by=handler,
            at=small.later(),
        )


def test_whoever_appraises_goes_on_with_the_dossier_in_their_unit() -> None:
    visit = {**STEPS[2], "key": "visit", "name": "Kiểm tra thực địa", "hours": 4, "after": ["assign"]}
    small = _world(_process(visit, {"key": "appraise", "after": ["visit"]}))
    done = _in_process(small)
    actions.appraise(done.dossier, finding="Đạt", by=small.who("district", "handler"), at=small.later())
    (task,) = builders.open_tasks(done)
    assert (task.step, task.officer_id) == ("appraise", small.who("district", "handler"))
