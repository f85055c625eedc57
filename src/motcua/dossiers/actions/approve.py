"""Sign the result, or a refusal after appraisal, inside a competence in force (NĐ 30/2020 art. 13)."""

from datetime import datetime

from django.db.models import Exists, QuerySet

from motcua.certificates.models import Certificate
from motcua.dossiers.actions.electronic import SignedFile, electronically, take_signature
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.slips import issue
from motcua.dossiers.actions.steps import advance, close, take
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.models import Decision, Outcome
from motcua.papers.forms import FormKind
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.signing import signing_block
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean
from motcua.statements import Prepared, change


def approve(
    dossier: int,
    *,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Sign the draft. Refuses what `authority` refuses, `own_draft`, and `draft_is_refusal` where the draft says no.

    Electronically where signer and unit have a certificate in use (refuses then what signing refuses), else on paper.
    """

    def steps(work: Work, file: SignedFile | None) -> None:
        _sign(work, file)
        work.dossier.outcome = Outcome.GRANTED

    def act(file: SignedFile | None) -> Done:
        return perform(
            dossier, Event.APPROVE, lambda work: steps(work, file), by=by, at=at, key=key, seen=seen, asked={}
        )

    return electronically(act, by=by, at=at)


def reject(
    dossier: int,
    *,
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Sign that the dossier does not meet the conditions; form 03 goes out through the one-stop unit, inside the limit.

    A draft that would have granted what was asked for gives way to a notice with the reason: it is never signed.
    """

    def steps(work: Work, file: SignedFile | None) -> None:
        decision = _sign(work, file, refused_for=said)
        work.dossier.outcome = Outcome.REJECTED
        work.commit_text("reason", said)
        _, line = issue(
            work.dossier, FormKind.REFUSAL, decision.unit_id or work.dossier.holder_unit_id,
            by=work.by, at=work.at, facts={"reasons": [said]},
        )  # fmt: skip
        work.facts["slip"] = line

    said = clean(reason, 2000, field="reason", multiline=True)

    def act(file: SignedFile | None) -> Done:
        return perform(
            dossier, Event.REJECT, lambda work: steps(work, file), by=by, at=at, key=key, seen=seen,
            asked={"reason": said},
        )  # fmt: skip

    return electronically(act, by=by, at=at)


NOTICE = "Thông báo từ chối giải quyết hồ sơ"
"""What a refused draft of a result is called instead."""


def _draft(dossier: int, by: int) -> QuerySet[Decision]:
    """The open draft; `certified`: whether the signer has a certificate, so that on paper nothing more is read."""
    held = Certificate.objects.filter(officer=by, revoked_at=None)
    return Decision.objects.filter(dossier=dossier, issued_at=None).annotate(certified=Exists(held))


_draft_of = Prepared(_draft, int, int)


def _sign(work: Work, file: SignedFile | None, *, refused_for: str = "") -> Decision:
    taken = take(work, Duty.SIGN)
    decision = next(iter(_draft_of(work.dossier.pk, work.by)), None)
    if decision is None:
        raise Refusal("no_draft")
    if decision.drafted_by_id == work.by:
        raise Refusal("own_draft")
    if decision.kind == Decision.Kind.REFUSAL and not refused_for:
        raise Refusal("draft_is_refusal")
    used = work.authority
    if used is None or used.grant is None:
        raise ValueError("`take` let somebody sign without a grant")
    decision.signed_by_id, decision.signed_at = work.by, work.at
    decision.capacity, decision.competence_id = used.grant.capacity.value, used.grant.id
    decision.unit_id = taken.task.unit_id
    decision.signing_block = list(
        signing_block(used.grant.capacity, used.grant.giver_title, used.title, acting=used.acting)
    )
    changed = ["signed_by", "signed_at", "capacity", "competence", "unit", "signing_block"]
    if refused_for and decision.kind != Decision.Kind.REFUSAL:
        decision.kind, decision.title, decision.body = Decision.Kind.REFUSAL, NOTICE, refused_for
        changed += ["kind", "title", "body"]
    decision.dossier = work.dossier
    if file is not None or getattr(decision, "certified", False):
        changed += take_signature(work, decision, file)
    change(decision, changed)
    work.facts["decision"] = decision.pk
    work.commit_text("text", f"{decision.title}\n{decision.body}")
    close(work, taken.task)
    advance(work)
    return decision
