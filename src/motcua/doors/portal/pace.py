"""How often one visitor may ask for dossiers, so that nobody walks through everybody's codes.

Every look-up counts against its network address: per minute, hour and day. Many wrong codes across the province, from
wherever, mean that somebody is guessing: then every address gets a sixth, and those who hold a receipt still pass.
"""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.doors.portal.clock import now
from motcua.gateways import watch
from motcua.gateways.pace import counting as pace
from motcua.ui.wording import waiting

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

MINUTE, HOUR, DAY = 60, 3600, 86400
SHARES = ((MINUTE, 1), (HOUR, 10), (DAY, 50))
"""A window in seconds, and how many minutes' worth of tries it takes."""
GUESSES = 300
"""Wrong codes in an hour, province-wide, above which addresses get less."""
LESS = 6
WRONG = frozenset({400, 404})


def paced(what: str) -> Callable[[View[P]], View[P]]:
    """A page that may be asked only so often (429 with `Retry-After` beyond); `what` names what is counted together."""

    def around(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not settings.LOOK_UPS:
                return view(request, *args, **kwargs)
            at = now()
            wrong = pace.Limit(f"{what}/wrong", GUESSES, HOUR)
            guessed = pace.seen(wrong, at) >= GUESSES
            if wait := pace.tries(limits(what, network(request), guessed), at):
                watch.note("rate_limited", request, what=what, wait=wait, guessed=guessed)
                return _too_often(request, wait)
            response = view(request, *args, **kwargs)
            if response.status_code in WRONG:
                pace.tries([wrong], at)
            return response

        return answer

    return around


def limits(what: str, who: str, guessed: bool) -> list[pace.Limit]:
    """The limits of one visitor."""
    each = max(1, settings.LOOK_UPS // LESS) if guessed else settings.LOOK_UPS
    return [pace.Limit(f"{what}/{who}", each * share, seconds) for seconds, share in SHARES]


def network(request: HttpRequest) -> str:
    """The caller's address; of IPv6 the network, for one line holds 2^64 of them."""
    told = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told)
    except ValueError:
        return str(told)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"{int(address) >> 64:x}/64"
    return str(getattr(address, "ipv4_mapped", None) or address)


def _too_often(request: HttpRequest, wait: int) -> HttpResponse:
    told = {"wait_vi": waiting(wait, "vi"), "wait_en": waiting(wait, "en")}
    answer = render(request, "429.html", told, status=429)
    answer.headers["Retry-After"] = str(wait)
    return answer
