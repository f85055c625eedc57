"""Give every committed event its place in the log: one index after the other, by one sequencer at a time.

An event waits in the queue from the transaction of its act on; what is taken is "queued", never "number above the last
one", because a database may show a higher number before a lower one.
"""

from django.db import connection, transaction

from motcua.journal.log import nodes
from motcua.journal.log.nodes import HEIGHT
from motcua.journal.log.tree import Frontier, leaf_hash

AT_ONCE = 1_000
"""Events that get their place in one transaction; a head is due after so many."""
LOCK = 0x6D6F746375616C6F
"""The sequencers' lock on PostgreSQL (an advisory one; the letters are "motcualo")."""

TAKE = (
    "SELECT p.id, e.stream, e.seq, e.body FROM journal_pending p "
    "JOIN journal_event e ON e.stream = p.stream AND e.seq = p.seq ORDER BY p.id LIMIT %s"
)
PLACE = 'INSERT INTO journal_leaf ("index", stream, seq, hash) VALUES (%s, %s, %s, %s)'
PLACE_ALL = (
    'INSERT INTO journal_leaf ("index", stream, seq, hash) '
    "SELECT * FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::bytea[])"
)
LEAVE_ALL = "DELETE FROM journal_pending WHERE id = ANY(%s)"
"""For PostgreSQL, which works through a thousand short statements much longer than through one long one."""
KEEP = "INSERT INTO journal_node (level, number, hash) VALUES (%s, %s, %s)"
LEAVE = "DELETE FROM journal_pending WHERE id = %s"


class Busy(Exception):
    """Another sequencer is at work."""


class Sequencer:
    """Gives places, and remembers the tree between two calls."""

    def __init__(self) -> None:
        self._tree = Frontier()

    def step(self, most: int = AT_ONCE) -> int:
        """Place at most so many events, in one transaction of its own; how many it placed. Raises `Busy`."""
        if not _waiting():
            return 0
        with transaction.atomic():
            alone()
            return self._place(most)

    def _place(self, most: int) -> int:
        size = nodes.size()
        tree = self._tree.copy() if self._tree.size == size else nodes.frontier(size)
        leaves, roots, gone = [], [], []
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [most])
            for number, stream, seq, body in cursor.fetchall():
                leaf = leaf_hash(bytes(body))
                leaves.append((tree.size, stream, seq, leaf))
                for height, place, root in tree.append(leaf):
                    if height % HEIGHT == 0:
                        roots.append((height // HEIGHT, place, root))
                gone.append(number)
            if leaves and connection.vendor == "postgresql":
                cursor.execute(PLACE_ALL, [list(column) for column in zip(*leaves, strict=True)])
                cursor.execute(LEAVE_ALL, [gone])
            elif leaves:
                cursor.executemany(PLACE, leaves)
                cursor.executemany(LEAVE, [(number,) for number in gone])
            if roots:
                cursor.executemany(KEEP, roots)
        transaction.on_commit(lambda: self._remember(tree))
        return len(leaves)

    def _remember(self, tree: Frontier) -> None:
        self._tree = tree


def alone() -> None:
    """Be the only one who writes the log until the transaction ends. Raises `Busy`.

    SQLite has one writer anyway.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy


def _waiting() -> bool:
    """Whether anything is in the queue: asked without keeping anybody from writing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM journal_pending)")
        return bool(cursor.fetchone()[0])
