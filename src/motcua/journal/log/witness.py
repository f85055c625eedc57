"""Watch the log of another machine: keep every leaf's hash, and put one's name only to heads that follow from them.

No database is asked. The folder of a witness holds `log-key` (the log's public key), `leaves` (32 bytes for each event),
`head` (the newest head, cosigned), `heads/SIZE` (all of them) and `refused` (the head that did not follow, as evidence).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from motcua.journal.log.nodes import WIDTH
from motcua.journal.log.notes import BadNote, Checkpoint, Verifier, checkpoint, cosigned, opened
from motcua.journal.log.tiles import named
from motcua.journal.log.tree import HASH, Frontier

Fetch = Callable[[str], bytes]
"""What lies at a path below the log's address ("checkpoint", "tile/0/000"); raises `OSError`."""


class Rewritten(Exception):
    """The log is not what it was; the words say how."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Who watches: under which name, with which key, in which folder."""

    folder: Path
    name: str
    key: Ed25519PrivateKey

    def look(self, fetch: Fetch, log: Verifier, seconds: int) -> tuple[int, Checkpoint]:
        """Fetch the newest head and what is new, judge it, keep and cosign it; how many events are new.

        Raises `Rewritten`, and `OSError` where the log cannot be reached.
        """
        note = fetch("checkpoint").decode()
        try:
            return self._judged(note, fetch, log, seconds)
        except (Rewritten, BadNote) as error:
            _kept(self.folder / "refused", note.encode())
            raise Rewritten(str(error)) from error

    def _judged(self, note: str, fetch: Fetch, log: Verifier, seconds: int) -> tuple[int, Checkpoint]:
        said = opened(note, log)
        known, tree, tail = self._known()
        if said.origin != log.name:
            raise Rewritten(f"the head is of {said.origin}, not of {log.name}")
        if said.size < tree.size:
            raise Rewritten(f"the log shrank from {tree.size} to {said.size} events")
        if known and tree.root() != known.root:
            raise Rewritten(f"the kept leaves do not give the kept head of {known.size} events")
        fresh = _fresh(fetch, tree.size, said.size, tail)
        for leaf in fresh:
            tree.append(leaf)
        if tree.root() != said.root:
            raise Rewritten(
                f"the head of {said.size} events does not follow from that of {known.size if known else 0}"
            )
        with (self.folder / "leaves").open("ab") as leaves:
            leaves.write(b"".join(fresh))
            leaves.flush()
            os.fsync(leaves.fileno())
        mine = cosigned(note, self.key, self.name, seconds).encode()
        (self.folder / "heads").mkdir(exist_ok=True)
        _kept(self.folder / "heads" / str(said.size), mine)
        _kept(self.folder / "head", mine)
        return len(fresh), said

    def _known(self) -> tuple[Checkpoint | None, Frontier, list[bytes]]:
        """The newest head kept, the tree of the leaves it covers, and those in its last tile."""
        file, leaves = self.folder / "head", self.folder / "leaves"
        known = checkpoint(file.read_text()) if file.exists() else None
        size = known.size if known else 0
        data = leaves.read_bytes() if leaves.exists() else b""
        if len(data) < size * HASH:
            raise Rewritten(f"of {size} leaves only {len(data) // HASH} are kept")
        if len(data) > size * HASH:  # it was stopped after writing leaves, before the head
            os.truncate(leaves, size * HASH)
        tree, kept = Frontier(), [data[at : at + HASH] for at in range(0, size * HASH, HASH)]
        for leaf in kept:
            tree.append(leaf)
        return known, tree, kept[size // WIDTH * WIDTH :]


def _fresh(fetch: Fetch, known: int, size: int, tail: list[bytes]) -> list[bytes]:
    """The leaves from `known` to `size`; the tile in which they begin must still begin with the known ones."""
    found: list[bytes] = []
    for number in range(known // WIDTH, -(-size // WIDTH)) if size > known else ():
        width = min(WIDTH, size - number * WIDTH)
        data = fetch(f"tile/0/{named(number, width)}")
        if len(data) != width * HASH:
            raise Rewritten(f"tile {number} has {len(data)} bytes instead of {width * HASH}")
        found += [data[at : at + HASH] for at in range(0, len(data), HASH)]
    if found[: len(tail)] != tail and size > known:
        raise Rewritten("events seen before were changed")
    return found[len(tail) :]


def _kept(file: Path, data: bytes) -> None:
    """A file whole or not at all."""
    draft = file.with_name(f".{file.name}")
    with draft.open("wb") as written:
        written.write(data)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)
