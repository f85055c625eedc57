"""Ask for a timestamp and judge one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from rfc3161_client import (
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from motcua.gateways.timestamp.source import Source
from motcua.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Stamp:
    """`response`: the DER of a TimeStampResp, kept as it came; `at`: the moment it attests; `authority`: who says so."""

    response: bytes
    at: datetime
    authority: str
    demo: bool


def stamp(data: bytes, source: Source) -> Stamp:
    """A fresh timestamp over the SHA-512 of `data`, already judged. Refuses `no_timestamp`."""
    request = TimestampRequestBuilder().data(data).build()
    response = source.answer(request.as_bytes())
    at = checked(response, data, source.roots, nonce=request.nonce)
    return Stamp(response, at, source.name, source.demo)


def checked(
    response: bytes, data: bytes, roots: Sequence[x509.Certificate], *, nonce: int | None = None
) -> datetime:
    """The moment a TimeStampResp attests for `data`, if it rests on one of `roots`. Refuses `no_timestamp`."""
    try:
        told = decode_timestamp_response(response)
        _verify(told, data, roots, nonce)
        return told.tst_info.gen_time
    except (ValueError, VerificationError) as error:
        raise Refusal("no_timestamp", authority=_names(roots), why=str(error)) from error


def _verify(
    told: TimeStampResponse, data: bytes, roots: Sequence[x509.Certificate], nonce: int | None
) -> None:
    verifier = VerifierBuilder(nonce=nonce)
    for root in roots:
        verifier = verifier.add_root_certificate(root)
    verifier.build().verify_message(told, data)


def _names(roots: Sequence[x509.Certificate]) -> str:
    return ", ".join(root.subject.rfc4514_string() for root in roots)
