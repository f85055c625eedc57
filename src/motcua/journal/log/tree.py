"""The Merkle tree of RFC 6962: leaves, roots, proofs; plain functions of bytes.

Ranges are counted in leaves, [start, end). A `Range` answers the root of any range whose length is a power of two and
which begins at a multiple of it; where it has them is its own affair.
"""

import hashlib
from collections.abc import Callable, Sequence

HASH = 32
"""Bytes of a hash (SHA-256)."""
EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""
Range = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two halves."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A growing tree of which only the roots of its full subtrees are kept, largest first."""

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        if size.bit_count() != len(hashes):
            raise ValueError(f"a tree of {size} has {size.bit_count()} full subtrees, not {len(hashes)}")
        self.size, self._hashes = size, list(hashes)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add the hash of a leaf; the full subtrees it completes as (height, number at that height, root)."""
        done, node, number, height = [], leaf, self.size, 0
        while number & 1:
            node = node_hash(self._hashes.pop(), node)
            number, height = number >> 1, height + 1
            done.append((height, number, node))
        self._hashes.append(node)
        self.size += 1
        return done

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self._hashes:
            return EMPTY
        *others, node = self._hashes
        for left in reversed(others):
            node = node_hash(left, node)
        return node

    def copy(self) -> "Frontier":
        """The same tree, to grow apart."""
        return Frontier(self.size, self._hashes)


def split(length: int) -> int:
    """The largest power of two smaller than `length` (of at least two leaves)."""
    return 1 << (length - 1).bit_length() - 1


def root_of(start: int, end: int, full: Range) -> bytes:
    """The root of the leaves [start, end), by the definition (section 2.1)."""
    length = end - start
    if length == 0:
        return EMPTY
    if length & (length - 1) == 0 and start % length == 0:
        return full(start, end)
    middle = start + split(length)
    return node_hash(root_of(start, middle, full), root_of(middle, end, full))


def inclusion(index: int, size: int, full: Range) -> tuple[bytes, ...]:
    """The hashes that lead from the leaf `index` to the root of the first `size` leaves (section 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, end, found = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            found.append(root_of(middle, end, full))
            end = middle
        else:
            found.append(root_of(start, middle, full))
            start = middle
    return tuple(reversed(found))


def consistency(older: int, size: int, full: Range) -> tuple[bytes, ...]:
    """The hashes that show that the first `older` leaves of a tree of `size` are those they were (section 2.1.2)."""
    if not 0 < older <= size:
        raise ValueError(f"a tree of {size} has no older one of {older}")
    start, end, whole, found = 0, size, True, []
    while older != end:
        middle = start + split(end - start)
        if older <= middle:
            found.append(root_of(middle, end, full))
            end = middle
        else:
            found.append(root_of(start, middle, full))
            start, whole = middle, False
    if not whole:
        found.append(root_of(start, end, full))
    return tuple(reversed(found))


def includes(index: int, size: int, leaf: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` leads from the leaf's hash at `index` to `root` (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, node = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = node_hash(part, node)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            node = node_hash(node, part)
        here, last = here >> 1, last >> 1
    return last == 0 and node == root


def consistent(older: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows the tree of `older` leaves inside that of `size` (RFC 9162, section 2.1.4.2)."""
    if not 0 < older <= size:
        return False
    if older == size:
        return not proof and old_root == root
    parts = list(proof) if older & (older - 1) else [old_root, *proof]
    if not parts:
        return False
    here, last = older - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = parts[0]
    for part in parts[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(part, old), node_hash(part, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, part)
        here, last = here >> 1, last >> 1
    return last == 0 and old == old_root and new == root
