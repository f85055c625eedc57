"""Whether this session has passed a second factor, and what may not be done without one."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest

from motcua.doors.desk import clock
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer
from motcua.rules.second_factor import needs_second_factor

MUST_CHANGE = "password_must_change"
"""In the session of somebody who came in by a first password and has not set their own."""


def passed(request: HttpRequest, officer: Officer) -> bool:
    """Whether an app's code, a recovery code or a passkey was shown in this session."""
    records = get_authentication_records(request, officer)
    return any(record.get("method") == "mfa" for record in records)


def just_added(request: HttpRequest, way: str) -> None:
    """A factor was added: its code or key was checked in this request, so the session has passed one."""
    record_authentication(request, request.user, "mfa", type=way)


def must_have(officer: Officer) -> bool:
    """Whether this official must sign in with a second factor now (`rules.second_factor`; two reads)."""
    if settings.MFA == "optional":
        return False
    at = clock.now()
    return needs_second_factor(
        organisation.person(officer.pk, at), at, administrator=officer.is_administrator
    )


def lacks(request: HttpRequest, officer: Officer) -> bool:
    """Whether the official must have a second factor and this session has not passed it."""
    return not passed(request, officer) and must_have(officer)
