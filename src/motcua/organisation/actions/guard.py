"""Who may change the organisation."""

from datetime import datetime

from motcua.organisation.models import Officer
from motcua.organisation.queries import person
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal


def require_configurer(by: int | None, at: datetime) -> None:
    """Let the operator of the command line (None), an administrator or a post charged with configuring go on.

    Raises `Refusal`: `not_your_duty`, `officer_inactive`, `unknown_officer`.
    """
    if by is None:
        return
    asked = person(by, at)
    if not asked.active:
        raise Refusal("officer_inactive")
    if any(m.holds_at(at) and Duty.CONFIGURE in m.duties for m in asked.mandates):
        return
    if not Officer.objects.filter(pk=by, is_administrator=True).exists():
        raise Refusal("not_your_duty", duty=Duty.CONFIGURE.value)
