"""What is refused before anything of ours runs: unknown hosts, unknown methods, requests too large; answered in words."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.defaults import bad_request as damaged

from motcua.config.signs import listen
from motcua.gateways import watch

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
NOTED = frozenset({400, 401, 403, 405, 409, 413, 500, 503})
"""What the security log keeps of answers; 429 is noted by who counts."""
TOO_LARGE = (RequestDataTooBig, TooManyFilesSent)

Answer = Callable[[HttpRequest], HttpResponse]


def gate(get_response: Answer) -> Answer:
    """Middleware behind the one that writes the headers, so that its refusals carry them too."""

    listen()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = _answer(request, get_response)
        if response.status_code in NOTED:
            code = str(getattr(response, "refusal", ""))
            watch.note(
                "refused" if response.status_code < 500 else "failed",
                request,
                status=response.status_code,
                code=code,
            )
        return response

    return middleware


def _answer(request: HttpRequest, get_response: Answer) -> HttpResponse:
    try:
        request.get_host()
    except DisallowedHost:
        # The host is refused for every address: files and redirects never look at it themselves.
        return damaged(request, DisallowedHost(), template_name="400.html")
    if request.method not in METHODS:
        return not_allowed(request, ", ".join(sorted(METHODS)))
    if _length(request) > settings.LARGEST_REQUEST:
        return too_large(request)
    response = get_response(request)
    if response.status_code == 405 and (response.streaming or not response.content):
        return not_allowed(request, response.headers.get("Allow", ""))
    return response


def _length(request: HttpRequest) -> int:
    """Bytes of the body as its sender says; the server reads no more than that."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """The page that says that an address takes no such request, with the methods it takes."""
    answer = render(request, "405.html", status=405)
    answer.headers["Allow"] = allowed
    return answer


def too_large(request: HttpRequest) -> HttpResponse:
    """The page that says that too much was sent."""
    return render(request, "413.html", status=413)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler for requests it cannot read; too much of something is said as such."""
    return too_large(request) if isinstance(exception, TOO_LARGE) else damaged(request, exception)
