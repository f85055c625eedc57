"""Every pair of state and event: allowed as the table says, refused by name where it says nothing.

For an allowed pair the act is done by the right person; for a refused one the same act is tried by the same person and must
be refused for the state, leaving the dossier and its journal as they were.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.models import Dossier, Task
from motcua.journal.models import Event as JournalEvent
from motcua.rules import lifecycle
from motcua.rules.completeness import Given
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from tests import builders
from tests.builders import DRAFT, World
from tests.procedure import PAPERS, document

pytestmark = pytest.mark.django_db

Act = Callable[[World, int], Done]


def _apologise(small: World, pk: int) -> Done:
    new = Dossier.objects.get(pk=pk).due_at
    return actions.apologise(
        pk,
        reason="Quá tải",
        new_due=(new or small.at) + timedelta(days=1),
        by=_leader(small, pk),
        at=small.at,
    )


def _leader(small: World, pk: int) -> int:
    holder = Dossier.objects.get(pk=pk).holder_unit_id
    return small.who("commune" if holder == small.commune.pk else "district", "leader")


def _handler(small: World, pk: int) -> int:
    holder = Dossier.objects.get(pk=pk).holder_unit_id
    state = Dossier.objects.get(pk=pk).state
    if state in (State.RECEIVED, State.HANDED_OVER, State.WITHDRAWN) or holder == small.commune.pk:
        return (
            small.who("commune", "handler") if state != State.RETURNED else small.who("district", "handler")
        )
    return small.who("district", "handler")


def _pull_back(small: World, pk: int) -> Done:
    state = Dossier.objects.get(pk=pk).state
    by = (
        small.who("district", "handler")
        if state == State.AWAITING_REVIEW
        else small.who("commune", "receiver")
    )
    return actions.pull_back(pk, by=by, at=small.at)


def _rework(small: World, pk: int) -> Done:
    state = Dossier.objects.get(pk=pk).state
    post = "leader" if state == State.AWAITING_SIGNATURE else "head"
    return actions.return_for_rework(pk, reason="Viết lại", by=small.who("district", post), at=small.at)


def _answer(small: World, pk: int) -> Done:
    return actions.answer_consultation(
        pk, answer="Đồng ý", by=small.who("department", "handler"), at=small.at
    )


def _consult(small: World, pk: int) -> Done:
    return actions.consult(
        pk, unit=small.department.pk, question="Xin ý kiến", answer_by=small.at + timedelta(days=1),
        by=small.who("district", "handler"), at=small.at,
    )  # fmt: skip


def _stop(small: World, pk: int) -> Done:
    return actions.stop(pk, ground="Luật", reason="Lý do", by=_leader(small, pk), at=small.at)


def _expire(small: World, pk: int) -> Done:
    return actions.expire_supplement(
        pk, by=small.who("commune", "receiver"), at=small.at + timedelta(days=60)
    )


ACTS: dict[Event, Act] = {
    Event.RECEIVE: lambda s, pk: actions.receive_filed(
        pk, papers=_papers(pk), by=s.who("commune", "receiver"), at=s.at
    ),
    Event.REFUSE_RECEPTION: lambda s, pk: actions.refuse_filed(
        pk, reason="Sai", by=s.who("commune", "receiver"), at=s.at
    ),
    Event.HAND_OVER: lambda s, pk: actions.hand_over(pk, by=s.who("commune", "receiver"), at=s.at),
    Event.TAKE_OVER: lambda s, pk: actions.take_over(pk, by=s.who("district", "head"), at=s.at),
    Event.TRANSFER: lambda s, pk: actions.transfer(
        pk, unit=s.province.pk, reason="Đúng thẩm quyền", by=s.who("commune", "receiver"), at=s.at
    ),
    Event.PULL_BACK: _pull_back,
    Event.ASSIGN: lambda s, pk: actions.assign(
        pk, officer=s.who("district", _fit(pk)), by=s.who("district", "head"), at=s.at
    ),
    Event.APPRAISE: lambda s, pk: actions.appraise(
        pk, finding="Đủ", by=s.who("district", "handler"), at=s.at
    ),
    Event.VERIFY: lambda s, pk: actions.verify(pk, record="Biên bản", by=_handler(s, pk), at=s.at),
    Event.RECORD_STEP: lambda s, pk: actions.record_step(pk, name="Gọi điện", by=_handler(s, pk), at=s.at),
    Event.CONSULT: _consult,
    Event.ANSWER_CONSULTATION: _answer,
    Event.REQUEST_SUPPLEMENT: lambda s, pk: actions.request_supplement(
        pk, items=["Giấy"], reason="Thiếu", by=s.who("district", "handler"), at=s.at
    ),
    Event.RECEIVE_SUPPLEMENT: lambda s, pk: actions.receive_supplement(
        pk, papers={"identity": PAPERS["identity"]}, by=s.who("commune", "receiver"), at=s.at
    ),
    Event.EXPIRE_SUPPLEMENT: _expire,
    Event.REQUEST_PAYMENT: lambda s, pk: actions.request_payment(
        pk, amount=1000, reason="Thuế", basis="NĐ 151/2025", by=s.who("district", "handler"), at=s.at
    ),
    Event.CONFIRM_PAYMENT: lambda s, pk: actions.confirm_payment(
        pk, proof="BL 12", by=s.who("district", "cashier"), at=s.at
    ),
    Event.SUBMIT: lambda s, pk: actions.submit(pk, draft=DRAFT, by=s.who("district", "handler"), at=s.at),
    Event.SUBMIT_FOR_SIGNATURE: lambda s, pk: actions.submit_for_signature(
        pk, draft=DRAFT, by=s.who("district", "handler"), at=s.at
    ),
    Event.ENDORSE: lambda s, pk: actions.endorse(pk, by=s.who("district", "head"), at=s.at),
    Event.RETURN_FOR_REWORK: _rework,
    Event.APPROVE: lambda s, pk: actions.approve(pk, by=s.who("district", "leader"), at=s.at),
    Event.REJECT: lambda s, pk: actions.reject(pk, reason="Không", by=s.who("district", "leader"), at=s.at),
    Event.SEAL: lambda s, pk: actions.seal(pk, by=s.who("district", "registry"), at=s.at),
    Event.SEND_RESULT: lambda s, pk: actions.send_result(pk, by=s.who("district", "registry"), at=s.at),
    Event.RETURN_RESULT: lambda s, pk: actions.return_result(pk, by=s.who("commune", "returner"), at=s.at),
    Event.APOLOGISE: _apologise,
    Event.WITHDRAW: lambda s, pk: actions.withdraw(
        pk, reason="Đổi ý", by=s.who("commune", "receiver"), at=s.at
    ),
    Event.STOP: _stop,
    Event.CORRECT: lambda s, pk: actions.correct(
        pk, reason="Sai tên", by=s.who("district", "handler"), at=s.at
    ),
    Event.RECALL: lambda s, pk: actions.recall(
        pk, act_number="15/QĐ-UBND", ground="content", reason="Sai", by=s.who("district", "leader"), at=s.at
    ),
    Event.URGE: lambda s, pk: actions.urge(pk, note="Khẩn trương", by=s.who("commune", "head"), at=s.at),
    Event.RECORD_LATE_STEP: lambda s, pk: actions.record_late_step(
        pk, name="Ghi sau", reason="Mất điện", by=s.who("district", "handler"), at=s.at
    ),
}
"""Each event done by whoever has the duty. Those that begin a dossier at the desk are tested where a dossier begins."""

AT_THE_DESK = {Event.FILE, Event.RESOLVE_IMMEDIATELY, Event.REQUEST_SUPPLEMENT_AT_DESK}
BY_THE_PROCESS = {Event.FORWARD_REVIEW}
ELECTRONIC = {Event.CERTIFY_COPY}
"""Only for a document signed electronically: tested in test_copies.py."""


def _papers(pk: int) -> dict[str, Given]:
    here = set(Dossier.objects.get(pk=pk).papers.values_list("key", flat=True))
    return {key: given for key, given in PAPERS.items() if key not in here}


def _fit(pk: int) -> str:
    state = Dossier.objects.get(pk=pk).state
    return {State.AWAITING_REVIEW: "head", State.AWAITING_SIGNATURE: "leader"}.get(State(state), "handler")


# What a cell of the table needs besides state and person is brought about first.
PREPARE: dict[tuple[State, Event], Callable[[World, int], object]] = {
    (State.IN_PROCESS, Event.ANSWER_CONSULTATION): _consult,
}
IN_ANOTHER_PROCESS = {
    # guards by the process: these cells are walked in test_processes.py, with a procedure that has such steps
    (State.IN_PROCESS, Event.HAND_OVER),
    (State.IN_PROCESS, Event.APPRAISE),
    (State.IN_PROCESS, Event.SUBMIT_FOR_SIGNATURE),
    (State.AWAITING_SUPPLEMENT, Event.ANSWER_CONSULTATION),
    (State.AWAITING_PAYMENT, Event.ANSWER_CONSULTATION),
    (State.CORRECTING, Event.SUBMIT_FOR_SIGNATURE),
}


def test_every_event_has_an_act_here_or_a_place_where_it_is_tested() -> None:
    assert set(Event) == set(ACTS) | AT_THE_DESK | BY_THE_PROCESS | ELECTRONIC


@pytest.mark.parametrize("state", builders.WAYS)
def test_each_event_is_allowed_or_refused_as_the_table_says(state: State) -> None:
    small = builders.world(document_=document(supplement_days=15, levels=["district", "province"]))
    done = builders.WAYS[state](small)
    small.later()
    for event in ACTS:
        cell = lifecycle.TABLE.get((state, event))
        if cell is not None and (state, event) in IN_ANOTHER_PROCESS:
            continue
        with transaction.atomic():
            if cell is None:
                _is_refused(small, done, state, event)
            else:
                _is_done(small, done, cell)
            transaction.set_rollback(True)


def _is_refused(small: World, done: Done, state: State, event: Event) -> None:
    events = JournalEvent.objects.count()
    tasks = list(Task.objects.values_list("pk", "state"))
    with pytest.raises(Refusal) as refused:
        ACTS[event](small, done.dossier)
    assert refused.value.code == "wrong_state", (state, event)
    assert refused.value.params["state"] == state, (state, event)
    assert JournalEvent.objects.count() == events, (state, event)
    assert list(Task.objects.values_list("pk", "state")) == tasks, (state, event)
    assert builders.stored(done).state == state, (state, event)


def _is_done(small: World, done: Done, cell: lifecycle.Transition) -> None:
    if prepare := PREPARE.get((cell.state, cell.event)):
        prepare(small, done.dossier)
    try:
        after = ACTS[cell.event](small, done.dossier)
    except Refusal as refusal:
        raise AssertionError(f"{cell.event} in {cell.state} was refused: {refusal}") from refusal
    assert after.state in cell.targets, cell
    assert builders.stored(done).state == after.state, cell
    assert builders.stored(done).last_event == cell.event, cell
