"""How long an official stays signed in: some hours without a sign of life, and never longer than a working day.

The moment of the last request is written at most once in five minutes, so that reading pages costs no writing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

from motcua.doors.desk import clock

SINCE, SEEN = "signed_in_since", "seen_at"
EVERY = timedelta(minutes=5)

Answer = Callable[[HttpRequest], HttpResponse]


def time_limits(get_response: Answer) -> Answer:
    """Middleware behind authentication: a session past its limits is ended before any page sees it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = clock.now()
            if SINCE not in request.session or SEEN not in request.session:
                _begun(None, request)  # signed in before this was counted
            elif _over(request, now):
                UserSession.objects.filter(session_key=request.session.session_key).delete()
                logout(request)
            elif now - _moment(request, SEEN) >= EVERY:
                request.session[SEEN] = now.isoformat()
                UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
        return get_response(request)

    return middleware


def _over(request: HttpRequest, now: datetime) -> bool:
    idle, whole = timedelta(hours=settings.SESSION_IDLE_HOURS), timedelta(hours=settings.SESSION_HOURS)
    return now - _moment(request, SEEN) >= idle or now - _moment(request, SINCE) >= whole


def _moment(request: HttpRequest, name: str) -> datetime:
    return datetime.fromisoformat(str(request.session[name]))


def _begun(sender: object, request: HttpRequest, **kwargs: object) -> None:
    now = clock.now().isoformat()
    request.session[SINCE] = request.session[SEEN] = now


user_logged_in.connect(_begun, dispatch_uid="motcua.doors.desk.time_limits")
