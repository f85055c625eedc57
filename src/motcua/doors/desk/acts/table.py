"""The acts of the dossier page, each with its form and its one call; next_acts says which stand on the page."""

from collections.abc import Mapping

from motcua.doors.desk.acts import documents
from motcua.doors.desk.acts import questions as q
from motcua.doors.desk.acts.form import ActForm, ActSpec, Case, Signature, Told
from motcua.doors.desk.papers import papers_given
from motcua.dossiers import actions
from motcua.dossiers.actions import Done, DraftText
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event


def _pk(case: Case) -> int:
    return case.page.dossier.pk


def _receive(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.receive_filed(
        _pk(case), papers=papers_given(form.paper_rows), files=form.held_files, appointment=told["appointment"],
        fee=told["fee"], fee_paid=told["fee_paid"], by=s.by, at=s.at, key=s.key, seen=s.seen,
    )  # fmt: skip


def _assign(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.assign(
        _pk(case), officer=int(told["officer"]), task=int(told["task"]), note=told["note"], by=s.by, at=s.at,
        key=s.key, seen=s.seen,
    )  # fmt: skip


def _consult(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.consult(
        _pk(case), unit=int(told["unit"]), question=told["question"], answer_by=told["answer_by"], by=s.by, at=s.at,
        key=s.key, seen=s.seen,
    )  # fmt: skip


def _transfer(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.transfer(
        _pk(case), unit=int(told["unit"]), reason=told["reason"], by=s.by, at=s.at, key=s.key, seen=s.seen
    )


def _supplement(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.request_supplement(
        _pk(case),
        items=told["items"].splitlines(),
        reason=told["reason"],
        by=s.by,
        at=s.at,
        key=s.key,
        seen=s.seen,
    )


def _supplemented(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.receive_supplement(
        _pk(case),
        papers=papers_given(form.paper_rows),
        files=form.held_files,
        by=s.by,
        at=s.at,
        key=s.key,
        seen=s.seen,
    )


def _payment(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.request_payment(
        _pk(case), amount=told["amount"], reason=told["reason"], basis=told["basis"], due_on=told["due_on"], by=s.by,
        at=s.at, key=s.key, seen=s.seen,
    )  # fmt: skip


def _draft(told: Told) -> DraftText:
    return DraftText(title=told["title"], body=told["body"], kind=told["kind"])


def _submit(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.submit(
        _pk(case), draft=_draft(told), task=case.task, by=s.by, at=s.at, key=s.key, seen=s.seen
    )


def _submit_for_signature(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.submit_for_signature(
        _pk(case), draft=_draft(told), task=case.task, by=s.by, at=s.at, key=s.key, seen=s.seen
    )


def _return_result(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.return_result(
        _pk(case), receiver=told["receiver"], authorisation=told["authorisation"],
        receipt_shown=told["receipt_shown"], fee_collected=told.get("fee_collected", False),
        proof=told.get("proof", ""), by=s.by, at=s.at, key=s.key, seen=s.seen,
    )  # fmt: skip


def _late_step(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    if told["done_at"] > s.at:
        raise Refusal("date_in_future", field="done_at")
    return actions.record_late_step(
        _pk(case),
        name=told["name"],
        reason=told["reason"],
        by=s.by,
        at=told["done_at"],
        key=s.key,
        seen=s.seen,
    )


def _appraise(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.appraise(
        _pk(case), finding=told["finding"], task=case.task, by=s.by, at=s.at, key=s.key, seen=s.seen
    )


def _answer(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.answer_consultation(
        _pk(case), answer=told["answer"], task=case.task, by=s.by, at=s.at, key=s.key, seen=s.seen
    )


def _endorse(case: Case, form: ActForm, told: Told, s: Signature) -> Done:
    return actions.endorse(
        _pk(case), note=told["note"], task=case.task, by=s.by, at=s.at, key=s.key, seen=s.seen
    )


E = Event
SPECS: tuple[ActSpec, ...] = (
    ActSpec(E.RECEIVE, q.Reception, _receive, "T", "primary"),
    ActSpec(
        E.RECEIVE_SUPPLEMENT, q.Papers, _supplemented, "B", "primary",
    ),
    ActSpec(
        E.TAKE_OVER, q.Note,
        lambda c, f, t, s: actions.take_over(_pk(c), note=t["note"], by=s.by, at=s.at, key=s.key, seen=s.seen),
        "N", "primary", direct=True,
    ),
    ActSpec(
        E.HAND_OVER, q.Note,
        lambda c, f, t, s: actions.hand_over(_pk(c), note=t["note"], by=s.by, at=s.at, key=s.key, seen=s.seen),
        "C", "primary", direct=True,
    ),
    ActSpec(E.ASSIGN, q.Assignment, _assign, "P"),
    ActSpec(E.ANSWER_CONSULTATION, q.Answer, _answer, "Y"),
    ActSpec(E.APPRAISE, q.Finding, _appraise, "A"),
    ActSpec(E.SUBMIT, documents.DraftQuestion, _submit, "S"),
    ActSpec(E.SUBMIT_FOR_SIGNATURE, documents.DraftQuestion, _submit_for_signature, "S"),
    ActSpec(E.ENDORSE, q.Note, _endorse, "D", shows_draft=True),
    ActSpec(E.FORWARD_REVIEW, q.Note, _endorse, "D", shows_draft=True),
    ActSpec(
        E.APPROVE, ActForm, lambda c, f, t, s: actions.approve(_pk(c), by=s.by, at=s.at, key=s.key, seen=s.seen),
        "K", shows_draft=True,
    ),
    ActSpec(
        E.SEAL, ActForm, lambda c, f, t, s: actions.seal(_pk(c), by=s.by, at=s.at, key=s.key, seen=s.seen), "V", direct=True
    ),
    ActSpec(
        E.SEND_RESULT, ActForm, lambda c, f, t, s: actions.send_result(_pk(c), by=s.by, at=s.at, key=s.key, seen=s.seen),
        "Q", direct=True,
    ),
    ActSpec(E.RETURN_RESULT, q.Handing, _return_result, "R"),
    ActSpec(
        E.CONFIRM_PAYMENT, q.Proof,
        lambda c, f, t, s: actions.confirm_payment(_pk(c), proof=t["proof"], by=s.by, at=s.at, key=s.key, seen=s.seen), "O",
    ),
    ActSpec(
        E.VERIFY, q.Record,
        lambda c, f, t, s: actions.verify(_pk(c), record=t["record"], by=s.by, at=s.at, key=s.key, seen=s.seen), "X",
    ),
    ActSpec(E.CONSULT, q.Consultation, _consult, "L"),
    ActSpec(E.REQUEST_SUPPLEMENT, q.SupplementRequest, _supplement, "B"),
    ActSpec(E.REQUEST_PAYMENT, q.Obligation, _payment, "O"),
    ActSpec(
        E.RECORD_STEP, q.StepName,
        lambda c, f, t, s: actions.record_step(_pk(c), name=t["name"], by=s.by, at=s.at, key=s.key, seen=s.seen), "G",
    ),
    ActSpec(
        E.RETURN_FOR_REWORK, q.Reason,
        lambda c, f, t, s: actions.return_for_rework(_pk(c), reason=t["reason"], by=s.by, at=s.at, key=s.key, seen=s.seen),
        "I", shows_draft=True,
    ),
    ActSpec(E.TRANSFER, q.Transfer, _transfer, "U"),
    ActSpec(
        E.URGE, q.Urge,
        lambda c, f, t, s: actions.urge(_pk(c), note=t["note"], by=s.by, at=s.at, key=s.key, seen=s.seen), "H",
    ),
    ActSpec(
        E.APOLOGISE, q.Apology,
        lambda c, f, t, s: actions.apologise(
            _pk(c), reason=t["reason"], new_due=t["new_due"], by=s.by, at=s.at, key=s.key, seen=s.seen
        ), "J",
    ),
    ActSpec(
        E.CORRECT, documents.Correction,
        lambda c, f, t, s: actions.correct(
            _pk(c), reason=t["reason"], replaces=t["how"] == "replace", by=s.by, at=s.at, key=s.key, seen=s.seen
        ), "M",
    ),
    ActSpec(
        E.RECALL, documents.Recall,
        lambda c, f, t, s: actions.recall(
            _pk(c), act_number=t["act_number"], ground=t["ground"], reason=t["reason"], by=s.by, at=s.at, key=s.key,
            seen=s.seen,
        ), "F", "warning",
    ),
    ActSpec(
        E.CERTIFY_COPY, ActForm,
        lambda c, f, t, s: actions.certify_copy(_pk(c), by=s.by, at=s.at, key=s.key, seen=s.seen), "Y", direct=True,
    ),
    ActSpec(
        E.PULL_BACK, ActForm, lambda c, f, t, s: actions.pull_back(_pk(c), by=s.by, at=s.at, key=s.key, seen=s.seen), "Z"
    ),
    ActSpec(E.RECORD_LATE_STEP, q.LateStep, _late_step, "E"),
    ActSpec(
        E.REJECT, q.Reason,
        lambda c, f, t, s: actions.reject(_pk(c), reason=t["reason"], by=s.by, at=s.at, key=s.key, seen=s.seen),
        "F", "warning", shows_draft=True,
    ),
    ActSpec(
        E.REFUSE_RECEPTION, q.Reason,
        lambda c, f, t, s: actions.refuse_filed(_pk(c), reason=t["reason"], by=s.by, at=s.at, key=s.key, seen=s.seen),
        "F", "warning",
    ),
    ActSpec(
        E.EXPIRE_SUPPLEMENT, ActForm,
        lambda c, f, t, s: actions.expire_supplement(_pk(c), by=s.by, at=s.at, key=s.key, seen=s.seen), "Q", "warning",
    ),
    ActSpec(
        E.WITHDRAW, q.Withdrawal,
        lambda c, f, t, s: actions.withdraw(
            _pk(c), reason=t["reason"], channel=t["channel"], by=s.by, at=s.at, key=s.key, seen=s.seen
        ), "W", "warning",
    ),
    ActSpec(
        E.STOP, q.Ground,
        lambda c, f, t, s: actions.stop(
            _pk(c), ground=t["ground"], reason=t["reason"], by=s.by, at=s.at, key=s.key, seen=s.seen
        ), "0", "warning",
    ),
)  # fmt: skip
"""In the order of the page: the natural next act first, what ends a dossier last."""

BY_EVENT: Mapping[Event, ActSpec] = {spec.event: spec for spec in SPECS}
