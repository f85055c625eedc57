"""Recompute the log from the journal: every place from the bytes of its event, every node, every signed head."""

from collections.abc import Generator, Iterator
from contextlib import closing
from heapq import merge

from django.db import connection

from motcua.journal.log.heads import signers_since
from motcua.journal.log.nodes import HEIGHT
from motcua.journal.log.notes import BadNote, Verifier, checkpoint, opened
from motcua.journal.log.tree import Frontier, leaf_hash
from motcua.journal.models import Node, TreeHead
from motcua.journal.verify import Bad

AT_ONCE = 1_000
PLACES = (
    'SELECT l."index", l.stream, l.seq, l.hash, e.body FROM journal_leaf l '
    'LEFT JOIN journal_event e ON e.stream = l.stream AND e.seq = l.seq ORDER BY l."index"'
)
WITHOUT = (
    "SELECT e.stream, e.seq FROM journal_event e WHERE NOT EXISTS "
    "(SELECT 1 FROM journal_leaf l WHERE l.stream = e.stream AND l.seq = e.seq) AND NOT EXISTS "
    "(SELECT 1 FROM journal_pending p WHERE p.stream = e.stream AND p.seq = e.seq) ORDER BY e.stream, e.seq LIMIT 1"
)
LOG = "log"
"""The stream named when no event can be."""


def first_bad() -> Bad | None:
    """The first thing in the log that does not follow from the journal, in the order of places.

    Nodes and heads are read beside the places.
    """
    tree = Frontier()
    place: tuple[str, int] = (LOG, 0)
    with closing(_nodes()) as kept, closing(_heads()) as heads:
        waiting, head, known = next(kept, None), next(heads, None), signers_since()
        for index, stream, seq, told, body in _places():
            if index != tree.size:
                return Bad(stream, seq, "place_gap", f"{tree.size}")
            if body is None:
                return Bad(stream, seq, "place_unknown", f"{index}")
            leaf = leaf_hash(bytes(body))
            if leaf != told:
                return Bad(stream, seq, "place_differs", f"{index}")
            place = (stream, seq)
            for height, number, root in tree.append(leaf):
                if height % HEIGHT:
                    continue
                if waiting != (height // HEIGHT, number, root):
                    return Bad(stream, seq, "node_differs", f"{height // HEIGHT}/{number}")
                waiting = next(kept, None)
            while head is not None and head[0] == tree.size:
                if why := _wrong(head[1], tree, known):
                    return Bad(stream, seq, why, f"{head[0]}")
                head = next(heads, None)
        if waiting is not None:
            return Bad(*place, "node_differs", f"{waiting[0]}/{waiting[1]}")
        if head is not None:
            return Bad(*place, "heads_missing", f"{head[0]} > {tree.size}")
    return _without()


def _wrong(note: str, tree: Frontier, signers: tuple[tuple[int, Verifier], ...]) -> str:
    """Why a head is not that of the tree; empty when it is. Each of `signers` signs from a size on."""
    try:
        said = checkpoint(note)
    except BadNote:
        return "head_differs"
    if (said.size, said.root) != (tree.size, tree.root()):
        return "head_differs"
    mine = [signer for since, signer in signers if since <= said.size]
    return "" if mine and _signed(note, mine[-1]) else "head_unsigned"


def _signed(note: str, signer: Verifier) -> bool:
    try:
        opened(note, signer)
    except BadNote:
        return False
    return True


def _without() -> Bad | None:
    """An event that neither has a place nor waits for one."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT)
        found = cursor.fetchone()
    return Bad(str(found[0]), int(found[1]), "place_missing") if found else None


def _places() -> Iterator[tuple[int, str, int, bytes, bytes | None]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(PLACES)
        while found := cursor.fetchmany(AT_ONCE):
            yield from found


def _nodes() -> Generator[tuple[int, int, bytes], None, None]:
    """The nodes in the order in which a growing tree completes them."""
    by_level = [
        Node.objects.filter(level=level).order_by("number").values_list("level", "number", "hash").iterator()
        for level in Node.objects.values_list("level", flat=True).distinct()
    ]
    for level, number, root in merge(
        *by_level, key=lambda node: ((node[1] + 1) << (node[0] * HEIGHT), node[0])
    ):
        yield level, number, bytes(root)


def _heads() -> Generator[tuple[int, str], None, None]:
    yield from TreeHead.objects.order_by("size").values_list("size", "note").iterator()
