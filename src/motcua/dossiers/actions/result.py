"""Number and seal the signed act, bring it to the desk, give it to the applicant (NĐ 30/2020 art. 15; NĐ 61 art. 20)."""

from datetime import datetime

from motcua.dossiers.actions import clock
from motcua.dossiers.actions.electronic import SignedFile, electronically, take_seal
from motcua.dossiers.actions.numbers import number_document
from motcua.dossiers.actions.payments import settle_fees
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.steps import advance, close, send, take
from motcua.dossiers.actions.work import Done, Work, save_tasks
from motcua.dossiers.models import Decision, Task
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean
from motcua.rules.worktime import LOCAL
from motcua.statements import Prepared, change

_draft_of = Prepared(
    lambda dossier: Decision.objects.filter(dossier=dossier, issued_at=None).select_related(
        "unit", "competence", "signer_certificate"
    ),
    int,
)


def seal(dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None) -> Done:
    """Give the signed act its number of the year and the unit's seal; the legal clock ends here.

    Only what a competent person signed is sealed (NĐ 30/2020 art. 32): refuses `not_signed`, `signed_without_competence`,
    and for a document signed electronically `signature_broken` and `no_seal_certificate`. Sealed after the working day
    that followed the signature, it is marked late (art. 18), not refused.
    """

    def steps(work: Work, file: SignedFile | None) -> None:
        taken = take(work, Duty.SEAL)
        decision = next(iter(_draft_of(work.dossier.pk)), None)
        if decision is None or decision.signed_at is None:
            raise Refusal("not_signed")
        _require_competence(decision, work)
        changed = take_seal(work, decision, file)
        decision.unit_id = decision.unit_id or taken.task.unit_id
        if decision.number is None or decision.numbered_at is None:
            number_document(decision, work.at)
        decision.issued_at, decision.sealed_by_id = work.at, work.by
        decision.issued_late = _is_late(work, decision.signed_at)
        change(
            decision,
            ["unit", "number", "symbol", "numbered_at", "issued_at", "sealed_by", "issued_late", *changed],
        )
        work.facts["decision"] = decision.pk
        numbered = decision.numbered_at or work.at
        work.facts["symbol"] = f"{numbered.astimezone(LOCAL).year}/{decision.symbol}"
        if decision.issued_late:
            work.facts["issued_late"] = True
        close(work, taken.task)
        clock.finish(work)
        advance(work)

    def act(file: SignedFile | None) -> Done:
        return perform(
            dossier, Event.SEAL, lambda work: steps(work, file), by=by, at=at, key=key, seen=seen, asked={}
        )

    return electronically(act, by=by, at=at)


def _require_competence(decision: Decision, work: Work) -> None:
    """The competence the act names was in force when it was signed, for this procedure."""
    used, at = decision.competence, decision.signed_at
    procedure = work.dossier.version.procedure.code
    if (
        used is None
        or at is None
        or used.holder_id != decision.signed_by_id
        or not used.valid_from <= at
        or (used.valid_to is not None and used.valid_to <= at)
        or (used.revoked_at is not None and used.revoked_at <= at)
        or (used.procedures and procedure not in used.procedures)
        or (used.fields and work.document.field not in used.fields)
    ):
        raise Refusal("signed_without_competence", act=used.act_number if used else "")


def _is_late(work: Work, signed_at: datetime) -> bool:
    """Whether the working day after the signature's is over (NĐ 30/2020 art. 15, 18)."""
    calendar = work.calendar
    last = calendar.add_working_days(calendar.local(signed_at).date(), 1)
    return calendar.local(work.at).date() > last


def send_result(
    dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None
) -> Done:
    """Bring the result to the desk that received the dossier, and tell the applicant."""

    def steps(work: Work) -> None:
        tasks = [t for t in work.open_tasks() if t.duty == Duty.SEND_RESULT]
        if tasks:
            taken = take(work, Duty.SEND_RESULT)
            close(work, taken.task)
        else:
            work.authorise(Duty.SEND_RESULT, work.dossier.holder_unit_id)
        send(work, work.dossier.unit_id, "result")
        work.dossier.holder_unit_id = work.dossier.unit_id
        if tasks:
            advance(work)
        work.tell_owner("result_ready", code=work.dossier.code)

    return perform(dossier, Event.SEND_RESULT, steps, by=by, at=at, key=key, seen=seen, asked={})


def return_result(
    dossier: int,
    *,
    by: int,
    at: datetime,
    receiver: str = "",
    authorisation: str = "",
    receipt_shown: bool = True,
    fee_collected: bool = False,
    proof: str = "",
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Give the result to the owner, or to a representative who brings the receipt and a written authorisation.

    `receiver` is the representative's name; empty, the owner came in person. What is still owed is refused
    (`fee_unpaid`) unless collected now.
    """

    def steps(work: Work) -> None:
        if name and not (letter and receipt_shown):
            raise Refusal("authorisation_required")
        if any(t.duty == Duty.RETURN for t in work.open_tasks()):
            taken = take(work, Duty.RETURN)
            close(work, taken.task)
        else:
            work.authorise(Duty.RETURN, work.dossier.unit_id)
        settle_fees(work, collected=fee_collected, proof=paid)
        work.commit_text("receiver", f"{name}|{letter}")
        work.facts["to_owner"] = not name
        work.dossier.returned_at = work.dossier.returned_at or work.at
        save_tasks(t for t in work.tasks if t.closed_at == work.at)

    name = clean(receiver, 300, field="receiver", optional=True)
    letter = clean(authorisation, 300, field="authorisation", optional=True)
    paid = clean(proof, 200, field="proof", optional=True)
    return perform(
        dossier, Event.RETURN_RESULT, steps, by=by, at=at, key=key, seen=seen,
        asked={"receiver": name, "authorisation": letter, "collected": fee_collected},
    )  # fmt: skip


def correct(
    dossier: int,
    *,
    reason: str,
    by: int,
    at: datetime,
    replaces: bool = False,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Open a correction of a result already returned: the agency's fault, free of charge (NĐ 61/2018 art. 21).

    `replaces`: the content was wrong, so that the new act takes the old one's place; else only its form was, and the
    new act corrects it (NĐ 30/2020 art. 18(3)); a document that was recalled can only be replaced. The official who
    appraised drafts the new act; it is signed, sealed and returned as the first one was and names it.
    """

    def steps(work: Work) -> None:
        work.authorise(Duty.APPRAISE, work.dossier.competent_unit_id)
        old = Decision.objects.filter(dossier=work.dossier, issued_at__isnull=False).order_by("-pk").first()
        if old is None:
            raise Refusal("no_result")
        void = replaces or old.recalled_at is not None
        again(work)
        redraft(work, replaces=void, officer=work.by)
        work.facts["corrects"] = old.pk
        if void:
            work.facts["replaces"] = True
        work.commit_text("reason", said)
        work.tell_owner("correcting", code=work.dossier.code)

    said = clean(reason, 2000, field="reason", multiline=True)
    return perform(
        dossier,
        Event.CORRECT,
        steps,
        by=by,
        at=at,
        key=key,
        seen=seen,
        asked={"reason": said, "replaces": replaces} if replaces else {"reason": said},
    )


def again(work: Work) -> None:
    """Signature, seal and return count as not done: they come again with the new act."""
    void = [t for t in work.tasks if t.duty in AGAIN and t.state == Task.State.DONE and not t.superseded]
    for task in void:
        task.superseded = True
    save_tasks(void)


def redraft(work: Work, *, replaces: bool, officer: int | None) -> None:
    """Open the task of drafting the new act, where the dossier was appraised; None: whoever appraises there."""
    minutes, unit = CORRECTION_MINUTES, work.dossier.competent_unit_id
    task = Task(
        dossier=work.dossier, step=f"{REPLACEMENT if replaces else 'correction'}-{work.dossier.seq + 1}",
        name="Thay thế kết quả" if replaces else "Đính chính kết quả", kind="correction", duty=Duty.APPRAISE,
        post="handler", unit_id=unit, officer_id=officer, opened_at=work.at,
        due_at=work.calendar.add_minutes(work.at, minutes), allotted_minutes=minutes,
    )  # fmt: skip
    save_tasks([task])
    work.dossier.holder_unit_id = unit


REPLACEMENT = "replacement"
"""How the key of a task begins that drafts a replacement; a correction's begins otherwise."""
AGAIN = frozenset({Duty.SIGN, Duty.SEAL, Duty.SEND_RESULT, Duty.RETURN})
CORRECTION_MINUTES = 480  # one working day: the same or the next day, as for issuing (NĐ 30/2020 art. 18)
