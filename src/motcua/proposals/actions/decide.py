"""Confirm a proposal, and with it the act; decline it with a reason; take one's own back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.db import OperationalError, transaction

from motcua.catalogue.actions.publish import publish
from motcua.dossiers.actions.recompute import recompute
from motcua.journal.actions import record
from motcua.organisation.actions import decide_calendar, grant
from motcua.proposals import content
from motcua.proposals.models import Proposal
from motcua.proposals.queries import may_decide
from motcua.rules.canonical import digest
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

State: TypeAlias = Proposal.State
Kind: TypeAlias = Proposal.Kind


@dataclass(frozen=True)
class Confirmed:
    """What was done: the proposal, the row it made (version, competence, decision), and how many open dossiers moved."""

    proposal: Proposal
    made: int
    recomputed: int = 0


def confirm(proposal_id: int, *, by: int, at: datetime) -> Confirmed:
    """Do what was proposed, as the second official; proposal and act in one transaction.

    Open deadlines are computed again after a change of the calendar. Raises `Refusal`: `unknown_proposal`,
    `proposal_decided`, `proposal_expired`, `own_proposal`, `own_benefit`, `not_your_duty`, `ground_changed` where things
    are not as they were when it was made, `proposal_damaged`, `busy`, and what the act itself refuses.
    """
    try:
        with transaction.atomic():
            one = _locked(proposal_id, at)
            require_may_decide(one, by, at)
            if digest(one.content.encode()) != one.digest:
                raise Refusal("proposal_damaged")
            made = DOING[Kind(one.kind)](one, by, at)
            _close(one, State.CONFIRMED, by, at)
    except OperationalError as error:
        if "locked" in str(error):
            raise Refusal("busy") from error
        raise
    moved = recompute(at=at, by=by).changed if one.kind == Kind.CALENDAR else 0
    return Confirmed(one, made, moved)


def decline(proposal_id: int, *, reason: str, by: int, at: datetime) -> Proposal:
    """Say no, with the reason. Raises as `confirm` does, and `text_empty`, `text_too_long`, `bad_text`."""
    said = clean(reason, 1000, field="reason", multiline=True)
    with transaction.atomic():
        one = _locked(proposal_id, at)
        require_may_decide(one, by, at)
        return _close(one, State.DECLINED, by, at, said)


def withdraw(proposal_id: int, *, by: int, at: datetime) -> Proposal:
    """Take one's own proposal back. Raises `unknown_proposal`, `proposal_decided`, `not_your_proposal`."""
    with transaction.atomic():
        one = _locked(proposal_id, at, lapsed=True)
        if one.proposed_by_id != by:
            raise Refusal("not_your_proposal")
        return _close(one, State.WITHDRAWN, by, at)


def require_may_decide(one: Proposal, by: int, at: datetime) -> None:
    """Refuse `own_proposal` to whoever made it, `own_benefit` to the holder of the competence, `not_your_duty` to whoever
    may not decide on such a proposal (`queries.may_decide`)."""
    if one.proposed_by_id == by:
        raise Refusal("own_proposal")
    if one.holder_id == by:
        raise Refusal("own_benefit")
    if not may_decide(one, by, at):
        raise Refusal("not_your_duty", duty=Duty.CONFIGURE.value)


def _locked(pk: int, at: datetime, *, lapsed: bool = False) -> Proposal:
    one = Proposal.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if one is None:
        raise Refusal("unknown_proposal")
    if one.state != State.OPEN:
        raise Refusal("proposal_decided", proposal_state=one.state, on=(one.decided_at or at).isoformat())
    if one.expires_at <= at and not lapsed:
        raise Refusal("proposal_expired", on=one.expires_at.isoformat())
    return one


def _close(one: Proposal, state: State, by: int, at: datetime, reason: str = "") -> Proposal:
    one.state, one.decided_by_id, one.decided_at, one.reason = state, by, at, reason
    one.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    record(
        one.stream, state.value, by=by, at=at,
        facts={"kind": one.kind, "digest": one.digest, "proposed_by": one.proposed_by_id, "reason": digest(reason.encode())},
    )  # fmt: skip
    return one


def _same_ground(one: Proposal, now: str) -> None:
    if one.ground != now:
        raise Refusal("ground_changed")


def _publish(one: Proposal, by: int, at: datetime) -> int:
    wanted = content.publication(one.content)
    _same_ground(one, content.publication_ground(wanted))
    return publish(
        wanted.version, by=one.proposed_by_id, confirmed_by=by, at=at, valid_from=wanted.valid_from,
        decision=wanted.decision, proposal=one.pk,
    ).pk  # fmt: skip


def _grant(one: Proposal, by: int, at: datetime) -> int:
    terms = content.terms_in(one.content)
    _same_ground(one, content.terms_ground(terms, at))
    return grant(terms, by=one.proposed_by_id, confirmed_by=by, at=at, proposal=one.pk).pk


def _decide_calendar(one: Proposal, by: int, at: datetime) -> int:
    change = content.calendar_in(one.content)
    _same_ground(one, content.calendar_ground())
    return decide_calendar(
        change.number, change.issued_on, change.days, source=change.source, by=one.proposed_by_id, confirmed_by=by,
        at=at, years=change.years, proposal=one.pk,
    ).decision  # fmt: skip


DOING: Mapping[Kind, Callable[[Proposal, int, datetime], int]] = {
    Kind.PUBLICATION: _publish,
    Kind.COMPETENCE: _grant,
    Kind.CALENDAR: _decide_calendar,
}
