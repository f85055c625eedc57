"""Who may change the organisation, and what takes two."""

from datetime import datetime

from django.db.models import Q

from motcua.organisation.models import Officer
from motcua.organisation.passwords import HAS_PASSWORD
from motcua.organisation.queries import person
from motcua.rules.canonical import Value
from motcua.rules.posts import USUAL_DUTIES, Duty
from motcua.rules.refusal import Refusal

ENOUGH = 2
"""How many officials it takes: one proposes, another confirms."""


def require_configurer(by: int | None, at: datetime) -> None:
    """Let the operator of the command line (None), an administrator or a post charged with configuring go on.

    Raises `Refusal`: `not_your_duty`, `officer_inactive`, `unknown_officer`.
    """
    if by is not None and not is_configurer(by, at):
        raise Refusal("not_your_duty", duty=Duty.CONFIGURE.value)


def is_configurer(by: int, at: datetime) -> bool:
    """Whether an official is charged with configuring at `at`. Raises `officer_inactive`, `unknown_officer`."""
    asked = person(by, at, grants=False)
    if not asked.active:
        raise Refusal("officer_inactive")
    if any(m.holds_at(at) and m.instead_of is None and Duty.CONFIGURE in m.duties for m in asked.mandates):
        return True
    return Officer.objects.filter(pk=by, is_administrator=True).exists()


def founded(at: datetime) -> bool:
    """Whether two officials who may configure can sign in: from then on nothing is changed by one alone (one read)."""
    kinds = [kind.value for kind, duties in USUAL_DUTIES.items() if Duty.CONFIGURE in duties]
    open_then = Q(tenures__valid_to__isnull=True) | Q(tenures__valid_to__gt=at)
    seated = Q(tenures__post__kind__in=kinds, tenures__valid_from__lte=at) & open_then
    charged = Officer.objects.filter(Q(is_administrator=True) | seated, is_active=True)
    return charged.filter(HAS_PASSWORD).values("pk").distinct()[:ENOUGH].count() >= ENOUGH


def require_two(by: int | None, confirmed_by: int | None, at: datetime) -> dict[str, Value]:
    """Let an act go on that takes two officials; what the journal says of them.

    The operator alone (`by` None) may found an installation, until two officials who may configure can sign in. Raises
    `Refusal`: `two_needed` where the second is missing, `own_proposal` where it is the same official.
    """
    if by is None:
        if founded(at):
            raise Refusal("two_needed")
        return {"founding": True}
    if confirmed_by is None:
        raise Refusal("two_needed")
    if by == confirmed_by:
        raise Refusal("own_proposal")
    return {"proposed_by": by, "confirmed_by": confirmed_by}
