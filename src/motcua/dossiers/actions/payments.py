"""Money: a financial obligation found in the course, fees taken at the desk (NĐ 61/2018 art. 22; NĐ 151/2025)."""

from datetime import date, datetime

from motcua.dossiers.actions import clock
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.slips import issue
from motcua.dossiers.actions.steps import advance, close
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.models import Payment
from motcua.papers.forms import FormKind
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean
from motcua.rules.worktime import LOCAL
from motcua.statements import Prepared

LARGEST = 10**13
OBLIGATION = "financial_obligation"


def request_payment(
    dossier: int,
    *,
    amount: int,
    reason: str,
    basis: str,
    by: int,
    at: datetime,
    due_on: date | None = None,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Tell the applicant what is owed; the clock stands still until it is paid, on the legal `basis` named."""

    def steps(work: Work) -> None:
        units = [t.unit_id for t in work.open_tasks() if t.duty == Duty.APPRAISE]
        work.authorise(Duty.APPRAISE, *(units or [work.dossier.holder_unit_id]))
        if not 0 < amount <= LARGEST:
            raise Refusal("bad_amount")
        if due_on is not None and due_on < work.at.astimezone(LOCAL).date():
            raise Refusal("date_in_past", field="due_on")
        Payment.objects.create(
            dossier=work.dossier, kind="obligation", amount=amount, asked_at=work.at, due_on=due_on
        )
        clock.pause(work, OBLIGATION, law)
        _, line = issue(
            work.dossier, FormKind.PAYMENT_NOTICE, work.dossier.holder_unit_id, by=work.by, at=work.at,
            facts={"amount": amount, "reason": said, "due_on": due_on.isoformat() if due_on else None},
        )  # fmt: skip
        work.facts |= {"slip": line, "amount": amount}
        work.commit_text("reason", said)
        work.tell_owner("payment", amount=amount)

    said, law = clean(reason, 1000, field="reason", multiline=True), clean(basis, 200, field="basis")
    return perform(
        dossier, Event.REQUEST_PAYMENT, steps, by=by, at=at, key=key, seen=seen,
        asked={"amount": amount, "reason": said, "basis": law, "due_on": due_on.isoformat() if due_on else None},
    )  # fmt: skip


def confirm_payment(
    dossier: int,
    *,
    proof: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Record the proof that the obligation is met; the clock goes on."""

    def steps(work: Work) -> None:
        work.authorise(
            Duty.CASH, work.dossier.holder_unit_id, work.dossier.unit_id, work.dossier.competent_unit_id
        )
        paid = Payment.objects.filter(dossier=work.dossier, kind="obligation", paid_at=None)
        if not paid.update(paid_at=work.at, taken_by=work.by, proof=said):
            raise Refusal("nothing_owed")
        clock.resume(work)
        for task in [t for t in work.open_tasks() if t.duty == Duty.CASH]:
            close(work, task)
        advance(work)
        work.facts["proof"] = work.asked

    said = clean(proof, 200, field="proof")
    return perform(
        dossier, Event.CONFIRM_PAYMENT, steps, by=by, at=at, key=key, seen=seen, asked={"proof": said}
    )


_owed: Prepared[int] = Prepared(
    lambda dossier: Payment.objects.filter(dossier=dossier, paid_at=None).values_list("amount", flat=True),
    int,
)


def settle_fees(work: Work, *, collected: bool, proof: str) -> None:
    """What is owed must be paid, or be taken now (guard `fee_paid`)."""
    owed = _owed(work.dossier.pk)
    if not owed:
        return
    if not collected:
        raise Refusal("fee_unpaid", amount=sum(owed))
    Payment.objects.filter(dossier=work.dossier, paid_at=None).update(
        paid_at=work.at, taken_by=work.by, proof=proof
    )
    work.facts["fee"] = sum(owed)
