"""Writes down what each request of the drill was answered, so that it can prove that its sessions lived to the end."""

import json
import os
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from motcua.doors.portal.citizen import signed_in

SEEN = os.environ.get("DRILL_SEEN", os.devnull)


def written_down(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the outermost: one JSON line a request, and not a word of what was sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sent = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        answer = get_response(request)
        line = {
            "session": sent[:8],
            "method": request.method,
            "status": answer.status_code,
            "token_refused": bool(getattr(request, "token_refused", False)),
            "known": bool(sent) and _known(request),
        }
        with open(SEEN, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + os.linesep)
        return answer

    return middleware


def _known(request: HttpRequest) -> bool:
    """Whether the session belongs to an official or a citizen after the request."""
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated) or (
        hasattr(request, "session") and signed_in(request) is not None
    )


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a form without a token, noted."""
    request.token_refused = True  # type: ignore[attr-defined]
    return csrf_failure(request, reason)
