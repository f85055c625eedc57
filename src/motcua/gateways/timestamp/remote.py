"""A time stamping authority called over HTTP (RFC 3161, section 3.4)."""

from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request

from cryptography import x509

from motcua.gateways.outward import call
from motcua.rules.refusal import Refusal

PATIENCE = 10
"""Seconds an authority may take."""
LARGEST = 64 * 1024
"""Bytes of an answer; a token with a chain of certificates is under 10 kB."""


class RemoteAuthority:
    """The authority at `url`, whose tokens rest on `roots`."""

    demo = False

    def __init__(self, url: str, roots: tuple[x509.Certificate, ...]) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError(f"MOTCUA_TSA_URL must begin with http:// or https://, not {url!r}")
        self.name, self.roots = url, roots

    def answer(self, request: bytes) -> bytes:
        """What the authority answers. Refuses `no_timestamp` when it cannot be reached or does not know its trade."""
        asked = Request(self.name, request, {"Content-Type": "application/timestamp-query"})
        try:
            with call(asked, timeout=PATIENCE) as answer:
                kind = answer.headers.get_content_type()
                if kind not in {"application/timestamp-reply", "application/timestamp-response"}:
                    raise Refusal("no_timestamp", authority=self.name, why=kind)
                told: bytes = answer.read(LARGEST + 1)
        except (URLError, OSError) as error:
            raise Refusal("no_timestamp", authority=self.name, why=str(error)) from error
        if len(told) > LARGEST:
            raise Refusal("no_timestamp", authority=self.name, why=f"> {LARGEST} B")
        return told
