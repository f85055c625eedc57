"""What happens to an account is told to the journal, stream officer/<number>: who and what, never an address or a device."""

from collections.abc import Mapping

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.cache import cache
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from motcua.doors.desk import clock, factor
from motcua.journal.actions import record
from motcua.journal.log.anchors import lifted
from motcua.organisation.models import Officer
from motcua.rules.canonical import Value

TOLD_AT = frozenset({1, 5, 10, 20, 50, 100, 1000})
"""How many failures in a day are worth a line: coarse, so that an attacker cannot fill the journal."""
DAY = 24 * 3600


def tell(officer: int, kind: str, facts: Mapping[str, Value] | None = None, *, by: int | None = None) -> None:
    """One event on the officer's own stream; `by` whom, if not by themselves. Told while the journal has no anchor too."""
    with lifted(), transaction.atomic():
        Officer.objects.select_for_update().filter(
            pk=officer
        ).first()  # two at once would take the same number
        record(
            f"officer/{officer}",
            kind,
            by=by or officer,
            at=clock.now(),
            facts={"officer": officer, **(facts or {})},
        )


def failed(username: str) -> None:
    """A wrong password for this name; nothing is kept for names that do not exist."""
    found = Officer.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    if found is None:
        return
    key = f"failed:{found}"
    cache.add(key, 0, DAY)
    count = cache.incr(key)
    if count in TOLD_AT:
        tell(found, "sign_in_failed", {"at_least": count})


@receiver(user_logged_in, dispatch_uid="told.in")
def _signed_in(sender: object, request: HttpRequest, user: Officer, **kwargs: object) -> None:
    records = request.session.get("account_authentication_methods") or []
    ways = sorted({str(record.get("type") or record["method"]) for record in records})
    tell(user.pk, "sign_in", {"ways": ways})


@receiver(user_logged_out, dispatch_uid="told.out")
def _signed_out(sender: object, request: HttpRequest, user: Officer | None, **kwargs: object) -> None:
    if isinstance(user, Officer):
        tell(user.pk, "sign_out")


@receiver(password_changed, dispatch_uid="told.password")
def _changed(sender: object, request: HttpRequest, user: Officer, **kwargs: object) -> None:
    tell(user.pk, "password_changed")
    request.session.pop(factor.MUST_CHANGE, None)


@receiver(authenticator_added, dispatch_uid="told.added")
def _added(
    sender: object, request: HttpRequest, user: Officer, authenticator: Authenticator, **kwargs: object
) -> None:
    if (
        authenticator.type != Authenticator.Type.RECOVERY_CODES
    ):  # they come by themselves with the first factor
        tell(user.pk, "second_factor_added", {"way": str(authenticator.type)})


@receiver(authenticator_removed, dispatch_uid="told.removed")
def _removed(
    sender: object, request: HttpRequest, user: Officer, authenticator: Authenticator, **kwargs: object
) -> None:
    tell(user.pk, "second_factor_removed", {"way": str(authenticator.type)})


@receiver(authenticator_reset, dispatch_uid="told.reset")
def _renewed(sender: object, request: HttpRequest, user: Officer, **kwargs: object) -> None:
    tell(user.pk, "recovery_codes_renewed")


@receiver(social_account_added, dispatch_uid="told.linked")
def _linked(sender: object, request: HttpRequest, sociallogin: SocialLogin, **kwargs: object) -> None:
    tell(sociallogin.account.user_id, "identity_linked")


@receiver(social_account_removed, dispatch_uid="told.unlinked")
def _unlinked(sender: object, request: HttpRequest, socialaccount: SocialAccount, **kwargs: object) -> None:
    tell(socialaccount.user_id, "identity_unlinked")
