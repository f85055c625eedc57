"""What the security log learns from Django itself: who signed in and out, and who tried to."""

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from motcua.gateways import watch


def _in(sender: object, request: HttpRequest | None, user: AbstractBaseUser, **kwargs: object) -> None:
    watch.note("signed_in", request, officer=user.pk, how=_how(request))


def _out(
    sender: object, request: HttpRequest | None, user: AbstractBaseUser | None, **kwargs: object
) -> None:
    watch.note("signed_out", request, officer=user.pk if user else None)


def _failed(sender: object, request: HttpRequest | None = None, **kwargs: object) -> None:
    # The name that was typed is left out: people type their password into the wrong field.
    watch.note("sign_in_failed", request)


def _how(request: HttpRequest | None) -> str:
    """The factors used, where the sign-in keeps them in the session (allauth), else a password."""
    methods = request.session.get("account_authentication_methods") if request is not None else None
    named = [str(each.get("method", "")) for each in methods or [] if isinstance(each, dict)]
    return "+".join(named) or "password"


def listen() -> None:
    """Connect; once, whatever is imported twice."""
    user_logged_in.connect(_in, dispatch_uid="motcua.watch.in")
    user_logged_out.connect(_out, dispatch_uid="motcua.watch.out")
    user_login_failed.connect(_failed, dispatch_uid="motcua.watch.failed")
