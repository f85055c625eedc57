"""Reading the journal."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from motcua.journal.models import Event


@dataclass(frozen=True)
class Entry:
    """One event as a reader sees it; `facts` as they were hashed."""

    stream: str
    seq: int
    kind: str
    actor: int | None
    at: datetime
    key: str
    facts: Mapping[str, object]


def entries(stream: str) -> tuple[Entry, ...]:
    """All events of a stream, oldest first (one read)."""
    return tuple(read(event) for event in Event.objects.filter(stream=stream).order_by("seq"))


def entry(stream: str, seq: int) -> Entry | None:
    """One event, or None (one read)."""
    event = Event.objects.filter(stream=stream, seq=seq).first()
    return read(event) if event else None


def last_of(stream: str, kinds: Collection[str]) -> Entry | None:
    """The newest event of these kinds on a stream, or None (one read)."""
    event = Event.objects.filter(stream=stream, kind__in=kinds).order_by("-seq").first()
    return read(event) if event else None


def by_key(key: str) -> Entry | None:
    """The event an idempotency key already wrote, if any (one read)."""
    event = Event.objects.filter(key=key).first()
    return read(event) if event else None


def read(event: Event) -> Entry:
    """A row as a reader sees it."""
    said = json.loads(bytes(event.body))
    at = datetime.strptime(event.at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return Entry(event.stream, event.seq, event.kind, event.actor, at, event.key, said["facts"])
