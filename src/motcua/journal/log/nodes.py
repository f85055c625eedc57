"""The tree's hashes as the database keeps them: leaves, and the roots of every 256, 65,536 … of them.

All a tile needs is one row of entries, read at once; whatever lies between is hashed again from 256 of them.
"""

from motcua.journal.log.tree import Frontier, inclusion, node_hash, root_of
from motcua.journal.log.tree import consistency as consistency_of
from motcua.journal.models import Leaf, Node

HEIGHT = 8
WIDTH = 1 << HEIGHT
"""Entries of a full tile."""
TOP = 63 // HEIGHT
"""The highest level a tree of 64-bit indexes can have."""


def entries(level: int, number: int, width: int = WIDTH) -> list[bytes]:
    """The first `width` hashes of the tile `number` of a level; fewer where the tree has no more (one read)."""
    first = number * WIDTH
    if level == 0:
        leaves = Leaf.objects.filter(index__gte=first, index__lt=first + width).order_by("index")
        return [bytes(found) for found in leaves.values_list("hash", flat=True)]
    nodes = Node.objects.filter(level=level, number__gte=first, number__lt=first + width).order_by("number")
    return [bytes(found) for found in nodes.values_list("hash", flat=True)]


def size() -> int:
    """How many events have their place (one read)."""
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


class Nodes:
    """Reads full ranges, each tile at most once."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, start: int, end: int) -> bytes:
        """The root of a full range. Raises `LookupError` where a row is missing."""
        height = (end - start).bit_length() - 1
        level, inside = divmod(height, HEIGHT)
        first, count = start >> (level * HEIGHT), 1 << inside
        number, place = divmod(first, WIDTH)
        if (level, number) not in self._tiles:
            self._tiles[level, number] = entries(level, number)
        found = self._tiles[level, number][place : place + count]
        if len(found) != count:
            raise LookupError(f"level {level}: {first}")
        while len(found) > 1:
            found = [node_hash(*found[at : at + 2]) for at in range(0, len(found), 2)]
        return found[0]


def root(of: int) -> bytes:
    """The root of the first `of` leaves (few reads)."""
    return root_of(0, of, Nodes())


def frontier(of: int) -> Frontier:
    """The full subtrees of the first `of` leaves (few reads)."""
    found, start, nodes = [], 0, Nodes()
    for height in reversed(range(of.bit_length())):
        if of >> height & 1:
            found.append(nodes(start, start + (1 << height)))
            start += 1 << height
    return Frontier(of, found)


def inclusion_proof(index: int, of: int) -> tuple[bytes, ...]:
    """What leads from a leaf to the root of the first `of` (few reads). Raises `ValueError`."""
    return inclusion(index, of, Nodes())


def consistency_proof(older: int, of: int) -> tuple[bytes, ...]:
    """What shows the older tree inside the newer (few reads). Raises `ValueError`."""
    return consistency_of(older, of, Nodes())
