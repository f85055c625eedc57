"""Recompute the journal: every row's types, bytes, hash and place in its chain; the first row that does not fit.

A row is judged by itself (`said`) and then in its stream (`Walk`). Whoever knows more than the journal, a room that
keeps state beside it, watches the walk and adds its own judgement.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn, Protocol

from motcua.rules.canonical import NO_PREVIOUS, event_hash

COLUMNS = ("stream", "seq", "kind", "actor", "at", "key", "body", "prev", "hash")
Row = tuple[object, ...]
"""The columns of one event, raw, in the order of `COLUMNS`."""

TYPES: tuple[tuple[type, ...], ...] = (
    (str,), (int,), (str,), (int, type(None)), (str,), (str,), (bytes,), (str,), (str,),
)  # fmt: skip
IN_BODY = ("stream", "seq", "kind", "actor", "at", "key", "prev")
KEYS = frozenset((*IN_BODY, "facts"))
TOLD_EVERY = 2_000


@dataclass(frozen=True)
class Bad:
    """The first thing that does not fit: where, which of `WHYS`, and what exactly. `seq` None: no one event."""

    stream: str
    seq: int | None
    why: str
    detail: str = ""


WHYS = frozenset({
    "unreadable", "wrong_type", "hash_differs", "not_canonical", "column_differs", "gap", "chain_broken", "key_twice",
    "database_damaged", "place_missing", "place_gap", "place_differs", "place_unknown", "node_differs", "head_differs",
    "head_unsigned", "heads_missing",
})  # fmt: skip
"""Why the journal itself may be bad; watchers have words of their own."""


class Broken(Exception):
    """One row is not what was written; `why` is one of `WHYS`."""

    def __init__(self, why: str, detail: str = "") -> None:
        self.why, self.detail = why, detail
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Read:
    """One event that fits so far."""

    stream: str
    seq: int
    kind: str
    hash: str
    facts: Mapping[str, object]


class Watch(Protocol):
    """Judges events by what another room knows."""

    def see(self, read: Read) -> Bad | None:
        """One more event, in the order of streams and numbers."""

    def leave(self) -> Bad | None:
        """The stream of the events seen last has ended."""

    def close(self) -> Bad | None:
        """All streams have ended."""


@dataclass(frozen=True)
class Verified:
    """What was found: events read, the digest over all heads (empty when bad), the first bad event."""

    events: int
    streams: int
    digest: str
    first_bad: Bad | None

    @property
    def ok(self) -> bool:
        """Whether everything fits."""
        return self.first_bad is None


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


_decode = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number).decode
_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
).encode


def said(row: Row) -> Mapping[str, object]:
    """The facts of a row that is in itself what was written; raises `Broken`."""
    for name, value, allowed in zip(COLUMNS, row, TYPES, strict=True):
        if type(value) not in allowed:
            raise Broken("wrong_type", name)
    body, told = row[6], row[8]
    assert isinstance(body, bytes)
    if event_hash(body) != told:
        raise Broken("hash_differs")
    try:
        text = body.decode()
        found = _decode(text)
        same = type(found) is dict and _encode(found) == text
    except (ValueError, RecursionError):
        raise Broken("not_canonical") from None
    if not (same and found.keys() == KEYS and type(found["facts"]) is dict) or not (
        text.isascii() or unicodedata.is_normalized("NFC", text)
    ):
        raise Broken("not_canonical")
    if not row[0] or row[:6] != tuple(map(found.get, COLUMNS[:6])) or row[7] != found["prev"]:
        raise Broken(
            "column_differs", next((n for n in IN_BODY if found[n] != row[COLUMNS.index(n)]), "stream")
        )
    if type(found["seq"]) is not int or type(found["actor"]) is bool:
        raise Broken("column_differs", "seq")
    facts: dict[str, object] = found["facts"]
    return facts


def walk(
    rows: Iterable[Row], watch: Watch | None = None, progress: Callable[[int], None] | None = None
) -> Verified:
    """Go through rows ordered by stream and number, in constant memory, up to the first bad one.

    The digest is SHA-256 over the lines "stream hash" of every stream's last event, in the order of streams.
    """
    heads = hashlib.sha256()
    events = streams = 0
    stream, seq, prev = "", 0, NO_PREVIOUS

    def bad(found: Bad) -> Verified:
        return Verified(events, streams, "", found)

    for row in rows:
        if row[0] != stream:
            if stream:
                heads.update(f"{stream} {prev}\n".encode())
                if watch and (found := watch.leave()):
                    return bad(found)
            streams += 1
            stream, seq, prev = str(row[0]), 0, NO_PREVIOUS
        try:
            facts = said(row)
            if row[1] != seq + 1:
                raise Broken("gap", f"{seq + 1}")
            if row[7] != prev:
                raise Broken("chain_broken")
        except Broken as broken:
            at = row[1] if type(row[1]) is int else None
            return bad(Bad(stream, at, broken.why, broken.detail))
        seq, prev = seq + 1, str(row[8])
        events += 1
        if watch and (found := watch.see(Read(stream, seq, str(row[2]), prev, facts))):
            return bad(found)
        if progress and events % TOLD_EVERY == 0:
            progress(events)
    if stream:
        heads.update(f"{stream} {prev}\n".encode())
    if watch and (found := (watch.leave() if stream else None) or watch.close()):
        return bad(found)
    return Verified(events, streams, heads.hexdigest(), None)
