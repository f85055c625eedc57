"""The right hand on the right task: several posts, lines of the control slip, drafts taken back."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions
from motcua.dossiers.models import HandOver, Task
from motcua.organisation.models import Post, Tenure
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from tests import builders
from tests.builders import DRAFT, LONG_AGO, World
from tests.procedure import STEPS, document

pytestmark = pytest.mark.django_db


def _second_post(small: World, officer: int, unit: str, kind: PostKind) -> None:
    post = Post.objects.get(unit=getattr(small, unit), kind=kind.value)
    Tenure.objects.create(officer_id=officer, post=post, valid_from=LONG_AGO)


@pytest.mark.parametrize("act", ["apologise", "record_late_step"])
def test_an_act_of_the_unit_a_dossier_is_on_its_way_to_does_not_sign_for_it(act: str) -> None:
    small = builders.world()
    done = builders.to_handed_over(small)
    if act == "apologise":
        due = builders.stored(done).due_at
        assert due is not None
        actions.apologise(done.dossier, reason="Quá tải", new_due=due + timedelta(days=1),
                          by=small.who("district", "leader"), at=small.later())  # fmt: skip
    else:
        actions.record_late_step(done.dossier, name="Gọi điện", reason="Mất điện",
                                 by=small.who("district", "handler"), at=small.later())  # fmt: skip
    line = HandOver.objects.get(dossier=done.dossier)
    assert line.received_at is None
    taken = actions.take_over(done.dossier, by=small.who("district", "head"), at=small.later())
    assert taken.state == State.IN_PROCESS


def test_a_step_registered_afterwards_signs_no_line_before_it_was_given() -> None:
    small = builders.world()
    done = builders.to_result_at_desk(small)
    before = small.at - timedelta(hours=1)
    actions.record_late_step(
        done.dossier, name="Ghi sau", reason="Quên", by=small.who("commune", "handler"), at=before
    )
    assert HandOver.objects.get(dossier=done.dossier, kind="result").received_at is None


def test_of_two_posts_the_one_whose_task_is_open_is_used_not_the_one_that_waits() -> None:
    """The commune's piece is open while the district's waits for the hand-over, and one official sits in both."""
    here = {
        **STEPS[2],
        "key": "confirm",
        "name": "Xác nhận",
        "unit": "receiving",
        "hours": 2,
        "after": ["assign"],
    }
    small = builders.world(
        document_=document(process=[*STEPS, here], limit={"amount": 9, "unit": "working_day"})
    )
    done = builders.to_in_process(small)
    both = small.who("commune", "handler")
    _second_post(small, both, "district", PostKind.HANDLER)
    Task.objects.filter(dossier=done.dossier, step="appraise").update(state="waiting", officer=None)
    after = actions.appraise(done.dossier, finding="Đúng", by=both, at=small.later())
    assert after.state == State.IN_PROCESS
    closed = Task.objects.get(dossier=done.dossier, step="confirm")
    assert (closed.state, closed.closed_by_id, closed.unit_id) == ("done", both, small.commune.pk)


def test_a_post_that_ended_in_one_unit_does_not_hide_the_post_in_another() -> None:
    here = {
        **STEPS[2],
        "key": "confirm",
        "name": "Xác nhận",
        "unit": "receiving",
        "hours": 2,
        "after": ["assign"],
    }
    small = builders.world(document_=document(process=[*STEPS, here]))
    done = builders.to_in_process(small)
    handler = small.who("district", "handler")
    _second_post(small, handler, "commune", PostKind.HANDLER)
    Tenure.objects.filter(officer=handler, post__unit=small.district).update(valid_to=small.at)
    actions.appraise(done.dossier, finding="Đúng", by=handler, at=small.later())
    assert Task.objects.get(dossier=done.dossier, step="confirm").closed_by_id == handler
    with pytest.raises(Refusal, match="mandate_expired"):
        actions.submit(done.dossier, draft=DRAFT, by=handler, at=small.later())


def test_a_draft_pulled_back_from_another_unit_was_never_there() -> None:
    elsewhere = [{**step, "unit": "unit:22"} if step["key"] == "review" else step for step in STEPS]
    small = builders.world(document_=document(process=elsewhere))
    done = builders.to_in_process(small)
    handler = small.who("district", "handler")
    actions.submit(done.dossier, draft=DRAFT, by=handler, at=small.later())
    assert builders.stored(done).holder_unit_id == small.province.pk
    actions.pull_back(done.dossier, by=handler, at=small.later())
    dossier = builders.stored(done)
    assert (dossier.state, dossier.holder_unit_id, dossier.open_line) == ("in_process", small.district.pk, 0)
    line = HandOver.objects.get(dossier=done.dossier, kind="submission")
    assert (line.pulled_back, line.giver_unit_id) == (True, small.district.pk)
    actions.submit(done.dossier, draft=DRAFT, by=handler, at=small.later())
    actions.endorse(done.dossier, by=small.who("province", "head"), at=small.later())
    assert HandOver.objects.filter(dossier=done.dossier, received_at=None, pulled_back=False).count() == 1


def test_a_dossier_pulled_back_to_the_desk_must_be_handed_over_by_the_same_moment_again() -> None:
    small = builders.world()
    done = builders.to_received(small)
    until = builders.stored(done).hand_over_by
    receiver = small.who("commune", "receiver")
    actions.hand_over(done.dossier, by=receiver, at=small.later())
    actions.pull_back(done.dossier, by=receiver, at=small.later())
    assert until is not None
    assert builders.stored(done).hand_over_by == until


def test_a_transfer_pulled_back_leaves_the_competent_unit_as_it_was() -> None:
    small = builders.world(document_=document(levels=["district", "province"]))
    done = builders.to_received(small)
    receiver = small.who("commune", "receiver")
    actions.transfer(done.dossier, unit=small.province.pk, reason="Nhầm", by=receiver, at=small.later())
    assert {t.unit_id for t in builders.open_tasks(done)} == {small.province.pk}
    actions.pull_back(done.dossier, by=receiver, at=small.later())
    assert builders.stored(done).competent_unit_id == small.district.pk
    assert {t.unit_id for t in builders.open_tasks(done)} == {small.district.pk}
    after = actions.hand_over(done.dossier, by=receiver, at=small.later())
    assert (
        HandOver.objects.get(dossier=after.dossier, pulled_back=False).receiver_unit_id == small.district.pk
    )


@pytest.mark.parametrize("unit", ["province", "department"])
def test_a_dossier_is_not_transferred_to_a_unit_that_does_not_resolve_it(unit: str) -> None:
    small = builders.world()
    done = builders.to_received(small)
    with pytest.raises(Refusal, match="unit_not_competent"):
        actions.transfer(done.dossier, unit=getattr(small, unit).pk, reason="Sai nơi",
                         by=small.who("commune", "receiver"), at=small.later())  # fmt: skip
    assert builders.stored(done).competent_unit_id == small.district.pk


def test_work_of_the_receiving_unit_stays_there_when_the_dossier_is_transferred() -> None:
    here = {
        **STEPS[2],
        "key": "confirm",
        "name": "Xác nhận",
        "unit": "receiving",
        "hours": 2,
        "after": ["receive"],
    }
    small = builders.world(document_=document(levels=["commune", "district"], process=[*STEPS, here]))
    done = builders.to_received(small)
    assert {t.unit_id for t in builders.open_tasks(done)} == {small.commune.pk}
    actions.transfer(done.dossier, unit=small.district.pk, reason="Thuộc huyện",
                     by=small.who("commune", "receiver"), at=small.later())  # fmt: skip
    assert {t.step: t.unit_id for t in builders.open_tasks(done)} == {
        "assign": small.district.pk, "confirm": small.commune.pk,
    }  # fmt: skip
