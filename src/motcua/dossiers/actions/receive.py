"""Reception: exactly one of receipt, supplement slip, refusal slip; or the result on the spot (NĐ 61/2018 art. 17)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.dossiers.actions import clock
from motcua.dossiers.actions.attach import Held, with_files
from motcua.dossiers.actions.filing import Filing, at_desk, names
from motcua.dossiers.actions.numbers import next_code, next_number
from motcua.dossiers.actions.papers_given import give, lacking, refuse_if_lacking, require_complete
from motcua.dossiers.actions.perform import Steps, perform
from motcua.dossiers.actions.slips import issue
from motcua.dossiers.actions.steps import advance
from motcua.dossiers.actions.supplement import full_list
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.models import Outcome, Payment, Task
from motcua.papers.forms import FormKind
from motcua.rules import limits
from motcua.rules.completeness import Given
from motcua.rules.posts import Duty
from motcua.rules.process import start_steps
from motcua.rules.refusal import Refusal
from motcua.rules.signing import signing_block
from motcua.rules.states import Event, State
from motcua.rules.vietnamese import clean
from motcua.rules.worktime import LOCAL
from motcua.statements import insert


def receive(
    filing: Filing,
    *,
    by: int,
    at: datetime,
    appointment: datetime | None = None,
    fee: int = 0,
    fee_paid: bool = False,
    logged: bool = False,
    key: str | None = None,
) -> Done:
    """Accept a complete dossier at the desk: code, clock, appointment, receipt (form 01).

    `fee` in đồng is what is owed, paid now or at the result. Refuses `missing_papers` naming every gap, and what
    `clock.begin` refuses about an appointment.
    """

    def steps(work: Work) -> None:
        refuse_if_lacking(lacking(work.document, filing.papers.values(), filing.conditions))
        _accept(work, appointment, fee, fee_paid, logged)

    return at_desk(
        filing, Event.RECEIVE, steps, by=by, at=at, key=key,
        asked={"appointment": appointment.isoformat() if appointment else None, "fee": fee, "paid": fee_paid},
    )  # fmt: skip


def receive_filed(
    dossier: int,
    *,
    by: int,
    at: datetime,
    papers: Mapping[str, Given] | None = None,
    files: Sequence[Held] = (),
    appointment: datetime | None = None,
    fee: int = 0,
    fee_paid: bool = False,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Accept a dossier filed online, or one completed after a supplement slip at the desk."""

    def steps(work: Work) -> None:
        if papers:
            give(work.dossier, work.document, papers.values(), "completion", work.at)
        require_complete(work.dossier, work.document)
        _accept(work, appointment, fee, fee_paid, False)

    return perform(
        dossier, Event.RECEIVE, with_files(steps, files, "supplement"), by=by, at=at, key=key, seen=seen,
        asked={"papers": sorted(papers or {}), "appointment": appointment.isoformat() if appointment else None,
               "files": sorted(one.sha256 for one in files)},
    )  # fmt: skip


def request_supplement_at_desk(
    filing: Filing,
    *,
    items: Sequence[str],
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
) -> Done:
    """Send an incomplete dossier home with the full list of what is missing (form 02); no clock starts."""
    listed, said = full_list(items), clean(reason, 2000, field="reason", multiline=True)

    def steps(work: Work) -> None:
        _at_reception(work)
        _slip(work, FormKind.SUPPLEMENT, {"items": listed, "reason": said})
        work.commit_text("reason", said)
        work.tell_owner("supplement")

    return at_desk(
        filing, Event.REQUEST_SUPPLEMENT_AT_DESK, steps, by=by, at=at, key=key,
        asked={"items": listed, "reason": said},
    )  # fmt: skip


def refuse_reception(filing: Filing, *, reason: str, by: int, at: datetime, key: str | None = None) -> Done:
    """Refuse to take the dossier in, with the reason (form 03): wrong authority, out of scope, a condition not met."""
    said = clean(reason, 2000, field="reason", multiline=True)
    return at_desk(
        filing, Event.REFUSE_RECEPTION, _refusing(said), by=by, at=at, key=key, asked={"reason": said}
    )


def refuse_filed(
    dossier: int,
    *,
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Refuse a dossier that was filed online or never completed."""
    said = clean(reason, 2000, field="reason", multiline=True)
    return perform(
        dossier,
        Event.REFUSE_RECEPTION,
        _refusing(said),
        by=by,
        at=at,
        key=key,
        seen=seen,
        asked={"reason": said},
    )


def resolve_immediately(
    filing: Filing,
    *,
    by: int,
    at: datetime,
    title: str = "",
    fee: int = 0,
    key: str | None = None,
) -> Done:
    """Give the result on the spot where the procedure allows it; the case is entered all the same (art. 17(4)).

    The receiving officer decides by delegated power (art. 17(5)): beside the duty to receive, a competence to sign here
    must cover the procedure, as for any approval. Refuses what `authority` refuses of either, `not_immediate`,
    `missing_papers`.
    """
    said = clean(title, 500, field="title", optional=True)

    def steps(work: Work) -> None:
        if not work.document.immediate:
            raise Refusal("not_immediate")
        refuse_if_lacking(lacking(work.document, filing.papers.values(), filing.conditions))
        _decide_at_desk(work)
        dossier = work.dossier
        _code(work)
        dossier.received_at = dossier.clock_start = dossier.finished_at = dossier.returned_at = work.at
        dossier.due_at = dossier.original_due_at = max(
            work.at, work.calendar.closing(work.calendar.local(work.at).date())
        )
        dossier.outcome = Outcome.GRANTED
        _fee(work, fee, True)
        work.tasks.append(_reception_task(work))
        insert(*work.tasks)
        year = work.at.astimezone(LOCAL).year
        number = next_number(f"immediate/{dossier.unit_id}/{year}")
        work.facts |= {"result": f"{year}/{number}", **names(dossier)}
        work.commit_text("title", said)

    return at_desk(
        filing, Event.RESOLVE_IMMEDIATELY, steps, by=by, at=at, key=key, asked={"title": said, "fee": fee}
    )


def file(filing: Filing, *, at: datetime, key: str | None = None) -> Done:
    """File online: the applicant's own act; acknowledged at once, checked by an officer later."""

    def steps(work: Work) -> None:
        work.facts |= names(work.dossier)
        work.tell_owner("filed")

    return at_desk(filing, Event.FILE, steps, by=None, at=at, key=key, asked={}, state=State.DRAFT)


def _accept(work: Work, appointment: datetime | None, fee: int, fee_paid: bool, logged: bool) -> None:
    work.authorise(Duty.RECEIVE, work.dossier.unit_id)
    dossier = work.dossier
    _code(work)
    dossier.received_at = work.at
    clock.begin(dossier, work.document, work.calendar, work.at, appointment=appointment, logged=logged)
    dossier.hand_over_by = limits.hand_over_by(work.at, work.calendar)
    _fee(work, fee, fee_paid)
    work.tasks.append(_reception_task(work))
    advance(work, waiting=True)
    work.facts |= {"code": dossier.code, **names(dossier)}
    _slip(work, FormKind.RECEIPT, {"due": dossier.due_at.isoformat() if dossier.due_at else None, "fee": fee})
    work.tell_owner("received", code=dossier.code)


def _decide_at_desk(work: Work) -> None:
    """Let somebody of the desk go on who may also sign here; the journal keeps the competence and the lines it signs by."""
    work.authorise(Duty.RECEIVE, work.dossier.unit_id)
    used = work.authorise(Duty.SIGN, work.dossier.unit_id)
    if used.grant is None:
        raise ValueError("`authorise` let somebody sign without a grant")
    lines = signing_block(used.grant.capacity, used.grant.giver_title, used.title, acting=used.acting)
    work.facts["signed"] = list(lines)


def _refusing(said: str) -> Steps:
    def steps(work: Work) -> None:
        _at_reception(work)
        _slip(work, FormKind.REFUSAL, {"reasons": [said]})
        work.dossier.outcome = Outcome.NOT_ACCEPTED
        work.commit_text("reason", said)
        work.tell_owner("refused")

    return steps


def _at_reception(work: Work) -> None:
    work.authorise(Duty.RECEIVE, work.dossier.unit_id)
    work.facts |= names(work.dossier)


def _code(work: Work) -> None:
    dossier = work.dossier
    if dossier.code is None:
        on = work.at.astimezone(LOCAL).date()
        dossier.code = next_code(dossier.unit_id, dossier.unit.agency_code, on)


def _slip(work: Work, kind: FormKind, facts: Mapping[str, str | int | list[str] | None]) -> None:
    _, line = issue(work.dossier, kind, work.dossier.unit_id, by=work.by, at=work.at, facts=facts)
    work.facts["slip"] = line


def _fee(work: Work, fee: int, paid: bool) -> None:
    if fee < 0 or fee > 10**13:
        raise Refusal("bad_amount")
    if fee:
        Payment.objects.create(
            dossier=work.dossier, kind="fee", amount=fee, asked_at=work.at, paid_at=work.at if paid else None,
            taken_by_id=work.by if paid else None,
        )  # fmt: skip
        work.facts["fee"] = fee


def _reception_task(work: Work) -> Task:
    """The reception as a step already done: the first one with that duty, or one of our own."""
    step = next((s for s in start_steps(work.document.graph) if s.duty == Duty.RECEIVE), None)
    minutes = int((step.hours or 0) * 60) if step else 0
    return Task(
        dossier=work.dossier, step=step.key if step else "reception", name=step.name if step else "Tiếp nhận hồ sơ",
        duty=Duty.RECEIVE, post=step.post if step else "receiver", unit_id=work.dossier.unit_id, officer_id=work.by,
        state=Task.State.DONE, opened_at=work.at, due_at=work.calendar.add_minutes(work.at, minutes),
        closed_at=work.at, closed_by_id=work.by, allotted_minutes=minutes, used_minutes=0,
    )  # fmt: skip
