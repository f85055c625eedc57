"""Which authority stamps: the one `MOTCUA_TSA_URL` names, else the local one that proves nothing to others."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cryptography import x509
from django.conf import settings

from motcua.gateways.timestamp.authority import LocalAuthority
from motcua.gateways.timestamp.remote import RemoteAuthority
from motcua.rules.refusal import Refusal

Clock = Callable[[], datetime]


class Source(Protocol):
    """Answers requests of RFC 3161. `demo`: its word counts only on this machine. `roots`: whom its tokens rest on."""

    @property
    def demo(self) -> bool: ...

    @property
    def name(self) -> str: ...

    @property
    def roots(self) -> tuple[x509.Certificate, ...]: ...

    def answer(self, request: bytes) -> bytes:
        """The DER of a TimeStampResp for the DER of a TimeStampReq. Refuses `no_timestamp`."""


def configured(clock: Clock) -> Source:
    """The authority of this installation; `clock` is what the local one stamps (moments with a zone).

    Refuses `no_timestamp` where nothing says whom the authority's tokens rest on.
    """
    if not settings.TSA_URL:
        return LocalAuthority(clock)
    try:
        roots = x509.load_pem_x509_certificates(Path(settings.TSA_ROOTS).read_bytes())
        return RemoteAuthority(settings.TSA_URL, tuple(roots))
    except (OSError, ValueError) as error:
        why = f"MOTCUA_TSA_ROOTS, {type(error).__name__}"
        raise Refusal("no_timestamp", authority=settings.TSA_URL, why=why) from error
