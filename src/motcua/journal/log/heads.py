"""Sign and keep heads: only what a second computation, from the bodies of the events, comes to as well."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from motcua.journal.log import nodes
from motcua.journal.log.notes import Checkpoint, Verifier, checkpoint, public_of, signed, verifier
from motcua.journal.log.sequence import Busy, alone
from motcua.journal.log.tree import leaf_hash, node_hash, root_of
from motcua.journal.models import LogKey, TreeHead

EVERY = 1_000
"""Events between two heads at most."""


class NotTheSame(Exception):
    """The log and the journal disagree: no head is signed. The words name the event."""


@dataclass(frozen=True, slots=True)
class Head:
    """A published head: what it says, the note as signed, and when it was."""

    said: Checkpoint
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs heads: the log's name and its key."""

    origin: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> Verifier:
        """The key as readers know it."""
        return public_of(self.key, self.origin)


def newest() -> Head | None:
    """The newest head, if there is any (one read)."""
    found = TreeHead.objects.order_by("-size").first()
    return _head(found) if found else None


def at_least(size: int) -> Head | None:
    """The first head that covers so many events (one read)."""
    found = TreeHead.objects.filter(size__gte=size).order_by("size").first()
    return _head(found) if found else None


def signers() -> tuple[Verifier, ...]:
    """The public keys that signed heads, oldest first (one read)."""
    return tuple(key for _, key in signers_since())


def signers_since() -> tuple[tuple[int, Verifier], ...]:
    """The same, each with the size of the first head it signed (one read)."""
    rows = LogKey.objects.order_by("since").values_list("since", "text")
    return tuple((since, verifier(text)) for since, text in rows)


def publish(signer: Signer, at: datetime) -> Head | None:
    """Sign a head over the places given so far, at most `EVERY` more than the last; None when it covers them all.

    Called after the commit of the places. What is placed never changes, so nobody is kept from writing while it is computed
    again; only the finished head is written alone. Raises `NotTheSame` and `Busy`.
    """
    before = newest()
    known = before.said.size if before else 0
    size = min(nodes.size(), known + EVERY)
    if size <= known:
        return None
    if before and before.said.origin != signer.origin:
        raise NotTheSame(f"the log is called {before.said.origin}, not {signer.origin}")
    said = Checkpoint(signer.origin, size, _recomputed(known, size, before))
    note = signed(said, signer.key)
    with transaction.atomic():
        alone()
        if TreeHead.objects.filter(size__gt=known).exists():
            raise Busy
        LogKey.objects.get_or_create(text=signer.public.text, defaults={"since": size})
        TreeHead.objects.create(size=size, note=note, at=at)
    return Head(said, note, at)


def append_to(file: Path, head: Head) -> None:
    """Add a head to a file that only grows, and see it on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as kept:
        kept.write(f"{head.at.isoformat()}\n{head.note}\n")
        kept.flush()
        os.fsync(kept.fileno())


def _recomputed(known: int, size: int, before: Head | None) -> bytes:
    """The root of all, the events since the last head hashed again from their bodies; the last head's root must follow
    from what the database keeps of the rest."""
    tiles = nodes.Nodes()
    if before and root_of(0, known, tiles) != before.said.root:
        raise NotTheSame(f"the first {known} places are not those of the last head")
    fresh = _hashed(known, size)

    def full(start: int, end: int) -> bytes:
        if end <= known:
            return tiles(start, end)
        if end - start == 1:
            return fresh[start - known]
        middle = (start + end) // 2
        return node_hash(full(start, middle), full(middle, end))

    found = root_of(0, size, full)
    if found != root_of(0, size, nodes.Nodes()):
        raise NotTheSame("the tree kept does not follow from the events")
    return found


BODIES = (
    "SELECT l.hash, e.body FROM journal_leaf l JOIN journal_event e ON e.stream = l.stream AND e.seq = l.seq "
    'WHERE l."index" >= %s AND l."index" < %s ORDER BY l."index"'
)


def _hashed(known: int, size: int) -> list[bytes]:
    """The hashes of the events at the places from `known` on, from their bodies."""
    with connection.cursor() as cursor:
        cursor.execute(BODIES, [known, size])
        rows = cursor.fetchall()
    if len(rows) != size - known:
        raise NotTheSame(f"of the places {known} to {size - 1} only {len(rows)} have an event")
    found = [leaf_hash(bytes(body)) for _, body in rows]
    for place, ((told, _), leaf) in enumerate(zip(rows, found, strict=True), known):
        if told != leaf:
            raise NotTheSame(f"place {place} does not have the hash of its event")
    return found


def _head(row: TreeHead) -> Head:
    return Head(checkpoint(row.note), row.note, row.at)
