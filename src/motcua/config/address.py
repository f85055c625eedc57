"""From where a request really comes: the rest of the program reads `REMOTE_ADDR` and nothing else.

`X-Forwarded-For` can be written by anybody. With `MOTCUA_PROXIES` = n only its last n entries were written by servers of
ours, and the first of those is the caller; whatever stands before it is what the caller claims.
"""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def caller(remote: str, forwarded: str, proxies: int) -> str:
    """The caller's address; `remote` where nothing is trusted or the entry is no address.

    >>> caller("10.0.0.1", "1.2.3.4, 203.0.113.9", 1)
    '203.0.113.9'
    >>> caller("10.0.0.1", "1.2.3.4", 0)
    '10.0.0.1'
    """
    entries = [entry.strip() for entry in forwarded.split(",")] if forwarded else []
    if not proxies or len(entries) < proxies:
        return remote
    try:
        return str(ip_address(entries[-proxies]))
    except ValueError:
        return remote


def true_address(get_response: Answer) -> Answer:
    """Middleware that stands before everything that asks who calls."""

    def middleware(request: HttpRequest) -> HttpResponse:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = caller(request.META.get("REMOTE_ADDR", ""), forwarded, settings.PROXIES)
        return get_response(request)

    return middleware
