"""A journal as an export holds it, made without a database, and the ways to spoil it."""

import base64
import hashlib
import random
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from motcua.journal.log.notes import Checkpoint, public_of, signed
from motcua.journal.log.tree import Frontier, leaf_hash
from motcua.rules.canonical import NO_PREVIOUS, Value, canonical, event_hash

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "test.invalid/log"
HEADS = (100, 200, 300, 400)
Said = tuple[str, dict[str, Value]]
"""What an event is about: its stream and facts."""

GARBLED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "something before it": lambda line: b"x" + line,
    "something behind it": lambda line: line + b" ",
    "a line within": lambda line: line.replace(b",", b",\n", 1),
    "no place": lambda line: line.partition(b" ")[2],
    "no end": lambda line: line[:-1],
    "no number": lambda line: line.replace(b'"seq":', b'"seq":x'),
    "half a hash": lambda line: line.replace(b'"prev":"', b'"prev":"0'),
}
"""Ways to make an event's line one that cannot be read."""


@dataclass(frozen=True)
class Line:
    """An event as it stands in the export: its place, stated hash, and the bytes themselves."""

    place: int
    hash: str
    body: bytes


@dataclass(frozen=True)
class Journal:
    """Events and heads of an export."""

    lines: tuple[Line, ...]
    heads: tuple[str, ...] = field(default=())

    def written(self, file: Path) -> Path:
        """The export as a file."""
        notes = [
            f"head 2026-11-23T00:00:00.000000Z {base64.b64encode(note.encode()).decode()}"
            for note in self.heads
        ]
        before = ["motcua-journal 1", f"origin {ORIGIN}", f"key {public_of(KEY, ORIGIN).text}", *notes]
        rows = [f"{line.place} {line.hash} ".encode() + line.body for line in self.lines]
        text = "\n".join([*before, f"events {len(rows)}"]).encode()
        file.write_bytes(text + b"\n" + b"".join(row + b"\n" for row in rows))
        return file


def said(count: int, chance: random.Random) -> list[Said]:
    """Events of about forty dossiers, by turns."""
    return [
        (
            f"dossier/{chance.randrange(1, 41)}",
            {"n": number, "to": "in_process", "due": None, "finished": None},
        )
        for number in range(count)
    ]


def told(events: list[Said]) -> tuple[Line, ...]:
    """The lines of well-formed events, every chain as it should be."""
    tops: dict[str, tuple[int, str]] = {}
    lines = []
    for place, (stream, facts) in enumerate(events):
        seq, prev = tops.get(stream, (0, NO_PREVIOUS))
        body = canonical({
            "stream": stream, "seq": seq + 1, "kind": "k", "actor": 7, "at": "2026-03-02T01:00:00.000000Z",
            "key": f"{stream}:{seq + 1}", "prev": prev, "facts": facts,
        })  # fmt: skip
        tops[stream] = (seq + 1, event_hash(body))
        lines.append(line(place, body))
    return tuple(lines)


def line(place: int, body: bytes) -> Line:
    """An event with the hashes of its bytes."""
    return Line(place, event_hash(body), body)


def renumbered(lines: list[Line]) -> tuple[Line, ...]:
    """The same lines, each called by the place where it stands."""
    return tuple(replace(each, place=place) for place, each in enumerate(lines))


def head_notes(
    lines: tuple[Line, ...], sizes: tuple[int, ...] = HEADS, key: Ed25519PrivateKey = KEY
) -> tuple[str, ...]:
    """Signed heads of so many lines."""
    growing, found = Frontier(), []
    for each in lines:
        growing.append(leaf_hash(each.body))
        if growing.size in sizes:
            found.append(signed(Checkpoint(ORIGIN, growing.size, growing.root()), key))
    return tuple(found)


def leaves(lines: tuple[Line, ...]) -> bytes:
    """What a witness keeps: every leaf's hash."""
    return b"".join(hashlib.sha256(b"\0" + each.body).digest() for each in lines)


def asked(export: Path, **given: object) -> Namespace:
    """The arguments of the verifier."""
    return Namespace(
        **{"export": str(export), "key": [], "head": [], "receipt": [], "leaves": "", "json": False, **given}
    )
