"""Add one event to a stream, inside the transaction of the act it records."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.journal.log import anchors
from motcua.journal.models import Event
from motcua.rules.canonical import NO_PREVIOUS, Value, canonical, event_hash, moment
from motcua.statements import insert


@dataclass(frozen=True)
class Head:
    """The last event of a stream: its number (0 before the first) and hash."""

    seq: int = 0
    hash: str = NO_PREVIOUS


@dataclass(frozen=True)
class Recorded:
    """What was written: the stream's new head and the event's key."""

    head: Head
    key: str


def record(
    stream: str,
    kind: str,
    *,
    by: int | None,
    at: datetime,
    facts: Mapping[str, Value],
    head: Head | None = None,
    key: str | None = None,
) -> Recorded:
    """Append `kind` to `stream`; call it inside the act's transaction.

    `facts` go into the hashed bytes and so may hold no personal data, only commitments to it. A caller that keeps the
    stream's head on a row it has locked passes it and saves a read. `key` makes the act idempotent: a second event with
    the same key is refused by the database (`IntegrityError`). Refuses `journal_not_anchored`.
    """
    anchors.require(at)
    before = head if head is not None else last(stream)
    used = key or f"{stream}:{before.seq + 1}:{uuid.uuid5(uuid.NAMESPACE_URL, before.hash).hex}"
    body = canonical(
        {
            "stream": stream,
            "seq": before.seq + 1,
            "kind": kind,
            "actor": by,
            "at": moment(at),
            "key": used,
            "prev": before.hash,
            "facts": facts,
        }
    )
    event = Event(
        stream=stream,
        seq=before.seq + 1,
        kind=kind,
        actor=by,
        at=moment(at),
        key=used,
        body=body,
        prev=before.hash,
        hash=event_hash(body),
    )
    insert(event)
    return Recorded(Head(event.seq, event.hash), used)


def last(stream: str) -> Head:
    """The head of a stream that keeps none of its own (one read)."""
    found = Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", "hash").first()
    return Head(*found) if found else Head()
