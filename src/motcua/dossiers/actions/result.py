"""Number and seal the signed act, bring it to the desk, give it to the applicant (NĐ 30/2020 art. 15; NĐ 61 art. 20)."""

from datetime import datetime

from motcua.dossiers.actions import clock
from motcua.dossiers.actions.numbers import next_number
from motcua.dossiers.actions.payments import settle_fees
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.steps import advance, close, send, take
from motcua.dossiers.actions.work import Done, Work, save_tasks
from motcua.dossiers.models import Decision, Task
from motcua.organisation.models import UnitKind
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean
from motcua.rules.worktime import LOCAL
from motcua.statements import Prepared, change

_draft_of = Prepared(
    lambda dossier: Decision.objects.filter(dossier=dossier, issued_at=None).select_related("unit"), int
)


def seal(dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None) -> Done:
    """Give the signed act its number of the year and the unit's seal; the legal clock ends here."""

    def steps(work: Work) -> None:
        taken = take(work, Duty.SEAL)
        decision = next(iter(_draft_of(work.dossier.pk)), None)
        if decision is None or decision.signed_at is None:
            raise Refusal("not_signed")
        unit = decision.unit_id or taken.task.unit_id
        year = work.at.astimezone(LOCAL).year
        decision.number = next_number(f"document/{unit}/{year}")
        decision.symbol = f"{decision.number:02d}/{document_symbol(decision)}"
        decision.issued_at, decision.sealed_by_id = work.at, work.by
        change(decision, ["number", "symbol", "issued_at", "sealed_by"])
        work.facts["decision"] = decision.pk
        work.facts["symbol"] = f"{year}/{decision.symbol}"
        close(work, taken.task)
        clock.finish(work)
        advance(work)

    return perform(dossier, Event.SEAL, steps, by=by, at=at, key=key, seen=seen, asked={})


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
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Open a correction of a result already returned: the agency's fault, free of charge (NĐ 61/2018 art. 21).

    The official who appraised drafts the corrected act; it is signed, sealed and returned as the first one was and names it.
    """

    def steps(work: Work) -> None:
        work.authorise(Duty.APPRAISE, work.dossier.competent_unit_id)
        old = Decision.objects.filter(dossier=work.dossier, issued_at__isnull=False).order_by("-pk").first()
        if old is None:
            raise Refusal("no_result")
        again = [t for t in work.tasks if t.duty in AGAIN and t.state == Task.State.DONE and not t.superseded]
        for t in again:
            t.superseded = True
        save_tasks(again)
        minutes = CORRECTION_MINUTES
        task = Task(
            dossier=work.dossier, step=f"correction-{work.dossier.seq + 1}", name="Đính chính kết quả",
            kind="correction", duty=Duty.APPRAISE, post="handler", unit_id=work.dossier.competent_unit_id,
            officer_id=work.by, opened_at=work.at, due_at=work.calendar.add_minutes(work.at, minutes),
            allotted_minutes=minutes,
        )  # fmt: skip
        save_tasks([task])
        work.dossier.holder_unit_id = work.dossier.competent_unit_id
        work.facts["corrects"] = old.pk
        work.commit_text("reason", said)
        work.tell_owner("correcting", code=work.dossier.code)

    said = clean(reason, 2000, field="reason", multiline=True)
    return perform(dossier, Event.CORRECT, steps, by=by, at=at, key=key, seen=seen, asked={"reason": said})


AGAIN = frozenset({Duty.SIGN, Duty.SEAL, Duty.SEND_RESULT, Duty.RETURN})
CORRECTION_MINUTES = 480  # one working day: the same or the next day, as for issuing (NĐ 30/2020 art. 18)


def document_symbol(decision: Decision) -> str:
    """The letters behind the number: kind of act and agency (NĐ 30/2020, annex I)."""
    unit, kind = decision.unit, "TB" if decision.kind == Decision.Kind.REFUSAL else "QĐ"
    if unit is None or unit.kind != UnitKind.AGENCY:
        return f"{kind}-UBND"
    return f"{kind}-{unit.code}"
