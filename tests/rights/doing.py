"""Do an act on a dossier as somebody, and hear the answer in the words of the table."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.actions.attach import keep
from motcua.dossiers.models import Dossier
from motcua.gateways.intake import Accepted, Kind
from motcua.rules.completeness import Given
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from tests import builders
from tests.builders import DRAFT
from tests.procedure import PAPERS
from tests.rights.stage import Stage

Act = Callable[[Stage, int, int, datetime], Done]
"""(stage, dossier, who, when) -> what was done"""
LATER = timedelta(days=60)


def _papers(pk: int) -> dict[str, Given]:
    here = set(Dossier.objects.get(pk=pk).papers.values_list("key", flat=True))
    return {key: given for key, given in PAPERS.items() if key not in here} or {
        "identity": PAPERS["identity"]
    }


def _fit(stage: Stage, pk: int) -> int:
    dossier = Dossier.objects.get(pk=pk)
    post = {State.AWAITING_REVIEW: "head", State.AWAITING_SIGNATURE: "leader"}
    unit = "commune" if dossier.holder_unit_id == stage.small.commune.pk else "district"
    return stage.small.who(unit, post.get(State(dossier.state), "handler"))


def _certify(stage: Stage, pk: int, by: int, at: datetime) -> Done:
    """The stage's documents are on paper: whoever comes as far as being told so may certify copies."""
    try:
        return actions.certify_copy(pk, by=by, at=at)
    except Refusal as refusal:
        if refusal.code != "copy_of_paper":
            raise
        dossier = Dossier.objects.get(pk=pk)
        return Done(pk, dossier.code, State(dossier.state), dossier.seq, Event.CERTIFY_COPY, "")


ACTS: Mapping[Event, Act] = {
    Event.RECEIVE: lambda s, pk, by, at: actions.receive_filed(pk, papers=_papers(pk), by=by, at=at),
    Event.REFUSE_RECEPTION: lambda s, pk, by, at: actions.refuse_filed(pk, reason="Sai", by=by, at=at),
    Event.HAND_OVER: lambda s, pk, by, at: actions.hand_over(pk, by=by, at=at),
    Event.TAKE_OVER: lambda s, pk, by, at: actions.take_over(pk, by=by, at=at),
    Event.TRANSFER: lambda s, pk, by, at: actions.transfer(
        pk, unit=int(s.objects["neighbour"]), reason="Đúng thẩm quyền", by=by, at=at
    ),
    Event.PULL_BACK: lambda s, pk, by, at: actions.pull_back(pk, by=by, at=at),
    Event.ASSIGN: lambda s, pk, by, at: actions.assign(pk, officer=_fit(s, pk), by=by, at=at),
    Event.APPRAISE: lambda s, pk, by, at: actions.appraise(pk, finding="Đủ", by=by, at=at),
    Event.VERIFY: lambda s, pk, by, at: actions.verify(pk, record="Biên bản", by=by, at=at),
    Event.RECORD_STEP: lambda s, pk, by, at: actions.record_step(pk, name="Gọi điện", by=by, at=at),
    Event.CONSULT: lambda s, pk, by, at: actions.consult(
        pk, unit=s.small.department.pk, question="Xin ý kiến", answer_by=at + timedelta(days=1), by=by, at=at
    ),
    Event.ANSWER_CONSULTATION: lambda s, pk, by, at: actions.answer_consultation(
        pk, answer="Nhất trí", by=by, at=at
    ),
    Event.REQUEST_SUPPLEMENT: lambda s, pk, by, at: actions.request_supplement(
        pk, items=["Giấy"], reason="Thiếu", by=by, at=at
    ),
    Event.RECEIVE_SUPPLEMENT: lambda s, pk, by, at: actions.receive_supplement(
        pk, papers={"identity": PAPERS["identity"]}, by=by, at=at
    ),
    Event.EXPIRE_SUPPLEMENT: lambda s, pk, by, at: actions.expire_supplement(pk, by=by, at=at + LATER),
    Event.REQUEST_PAYMENT: lambda s, pk, by, at: actions.request_payment(
        pk, amount=1000, reason="Thuế", basis="NĐ 151/2025", by=by, at=at
    ),
    Event.CONFIRM_PAYMENT: lambda s, pk, by, at: actions.confirm_payment(pk, proof="BL 12", by=by, at=at),
    Event.SUBMIT: lambda s, pk, by, at: actions.submit(pk, draft=DRAFT, by=by, at=at),
    Event.SUBMIT_FOR_SIGNATURE: lambda s, pk, by, at: actions.submit_for_signature(
        pk, draft=DRAFT, by=by, at=at
    ),
    Event.ENDORSE: lambda s, pk, by, at: actions.endorse(pk, by=by, at=at),
    Event.FORWARD_REVIEW: lambda s, pk, by, at: actions.endorse(pk, by=by, at=at),
    Event.RETURN_FOR_REWORK: lambda s, pk, by, at: actions.return_for_rework(pk, reason="Lại", by=by, at=at),
    Event.APPROVE: lambda s, pk, by, at: actions.approve(pk, by=by, at=at),
    Event.REJECT: lambda s, pk, by, at: actions.reject(pk, reason="Không", by=by, at=at),
    Event.SEAL: lambda s, pk, by, at: actions.seal(pk, by=by, at=at),
    Event.SEND_RESULT: lambda s, pk, by, at: actions.send_result(pk, by=by, at=at),
    Event.RETURN_RESULT: lambda s, pk, by, at: actions.return_result(pk, by=by, at=at),
    Event.APOLOGISE: lambda s, pk, by, at: actions.apologise(
        pk,
        reason="Quá tải",
        new_due=(Dossier.objects.get(pk=pk).due_at or at) + timedelta(days=1),
        by=by,
        at=at,
    ),
    Event.WITHDRAW: lambda s, pk, by, at: actions.withdraw(pk, reason="Đổi ý", by=by, at=at),
    Event.STOP: lambda s, pk, by, at: actions.stop(pk, ground="Luật", reason="Lý do", by=by, at=at),
    Event.CORRECT: lambda s, pk, by, at: actions.correct(pk, reason="Sai tên", by=by, at=at),
    Event.RECALL: lambda s, pk, by, at: actions.recall(
        pk, act_number="15/QĐ-UBND", ground="content", reason="Sai", by=by, at=at
    ),
    Event.CERTIFY_COPY: _certify,
    Event.URGE: lambda s, pk, by, at: actions.urge(pk, note="Khẩn trương", by=by, at=at),
    Event.RECORD_LATE_STEP: lambda s, pk, by, at: actions.record_late_step(
        pk, name="Ghi sau", reason="Mất điện", by=by, at=at
    ),
}
"""Each event on a stored dossier, with everything right but perhaps the person."""

AT_DESK: Mapping[str, Callable[[Stage, int, datetime], Done]] = {
    "receive": lambda s, by, at: actions.receive(builders.filing(s.small), by=by, at=at),
    "request_supplement_at_desk": lambda s, by, at: actions.request_supplement_at_desk(
        builders.filing(s.small, papers={}), items=["Giấy đề nghị"], reason="Chưa có", by=by, at=at
    ),
    "refuse_reception": lambda s, by, at: actions.refuse_reception(
        builders.filing(s.small), reason="Không thuộc thẩm quyền", by=by, at=at
    ),
    "resolve_immediately": lambda s, by, at: actions.resolve_immediately(
        builders.filing(s.small, procedure="1.000005"), by=by, at=at
    ),
}
"""The acts by which a dossier begins at the desk of the commune."""


def _attach(stage: Stage, dossier: int, by: int, at: datetime) -> None:
    held = keep(SCAN, paper="", paper_name="", by=by, at=at)
    actions.attach(dossier, [held], by=by, at=at)


SCAN = Accepted("a.pdf", Kind.PDF, b"%PDF-1.4")
BESIDE: Mapping[str, Callable[[Stage, int, int, datetime], None]] = {"attach": _attach}
"""What may be done to a dossier that is no event of its lifecycle: its state stays."""


def attempt(stage: Stage, event: str, case: str, by: int | None) -> str:
    """The answer to one act, whatever it did taken back. `case`: a state, a prepared case, or `at the desk`."""
    who = by if by is not None else 0  # 0: somebody who is no official, as the public door would have it
    with transaction.atomic():
        try:
            if case == "at the desk":
                AT_DESK[event](stage, who, stage.at)
            elif event in BESIDE:
                BESIDE[event](stage, stage.dossiers[case], who, stage.at)
            else:
                ACTS[Event(event)](stage, stage.dossiers[case], who, stage.at)
        except Refusal as refusal:
            return refusal.code
        finally:
            transaction.set_rollback(True)
    return "allowed"
