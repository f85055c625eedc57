"""Is every row of the journal what was written? One walk over all rows, and one digest of them all."""

from dataclasses import dataclass
from hashlib import sha256

from motcua.journal.models import Event
from motcua.rules.canonical import NO_PREVIOUS, digest


@dataclass(frozen=True)
class Checked:
    """`broken` names the first row that does not fit (empty: all do); `digest` stands for all rows in their order."""

    events: int
    digest: str
    broken: str

    @property
    def ok(self) -> bool:
        """Whether every row fits the one before it and its own hash."""
        return not self.broken


def check_journal() -> Checked:
    """Walk the journal stream by stream: hashes of the bodies, links, gap-free numbers."""
    total, count, broken = sha256(), 0, ""
    stream, seq, head = "", 0, NO_PREVIOUS
    rows = Event.objects.order_by("stream", "seq").values_list("stream", "seq", "body", "prev", "hash")
    for name, number, body, prev, own in rows.iterator(chunk_size=2000):
        if name != stream:
            stream, seq, head = name, 0, NO_PREVIOUS
        if not broken and (number != seq + 1 or prev != head or digest(bytes(body)) != own):
            broken = f"{name} #{number}"
        seq, head = number, own
        count += 1
        total.update(f"{name} {number} {own}\n".encode())
    return Checked(count, total.hexdigest(), broken)
