"""Write the journal with its log into one file that anybody can check without motcua (docs/journal.md)."""

import base64
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.db import connection

from motcua.journal.log import nodes
from motcua.journal.models import Anchor, LogKey, TreeHead
from motcua.journal.stored import still
from motcua.rules.canonical import moment

FORMAT = "motcua-journal 1"
AT_ONCE = 1_000
EVENTS = (
    'SELECT l."index", e.hash, e.body FROM journal_leaf l '
    'LEFT JOIN journal_event e ON e.stream = l.stream AND e.seq = l.seq ORDER BY l."index"'
)


def write(file: BinaryIO, origin: str, roots: Iterable[bytes]) -> int:
    """Write all there is at this moment; how many events. `roots`: DER of the certificates the anchors rest on."""
    with still(connection):
        file.writelines(line.encode() + b"\n" for line in _before(origin, roots))
        written = nodes.size()
        file.write(f"events {written}\n".encode())
        with connection.chunked_cursor() as cursor:
            cursor.execute(EVENTS)
            while found := cursor.fetchmany(AT_ONCE):
                file.writelines(
                    b"%d %s %s\n" % (place, told.encode(), bytes(body))
                    for place, told, body in found
                    if body is not None  # verify, and whoever reads the export, names it as missing
                )
    return written


def _before(origin: str, roots: Iterable[bytes]) -> Iterator[str]:
    yield FORMAT
    yield f"origin {origin}"
    for key in LogKey.objects.order_by("since").values_list("text", flat=True):
        yield f"key {key}"
    for root in roots:
        yield f"tsa-root {_b64(root)}"
    for at, note in TreeHead.objects.order_by("size").values_list("at", "note").iterator():
        yield f"head {moment(at)} {_b64(note.encode())}"
    anchors = Anchor.objects.order_by("at", "pk").values_list("head_id", "at", "response")
    for size, at, response in anchors.iterator():
        yield f"anchor {size} {moment(at)} {_b64(bytes(response))}"


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
