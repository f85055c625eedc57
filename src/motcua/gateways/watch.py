"""The security log: what was refused, who signed in, what failed; one JSON object a line, no personal data.

A line says what, when (UTC), which route, which officer (number), from which network: a keyed hash, the same for one
address in one installation, so that tries can be put together without keeping addresses. `config.logs` writes the lines.
"""

import hmac
import logging

from django.conf import settings
from django.http import HttpRequest

LOG = logging.getLogger("motcua.security")
Fact = str | int | bool | None


def note(event: str, request: HttpRequest | None = None, **facts: Fact) -> None:
    """Write one line; `facts` are codes and numbers, never a name, a text somebody typed, or a secret."""
    LOG.info(event, extra={"facts": {**(about(request) if request is not None else {}), **facts}})


def about(request: HttpRequest) -> dict[str, Fact]:
    """What of a request may be kept: the route's pattern (no codes of dossiers), the officer's number, a hashed address."""
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    return {
        "method": request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS"} else "other",
        "route": str(match.route) if match is not None else None,
        "officer": getattr(user, "pk", None),
        "from": hashed(str(request.META.get("REMOTE_ADDR", ""))),
    }


def hashed(address: str) -> str:
    """An address as the log knows it: 16 hexadecimal signs."""
    return hmac.new(settings.SECRET_KEY.encode(), b"log\0" + address.encode(), "sha256").hexdigest()[:16]
