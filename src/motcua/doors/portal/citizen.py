"""Who of the public is signed in: somebody the identity provider vouched for, kept in the session, never a user of ours.

Signing in is a convenience: looking a dossier up by its code, and everything at the counter, works without.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from motcua.applicants.models import Citizen
from motcua.doors.portal.clock import now

P = ParamSpec("P")
WHO, SINCE = "citizen", "citizen_since"
STAYS = timedelta(hours=2)
"""How long somebody stays signed in on the public pages: phones and kiosks change hands."""


def signed_in(request: HttpRequest) -> Citizen | None:
    """The person signed in on the public pages of this browser; None for everybody else (no read without a session)."""
    since = request.session.get(SINCE)
    if since is None:
        return None
    if not timedelta(0) <= now() - datetime.fromisoformat(since) < STAYS:
        leave(request)
        return None
    return Citizen.objects.filter(pk=request.session[WHO]).first()


def enter(request: HttpRequest, citizen: Citizen) -> None:
    """Sign somebody in, in a session with a new name (nobody may have prepared it for them)."""
    request.session.cycle_key()
    request.session[WHO], request.session[SINCE] = citizen.pk, now().isoformat()


def leave(request: HttpRequest) -> None:
    """Sign them out; an official signed in in the same browser stays."""
    for key in (WHO, SINCE):
        request.session.pop(key, None)
    request.session.cycle_key()


def citizens_only(
    view: Callable[Concatenate[HttpRequest, Citizen, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page for the person signed in: `view(request, citizen, …)`; anybody else is asked to sign in first."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        citizen = signed_in(request)
        if citizen is None:
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('portal:sign_in')}?{query}")
        return view(request, citizen, *args, **kwargs)

    return opened
