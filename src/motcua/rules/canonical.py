"""Canonical bytes of an event, its hash, and salted commitments to personal data.

The exact bytes are stored, so a verifier hashes what was written and never has to guess how it was written.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

Value = str | int | bool | None | Mapping[str, "Value"] | Sequence["Value"]

NO_PREVIOUS = "0" * 64


def canonical(value: Mapping[str, Value]) -> bytes:
    """UTF-8 JSON, keys sorted, no blanks, text in NFC; floats are refused because their text is not unique.

    >>> canonical({"b": 1, "a": "một"})
    b'{"a":"m\\xe1\\xbb\\x99t","b":1}'
    """
    return json.dumps(
        _settled(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(body: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal (64 letters)."""
    return hashlib.sha256(body).hexdigest()


def event_hash(body: bytes) -> str:
    """The hash of an event's bytes, in hexadecimal: that of a leaf of the log's tree (RFC 6962, 2.1), so that the chain of
    a stream and the tree over all events need one hash of each event between them.

    >>> event_hash(b"")
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'
    """
    return hashlib.sha256(b"\0" + body).hexdigest()


def commitment(salt: bytes, value: Mapping[str, Value]) -> str:
    """HMAC-SHA-256 of the canonical value under a salt kept beside the data, never in the journal.

    Erasing data and salt leaves the journal verifiable and the data unrecoverable (Law 91/2025/QH15).
    """
    return hmac.new(salt, canonical(value), hashlib.sha256).hexdigest()


def moment(at: datetime) -> str:
    """UTC to the microsecond in one fixed form, so that text order is time order.

    >>> moment(datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC))
    '2026-11-20T01:02:03.000000Z'
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _settled(value: Value) -> Value:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", key): _settled(part) for key, part in value.items()}
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_settled(part) for part in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")
