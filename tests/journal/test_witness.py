"""A witness keeps what it saw and refuses, with evidence, a log that shrank, changed or forked."""

import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from motcua.journal.log.notes import WITNESS, Checkpoint, opened, public_of, signed
from motcua.journal.log.tiles import named
from motcua.journal.log.tree import Frontier, leaf_hash
from motcua.journal.log.witness import Rewritten, Witness

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MINE = Ed25519PrivateKey.from_private_bytes(bytes(32))
LOG = public_of(KEY, "test.invalid/log")


class Served:
    """A log as its public addresses show it."""

    def __init__(self, leaves: list[bytes], key: Ed25519PrivateKey = KEY) -> None:
        self.leaves, self.key = leaves, key
        self.asked: list[str] = []

    def __call__(self, path: str) -> bytes:
        self.asked.append(path)
        size = len(self.leaves)
        if path == "checkpoint":
            growing = Frontier()
            for leaf in self.leaves:
                growing.append(leaf)
            return signed(Checkpoint(LOG.name, size, growing.root()), self.key).encode()
        for number in range(size // 256 + 1):
            part = self.leaves[number * 256 : number * 256 + 256]
            if part and path == f"tile/0/{named(number, len(part))}":
                return b"".join(part)
        raise OSError(path)


def leaves(count: int, seed: int = 1) -> list[bytes]:
    chance = random.Random(seed)
    return [leaf_hash(chance.randbytes(20)) for _ in range(count)]


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path, "witness.example", MINE)


def test_a_growing_log_is_followed_and_every_head_cosigned(witness: Witness) -> None:
    whole, before = leaves(1100), 0
    for size in (1, 2, 255, 256, 257, 600, 600, 1100):
        new, head = witness.look(Served(whole[:size]), LOG, 1_795_000_000)
        assert (new, head.size) == (size - before, size)
        before = size
    note = (witness.folder / "head").read_text()
    assert opened(note, public_of(MINE, "witness.example", WITNESS)).size == 1100
    assert opened(note, LOG).size == 1100
    assert (witness.folder / "leaves").read_bytes() == b"".join(whole)
    assert sorted(int(file.name) for file in (witness.folder / "heads").iterdir()) == [
        1,
        2,
        255,
        256,
        257,
        600,
        1100,
    ]


def test_only_what_is_new_is_fetched(witness: Witness) -> None:
    whole = leaves(1100)
    witness.look(Served(whole[:600]), LOG, 0)
    log = Served(whole)
    witness.look(log, LOG, 0)
    assert log.asked == ["checkpoint", "tile/0/002", "tile/0/003", "tile/0/004.p/76"]


@pytest.mark.parametrize(
    "other",
    [
        Served(leaves(500)),  # shrunk
        Served(leaves(600, seed=2)),  # another history of the same size
        Served([*leaves(599), leaf_hash(b"x")]),
        Served([leaf_hash(b"x"), *leaves(900)[1:]]),  # the first event changed
        Served([*leaves(590), leaf_hash(b"x"), *leaves(900)[591:]]),  # one in the tile already begun
        Served(leaves(900), MINE),  # another key
    ],
)
def test_a_log_that_was_rewritten_is_refused_with_evidence(witness: Witness, other: Served) -> None:
    sound = Served(leaves(600))
    witness.look(sound, LOG, 0)
    before = (witness.folder / "head").read_bytes(), (witness.folder / "leaves").read_bytes()
    with pytest.raises(Rewritten):
        witness.look(other, LOG, 0)
    assert (witness.folder / "refused").read_bytes() == other("checkpoint")
    assert ((witness.folder / "head").read_bytes(), (witness.folder / "leaves").read_bytes()) == before
    assert witness.look(Served(leaves(700)), LOG, 0)[0] == 100


def test_a_witness_stopped_between_leaves_and_head_goes_on(witness: Witness) -> None:
    witness.look(Served(leaves(600)), LOG, 0)
    with (witness.folder / "leaves").open("ab") as file:
        file.write(bytes(32 * 5))
    assert witness.look(Served(leaves(700)), LOG, 0)[0] == 100
    assert (witness.folder / "leaves").read_bytes() == b"".join(leaves(700))
