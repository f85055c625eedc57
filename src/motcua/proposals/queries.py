"""Proposals as their readers need them: what waits for me, what I proposed, what was decided."""

from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.organisation.actions.grant import may_grant_in
from motcua.organisation.actions.guard import is_configurer
from motcua.proposals.models import Proposal
from motcua.rules.authority import Person
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal

State, Kind = Proposal.State, Proposal.Kind


def waiting_for(person: Person, at: datetime) -> QuerySet[Proposal]:
    """Open proposals the official may confirm: not their own, not to their own benefit, not lapsed (two reads more)."""
    found = _shown().filter(state=State.OPEN, expires_at__gt=at).exclude(proposed_by=person.id)
    found = found.exclude(holder=person.id)
    return (
        found
        if is_configurer(person.id, at)
        else found.filter(kind=Kind.COMPETENCE, unit__in=_led(person, at))
    )


def proposed_by(person: Person) -> QuerySet[Proposal]:
    """What the official proposed, newest first."""
    return _shown().filter(proposed_by=person.id)


def decided(person: Person, at: datetime) -> QuerySet[Proposal]:
    """What was decided on, lapsed ones included, where the official may look."""
    past = _shown().filter(~Q(state=State.OPEN) | Q(expires_at__lte=at))
    if is_configurer(person.id, at):
        return past
    return past.filter(Q(proposed_by=person.id) | Q(kind=Kind.COMPETENCE, unit__in=_led(person, at)))


def proposal(pk: int, person: Person, at: datetime) -> Proposal:
    """One proposal, for whoever made it or may decide on it. Raises `unknown_proposal`, for others as well."""
    found = _shown().filter(pk=pk).first()
    if found is None:
        raise Refusal("unknown_proposal")
    mine = person.id in (found.proposed_by_id, found.holder_id)
    if not (mine or may_decide(found, person.id, at)):
        raise Refusal("unknown_proposal")
    return found


def may_decide(one: Proposal, by: int, at: datetime) -> bool:
    """Whether the official may decide on such a proposal: a competence, which is for one unit, is for whoever configures
    and the leaders of that unit; the rest for whoever configures. Raises `officer_inactive`."""
    return is_configurer(by, at) if one.unit_id is None else may_grant_in(by, one.unit_id, at)


def _led(person: Person, at: datetime) -> list[int]:
    return [
        m.unit for m in person.mandates
        if m.kind is PostKind.LEADER and m.holds_at(at) and m.instead_of is None
    ]  # fmt: skip


def _shown() -> QuerySet[Proposal]:
    return Proposal.objects.select_related("proposed_by", "decided_by", "unit", "holder")
