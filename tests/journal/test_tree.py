"""The tree of RFC 6962: known vectors, and a second implementation that agrees on every root and proof."""

import hashlib

import pytest
from pymerkle import InmemoryTree, verify_consistency

from motcua.journal.log import tree
from motcua.journal.log.tree import Frontier, leaf_hash

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The leaves and roots with which implementations of RFC 6962 test themselves."""
SIZE = 70


def ranges(leaves: list[bytes]) -> tree.Range:
    """Full ranges by the definition itself."""

    def full(start: int, end: int) -> bytes:
        if end - start == 1:
            return leaves[start]
        middle = (start + end) // 2
        return hashlib.sha256(b"\x01" + full(start, middle) + full(middle, end)).digest()

    return full


def test_the_known_vectors_come_out() -> None:
    growing = Frontier()
    assert growing.root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for data, root in zip(LEAVES, ROOTS, strict=True):
        growing.append(leaf_hash(data))
        assert growing.root().hex() == root
    hashes = [leaf_hash(data) for data in LEAVES]
    assert [tree.root_of(0, end, ranges(hashes)).hex() for end in range(1, 9)] == ROOTS


def test_completed_subtrees_are_told_with_their_place() -> None:
    growing = Frontier()
    told = [growing.append(leaf_hash(data)) for data in LEAVES]
    assert [[(height, number) for height, number, _ in each] for each in told] == [
        [], [(1, 0)], [], [(1, 1), (2, 0)], [], [(1, 2)], [], [(1, 3), (2, 1), (3, 0)],
    ]  # fmt: skip
    assert told[-1][-1][2].hex() == ROOTS[-1]


def test_pymerkle_agrees_on_every_root_and_proof() -> None:
    other = InmemoryTree(algorithm="sha256")
    data = [f"event {number}".encode() for number in range(SIZE)]
    hashes = [leaf_hash(each) for each in data]
    full = ranges(hashes)
    for each in data:
        other.append_entry(each)
    for size in range(1, SIZE + 1):
        root = tree.root_of(0, size, full)
        assert root == other.get_root(size)
        for index in range(0, size, 3):
            proof = tree.inclusion(index, size, full)
            theirs = other.prove_inclusion(index + 1, size).serialize()["path"]
            assert [part.hex() for part in proof] == theirs[1:]
            assert tree.includes(index, size, hashes[index], root, proof)
        for older in range(1, size, 5):
            proof = tree.consistency(older, size, full)
            before = tree.root_of(0, older, full)
            verify_consistency(
                before, root, other.prove_consistency(older, size)
            )  # raises where it does not hold
            assert tree.consistent(older, size, before, root, proof)


def test_a_proof_of_something_else_fails() -> None:
    hashes = [leaf_hash(bytes([number])) for number in range(SIZE)]
    full = ranges(hashes)
    root, older = tree.root_of(0, SIZE, full), tree.root_of(0, 37, full)
    included, shown = tree.inclusion(5, SIZE, full), tree.consistency(37, SIZE, full)
    assert not tree.includes(5, SIZE, hashes[6], root, included)
    assert not tree.includes(6, SIZE, hashes[5], root, included)
    assert not tree.includes(5, SIZE, hashes[5], root, included[:-1])
    assert not tree.includes(5, SIZE, hashes[5], root, (*included, root))
    assert not tree.includes(SIZE, SIZE, hashes[5], root, included)
    assert not tree.consistent(37, SIZE, root, root, shown)
    assert not tree.consistent(36, SIZE, older, root, shown)
    assert not tree.consistent(37, SIZE, older, root, shown[1:])
    assert not tree.consistent(37, SIZE, older, older, shown)
    assert not tree.consistent(0, SIZE, older, root, ())
    assert tree.consistent(SIZE, SIZE, root, root, ())
    for part in range(len(shown)):
        bent = (*shown[:part], bytes(32), *shown[part + 1 :])
        assert not tree.consistent(37, SIZE, older, root, bent)


def test_what_cannot_be_is_refused() -> None:
    full = ranges([leaf_hash(b"")])
    for wrong in (
        lambda: tree.inclusion(1, 1, full),
        lambda: tree.consistency(0, 1, full),
        lambda: Frontier(3, [b""]),
    ):
        with pytest.raises(ValueError):  # noqa: PT011
            wrong()
