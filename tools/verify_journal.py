#!/usr/bin/env python3
"""Check an exported journal of motcua without motcua: one file, nothing but Python's own library (3.11 or newer).

    python3 verify_journal.py EXPORT [--key KEY] [--head FILE] [--receipt TEXT] [--leaves FILE] [--json]

Every event's hash, its place in the chain of its stream and in the tree of all events (RFC 6962); every head: its signature
(Ed25519), its root, its place after the one before; heads, receipts and leaf hashes that the reader kept elsewhere; then the
on-time rate, from the events alone. Prints the first bad event and exits 1. What the export holds: docs/journal.md.

KEY is the log's public key as the reader knows it (NAME+ID+KEY), FILE a head kept earlier, TEXT what a receipt's QR code
says, `--leaves` what a witness keeps. Without --key the keys in the export itself are believed.
"""

import argparse
import base64
import functools
import gc
import hashlib
import itertools
import json
import os
import re
import sys
from binascii import hexlify
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

sha256 = hashlib.sha256
Point = tuple[int, int, int, int]
Key = tuple[str, bytes, bytes]  # name, id, public key
Tops = dict[bytes, tuple[int, bytes, bytes]]  # stream: number, hash and body of its last event
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)
json_at = json.JSONDecoder().raw_decode
NO_PREVIOUS = b"0" * 64
CHANGES = b"log-key"
"""The stream whose events name the next key that signs heads."""
EVENT = re.compile(
    rb'^(\d++) (.{64}) (\{.*,"prev":"(.{64})","seq":(\d++),"stream":"([^"]*+)"\})$', re.M
).findall
"""Of each line: the place, the hash and the event, and the last values that every event ends with."""
BLOCK = 1 << 18
"""Bytes read at once: some hundred events, enough that few lines of Python run for each of them alone."""
NOTHING = (0, NO_PREVIOUS, b"")
APART = {"withdrawn", "stopped", "not_accepted"}
"""Where a dossier ended that counts neither as on time nor as late."""


class Bad(Exception):
    """The first thing that does not fit: why, and the places (from, to) among which the first bad event is."""

    def __init__(self, why: str, first: int | None = None, last: int | None = None, name: str = "") -> None:
        self.why, self.first, self.last, self.name = why, first, first if last is None else last, name
        where = (
            "" if first is None else f"place {first}" if self.last == first else f"places {first} to {last}"
        )
        super().__init__(": ".join(part for part in (where, name, why) if part))


# --- Ed25519 (RFC 8032), to verify only: nothing here is secret, so nothing has to take constant time. ---


def add(p: Point, q: Point) -> Point:
    """The sum of two points in extended coordinates."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, p: Point) -> Point:
    """A point so many times."""
    total = ZERO
    while scalar:
        if scalar & 1:
            total = add(total, p)
        p, scalar = add(p, p), scalar >> 1
    return total


def same(p: Point, q: Point) -> bool:
    """Whether two points are one."""
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


@functools.lru_cache(64)
def point(data: bytes) -> Point | None:
    """The point written in 32 bytes, or None."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if len(data) != 32 or y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 % P * pow(u * v**7 % P, (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or ZERO


def taken_apart(public: bytes, message: bytes, signature: bytes) -> tuple[Point, Point, int, int] | None:
    """(A, R, s, h) of a signature, or None where it cannot be one."""
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER or len(signature) != 64:
        return None
    return (
        a,
        r,
        s,
        int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER,
    )


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `public` over `message`."""
    parts = taken_apart(public, message, signature)
    return parts is not None and same(times(parts[2], BASE), add(parts[1], times(parts[3], parts[0])))


def all_signed(public: bytes, signatures: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether all of (message, signature) are signed by one key, by one random sum instead of one check each."""
    found = [taken_apart(public, message, signature) for message, signature in signatures]
    parts = [part for part in found if part is not None]
    if len(parts) != len(found):
        return False
    chance = [int.from_bytes(os.urandom(16), "little") for _ in parts]
    left = times(sum(z * part[2] for z, part in zip(chance, parts, strict=False)) % ORDER, BASE)
    right = (
        times(sum(z * part[3] for z, part in zip(chance, parts, strict=False)) % ORDER, parts[0][0])
        if parts
        else ZERO
    )
    total = ZERO
    for shift in range(120, -8, -8):
        buckets: list[Point | None] = [None] * 256
        for z, part in zip(chance, parts, strict=False):
            digit = z >> shift & 255
            before = buckets[digit]
            buckets[digit] = part[1] if before is None else add(before, part[1])
        running = window = ZERO
        for bucket in reversed(buckets[1:]):
            running = running if bucket is None else add(running, bucket)
            window = add(window, running)
        total = add(times(256, total), window)
    return same(left, add(right, total))


# --- Heads: C2SP signed notes. ---


class Head(NamedTuple):
    """A head: which log, how many events, their root; the text that was signed, by whom, and the note as it came."""

    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: list[tuple[str, bytes, bytes]]  # name, id, signature
    note: bytes


def key_of(text: str) -> Key:
    """The key written as NAME+ID+KEY."""
    try:
        name, told, rest = text.strip().split("+", 2)
        raw = base64.b64decode(rest)
        if (
            sha256(name.encode() + b"\n" + raw).hexdigest()[:8] != told
            or raw[:1] != b"\x01"
            or len(raw) != 33
        ):
            raise ValueError(text)
    except ValueError as error:
        raise Bad(f"not a public key: {text.strip()}") from error
    return name, bytes.fromhex(told), raw[1:]


def head_of(note: bytes) -> Head:
    """The head a note is."""
    try:
        text, lines = note.decode().split("\n\n")
        origin, size, root = text.split("\n")[:3]
        signatures = []
        for line in lines.splitlines():
            name, raw = line[2:].split(" ")
            data = base64.b64decode(raw)
            signatures.append((name, data[:4], data[4:]))
        return Head(origin, int(size), base64.b64decode(root), f"{text}\n".encode(), signatures, note)
    except ValueError as error:
        raise Bad(f"not a head: {note[:80]!r}") from error


def check_signatures(heads: Sequence[Head], keys: Sequence[Key], told: Sequence[tuple[int, Key]]) -> None:
    """Every head (by size) signed by one of the keys; the first that is not is named, with the events it added.

    `told`: keys that events of the journal name, with their places. Such a key is believed from the first head it signs,
    once a head signed by a believed key covers the event; from then on the keys before it sign no more.
    """
    by_key: dict[bytes, list[tuple[bytes, bytes]]] = {}
    believed, used, sound = list(keys), set[Key](), 0
    for head in heads:
        for place, key in told:
            if place < sound and key not in used and signature_of(head, key):
                believed = [key, *(other for other in believed if other not in used and other != key)]
        mine = next((key for key in believed if signature_of(head, key)), None)
        if mine is None:
            raise Bad(f"the head of {head.size} events is signed by no key known", sound, head.size - 1)
        by_key.setdefault(mine[2], []).append((head.text, signature_of(head, mine)))
        used.add(mine)
        sound = head.size
    for public, found in by_key.items():
        if not all_signed(public, found):
            for text, raw in found:
                if not signed_by(public, text, raw):
                    raise Bad(f"the head of {text.split()[1].decode()} events has a wrong signature")


def signature_of(head: Head, key: Key) -> bytes:
    """The signature a head claims to have from a key; empty if none."""
    return next((raw for name, id_, raw in head.signatures if key[:2] == (name, id_)), b"")


# --- The export. ---


class Export:
    """What stands before the events, and the open file at the first of them."""

    def __init__(self, path: str) -> None:
        self.file = Path(path).open("rb", 1 << 18)  # noqa: SIM115 - read to its end in `walk`
        if self.file.readline() != b"motcua-journal 1\n":
            raise Bad("not an export of a journal (motcua-journal 1)")
        self.origin, self.count = "", -1
        self.keys: list[Key] = []
        self.heads: list[Head] = []
        self.anchors: list[tuple[int, str, bytes]] = []
        while self.count < 0:
            word, _, rest = self.file.readline().decode().rstrip("\n").partition(" ")
            parts = rest.split(" ")
            if word == "origin":
                self.origin = rest
            elif word == "key":
                self.keys.append(key_of(rest))
            elif word == "head":
                self.heads.append(head_of(base64.b64decode(parts[-1])))
            elif word == "anchor":
                self.anchors.append((int(parts[0]), parts[1], base64.b64decode(parts[2])))
            elif word == "events":
                self.count = int(rest)
            elif word != "tsa-root":
                raise Bad(f"an unknown line in the export: {word[:40]!r}")


Wanted = dict[int, list[tuple[str, bytes]]]
"""Size: whose root must come out there, and its base64 or the beginning of it."""


def grow(pending: list[bytes], nodes: list[bytes]) -> None:
    """Add leaves to a tree of which `pending` holds, by level, the node that waits for its right neighbour (or b"")."""
    level = 0
    while nodes:
        if level == len(pending):
            pending.append(b"")
        if pending[level]:
            nodes.insert(0, pending[level])
        pending[level] = nodes.pop() if len(nodes) & 1 else b""
        each = iter(nodes)
        nodes = [sha256(b"\1" + left + right).digest() for left, right in zip(each, each, strict=True)]
        level += 1


def root_of(pending: Sequence[bytes]) -> bytes:
    """The root of the tree so far (RFC 6962, 2.1)."""
    root = b""
    for node in filter(None, pending):
        root = sha256(b"\1" + node + root).digest() if root else node
    return root


def batches(file: BinaryIO, ends: Iterator[int]) -> Iterator[list[tuple[bytes, ...]]]:
    """Lines in turn as `EVENT` takes them apart, never beyond the next of `ends`. Raises `Bad` at the first that is none."""
    size, end, rest = 0, next(ends, 0), b""
    while block := file.read(BLOCK):
        lines, newline, rest = (rest + block).rpartition(b"\n")
        found = EVENT(lines)
        good = len(found) == lines.count(b"\n") + len(newline)
        if not good:
            found = [one[0] for one in itertools.takewhile(bool, map(EVENT, lines.split(b"\n")))]
        while found:
            part = found[: end - size] if end > size else found
            yield part
            size += len(part)
            found = found[len(part) :]
            end = next(ends, 0) if size == end else end
        if not good:
            raise Bad("it cannot be read", size)
    if rest:
        raise Bad("it cannot be read", size)


def walk(
    file: BinaryIO, wanted: Wanted, leaves: bytes, asked: set[bytes], least: int, keys: list[tuple[int, Key]]
) -> tuple[int, Tops]:  # fmt: skip
    """Go through all events; how many, and each stream's last. Raises `Bad` at the first that does not fit.

    `leaves`: hashes kept elsewhere, 32 bytes each; `asked`: leaves to be found, taken out when they are; `least`: so many
    events there must be; `keys`: where the keys go that events name as the next to sign heads.
    """
    tops: Tops = {}
    last = tops.get
    pending: list[bytes] = []
    size = sound = 0
    for found in batches(file, iter(sorted(wanted))):
        places, tolds, bodies, prevs, seqs, streams = zip(*found, strict=True)
        fresh, begun = leaves_of(bodies), size
        kept = leaves[32 * size : 32 * (size + len(found))]
        fits = (
            list(map(hexlify, fresh)) == list(tolds)
            and list(map(int, places)) == list(range(size, size + len(found)))
            and (not kept or b"".join(fresh).startswith(kept))
        )
        for stream, prev, number, told, body in zip(
            streams, prevs, map(int, seqs), tolds, bodies, strict=True
        ):
            if not fits:
                at = size - begun
                check_one(int(places[at]), told, size, fresh[at], kept[32 * at :][:32], named(stream, number))
            last_seq, last_hash, _ = last(stream, NOTHING)
            if number != last_seq + 1 or prev != last_hash:
                missing = number > last_seq + 1
                why = "an event before it is missing" if missing else "it does not follow the one before it"
                raise Bad(why, size, size, named(stream, number))
            if stream == CHANGES:
                keys.append((size, key_of(str(json.loads(body)["facts"].get("key", "")))))
            tops[stream] = (number, told, body)
            size += 1
        if asked:
            asked.difference_update(fresh)
        grow(pending, fresh)
        if size in wanted:
            root = base64.b64encode(root_of(pending))
            for who, must in wanted[size]:
                if not root.startswith(must):
                    up_to = f"up to {named(stream, number)}"
                    raise Bad(f"the events are not those of {who}", sound, size - 1, up_to)
            sound = size
    least = max(least, len(leaves) // 32, *wanted, 0)
    if least > size:
        raise Bad(
            f"the journal ends after {size} events; {least} are known to have been there", size, least - 1
        )
    return size, tops


def leaves_of(bodies: Iterable[bytes]) -> list[bytes]:
    """What hangs in the tree for each event, its hash too (RFC 6962, 2.1); beginning from a copy is quicker."""
    copy, leaves = sha256(b"\0").copy, []
    for body in bodies:
        hashed = copy()
        hashed.update(body)
        leaves.append(hashed.digest())
    return leaves


def check_one(place: int, told: bytes, size: int, leaf: bytes, kept: bytes, name: str) -> None:
    """The event at a place is the one kept from there, the export gives it that place, and its hash is that of its bytes."""
    if kept not in (leaf, b""):
        raise Bad("it is not the event that was at this place", size, size, name)
    if place != size:
        raise Bad(f"the export calls this place {place}", min(place, size), size, name)
    if hexlify(leaf) != told:
        raise Bad("its hash is not that of its bytes", size, size, name)


def named(stream: bytes, seq: int) -> str:
    """An event as motcua names it."""
    return f"{stream.decode(errors='replace')} #{seq}"


def on_time(tops: Tops) -> dict[str, float | None]:
    """Finished dossiers, those of them late, and the rate in a hundred, from each dossier's last event."""
    finished = late = 0
    for stream, (_, _, body) in tops.items():
        if not stream.startswith(b"dossier/"):
            continue
        text = body.decode()
        facts, _ = json_at(text, text.index('"facts":') + 8)
        if facts.get("finished") is None or facts["to"] in APART:
            continue
        finished += 1
        late += facts["due"] is not None and facts["finished"] > facts["due"]
    rate = round(100 * (finished - late) / finished, 2) if finished else None
    return {"finished": finished, "late": late, "on_time_rate": rate}


def receipt_of(text: str) -> tuple[int, bytes, bytes]:
    """(size, the beginning of the root, leaf) on a receipt: …?dau=SIZE-ROOT&viec=LEAF, letters as in an address."""
    head, leaf = re.search(r"dau=(\d+)-([\w-]{22,43})", text), re.search(r"viec=([\w-]{43})", text)
    if leaf is None:
        raise Bad(f"not a receipt's text: {text[:80]!r}")
    root = head[2].replace("-", "+").replace("_", "/").encode() if head else b""
    return int(head[1]) if head else 0, root, base64.urlsafe_b64decode(leaf[1] + "=")


def verify(asked: argparse.Namespace) -> dict[str, float | None]:
    """Check everything; what was found. Raises `Bad`."""
    export = Export(asked.export)
    kept = [head_of(Path(name).read_bytes()) for name in asked.head]
    receipts = [receipt_of(text) for text in asked.receipt]
    wanted: Wanted = {}
    for head in [*kept, *export.heads]:
        who = f"the head of {head.size} events" + (" that was kept" if head in kept else "")
        if export.origin != head.origin:
            raise Bad(f"a head of another log: {head.origin}")
        wanted.setdefault(head.size, []).append((who, base64.b64encode(head.root)))
    for older, newer in zip(export.heads, export.heads[1:], strict=False):
        if newer.size <= older.size:
            raise Bad(f"the head of {newer.size} events stands after that of {older.size}")
    for size, root, _ in receipts:
        if size:
            wanted.setdefault(size, []).append((f"the head of {size} events on a receipt", root))
    leaves = Path(asked.leaves).read_bytes() if asked.leaves else b""
    missing = {leaf for _, _, leaf in receipts}
    keys: list[tuple[int, Key]] = []
    size, tops = walk(export.file, wanted, leaves, missing, export.count, keys)
    heads = sorted(export.heads + kept, key=lambda head: head.size)
    check_signatures(heads, [key_of(k) for k in asked.key] or export.keys, keys)
    if missing:
        raise Bad(f"the event of a receipt is not in the journal: {missing.pop().hex()}")
    notes = {head.size: head.note for head in export.heads}
    for covered, at, response in export.anchors:
        note = notes.get(covered, b"")
        if sha256(note).digest() not in response and hashlib.sha512(note).digest() not in response:
            raise Bad(f"the timestamp of {at} is not over the head of {covered} events")
    return {
        "events": size,
        "streams": len(tops),
        "heads": len(export.heads),
        "anchors": len(export.anchors),
        **on_time(tops),
    }


def main() -> int:
    """Check, say, and end with 1 at the first bad event."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("export")
    for name in ("key", "head", "receipt"):
        parser.add_argument(f"--{name}", action="append", default=[])
    parser.add_argument("--leaves")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    gc.disable()  # nothing here is a circle, and looking for one costs a quarter of the time
    try:
        found = verify(asked)
    except (Bad, OSError) as bad:
        places = {
            "first": getattr(bad, "first", None),
            "last": getattr(bad, "last", None),
            "event": getattr(bad, "name", ""),
        }
        print(json.dumps({"ok": False, "bad": str(bad), **places}) if asked.json else f"BAD: {bad}")
        return 1
    print(
        json.dumps({"ok": True, **found})
        if asked.json
        else "SOUND: " + ", ".join(f"{k} {v}" for k, v in found.items())
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
