"""Ask for what is missing after appraisal, once, through the one-stop unit; take it in; or let the period run out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from motcua.dossiers.actions import clock
from motcua.dossiers.actions.attach import Held, with_files
from motcua.dossiers.actions.papers_given import give, require_complete
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.slips import issue
from motcua.dossiers.actions.steps import cancel_all
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.models import Outcome
from motcua.papers.forms import FormKind
from motcua.rules import limits
from motcua.rules.completeness import Given
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean
from motcua.rules.worktime import Limit, LimitUnit, due

NOTICE_LAW = "NĐ 61/2018 Đ.19(4)"


def request_supplement(
    dossier: int,
    *,
    items: Sequence[str],
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Ask for the full list at once. Refuses `supplement_already_requested` and `supplement_notice_too_late` (3 working
    days from reception unless the procedure says otherwise)."""

    def steps(work: Work) -> None:
        dossier = work.dossier
        units = [t.unit_id for t in work.open_tasks() if t.duty == Duty.APPRAISE]
        work.authorise(Duty.APPRAISE, *(units or [dossier.holder_unit_id]))
        if dossier.supplements:
            raise Refusal("supplement_already_requested")
        latest = limits.notice_limit(
            dossier.received_at or work.at, work.calendar,
            Limit(Decimal(work.document.notice_limit), LimitUnit.WORKING_DAY),
        )  # fmt: skip
        if work.at > latest:
            raise Refusal("supplement_notice_too_late", latest=latest.isoformat())
        dossier.supplements += 1
        clock.pause(work, limits.SUPPLEMENT, NOTICE_LAW)
        days = work.document.supplement_days
        dossier.supplement_by = (
            due(work.at, Limit(Decimal(days), LimitUnit.WORKING_DAY), work.calendar) if days else None
        )
        _, line = issue(
            dossier, FormKind.SUPPLEMENT, dossier.unit_id, by=work.by, at=work.at,
            facts={
                "items": listed, "reason": said,
                "complete_by": dossier.supplement_by.isoformat() if dossier.supplement_by else None,
            },
        )  # fmt: skip
        work.facts["slip"] = line
        work.commit_text("reason", said)
        work.tell_owner("supplement", code=dossier.code)

    listed, said = full_list(items), clean(reason, 2000, field="reason", multiline=True)
    return perform(
        dossier, Event.REQUEST_SUPPLEMENT, steps, by=by, at=at, key=key, seen=seen,
        asked={"items": listed, "reason": said},
    )  # fmt: skip


def receive_supplement(
    dossier: int,
    *,
    papers: Mapping[str, Given],
    files: Sequence[Held] = (),
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Take in what was asked for; the clock starts anew or goes on, as the procedure says; a new form 01 tells the date."""

    def steps(work: Work) -> None:
        dossier = work.dossier
        work.authorise(Duty.RECEIVE, dossier.unit_id)
        if not papers:
            raise Refusal("nothing_given")
        give(dossier, work.document, papers.values(), "supplement", work.at)
        require_complete(dossier, work.document)
        clock.resume(work)
        dossier.supplement_by = None
        _, line = issue(
            dossier, FormKind.RECEIPT, dossier.unit_id, by=work.by, at=work.at,
            facts={"due": dossier.due_at.isoformat() if dossier.due_at else None, "supplemented": True},
        )  # fmt: skip
        work.facts |= {"slip": line, "papers": sorted(papers)}
        work.tell_owner("supplement_received", code=dossier.code)

    return perform(
        dossier,
        Event.RECEIVE_SUPPLEMENT,
        with_files(steps, files, "supplement"),
        by=by,
        at=at,
        key=key,
        seen=seen,
        asked={"papers": sorted(papers), "files": sorted(one.sha256 for one in files)},
    )


def expire_supplement(
    dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None
) -> Done:
    """Stop a dossier whose applicant let the procedure's own period pass. Refuses `period_not_over`."""

    def steps(work: Work) -> None:
        work.authorise(Duty.RECEIVE, work.dossier.unit_id)
        latest = work.dossier.supplement_by
        if latest is None or work.at <= latest:
            raise Refusal("period_not_over", latest=latest.isoformat() if latest else "")
        work.dossier.outcome = Outcome.STOPPED
        clock.finish(work)
        cancel_all(work)
        _, line = issue(
            work.dossier, FormKind.STOP, work.dossier.unit_id, by=work.by, at=work.at,
            facts={"ground": EXPIRED_GROUND, "latest": latest.isoformat()},
        )  # fmt: skip
        work.facts["slip"] = line
        work.tell_owner("stopped", code=work.dossier.code)

    return perform(dossier, Event.EXPIRE_SUPPLEMENT, steps, by=by, at=at, key=key, seen=seen, asked={})


EXPIRED_GROUND = "Hết thời hạn bổ sung hồ sơ mà tổ chức, cá nhân không bổ sung"


def full_list(items: Sequence[str]) -> list[str]:
    """The numbered list of a supplement slip, cleaned; at least one line."""
    listed = [clean(item, 1000, field="items") for item in items if item.strip()]
    if not listed:
        raise Refusal("list_empty")
    return listed
