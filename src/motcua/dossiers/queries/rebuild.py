"""Rebuild every dossier from the journal and hold it against its row: state, clock's moments, holder, slips.

The journal, the dossiers and the slips are read side by side in the same order, so memory stays constant.
"""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db import connection
from django.db.models import CharField
from django.db.models.functions import Cast, Collate

from motcua.dossiers.models import Attachment, Dossier, Slip
from motcua.journal import stored
from motcua.journal.log import check as log_check
from motcua.journal.verify import Bad, Read, Verified, walk
from motcua.rules import canonical, lifecycle
from motcua.rules.states import Event, State

PREFIX = "dossier/"
ORDER = {"postgresql": (Collate("name", "C"),)}
"""Numbers as text, by their bytes: the order of streams; SQLite sorts so by itself."""

WHYS = frozenset({
    "wrong_start", "state_jump", "no_transition", "dossier_missing", "events_missing", "dossier_differs", "slip_missing",
    "slip_altered", "slip_unknown", "file_missing", "file_unknown", "erased_unknown",
})  # fmt: skip
"""Why a dossier may not fit its journal."""


@dataclass(frozen=True)
class Rebuilt(Verified):
    """What verifying found, dossiers included."""

    dossiers: int = 0


@dataclass(frozen=True)
class Kept:
    """A dossier as its row says, in the words of the journal."""

    name: str
    salt: bytes
    seq: int
    head: str
    state: str
    due: str | None
    finished: str | None
    holder: int


@dataclass(frozen=True)
class Issued:
    """A slip as its row says."""

    name: str
    kind: str
    symbol: str
    facts: dict[str, canonical.Value]


@dataclass
class Dossiers:
    """Watches the walk through the journal and rebuilds one dossier after the other."""

    dossiers: int = 0
    kept: Kept | None = None
    last: Read | None = None
    slips: dict[tuple[str, str], Issued] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    erased: bool = False

    def __post_init__(self) -> None:
        self._rows = _kept()
        self._next = next(self._rows, None)
        self._issued = _issued()
        self._slips = groupby(self._issued, key=lambda slip: slip.name)
        self._next_slips = next(self._slips, None)
        self._attached = attached()
        self._next_files = next(self._attached, None)

    def see(self, read: Read) -> Bad | None:
        """Follow one event of a dossier from state to state."""
        if not read.stream.startswith(PREFIX):
            return None
        if read.seq == 1 and (found := self._enter(read)):
            return found
        before = self.last.facts.get("to") if self.last else None
        self.last = read
        if why := _moved(read, before):
            return Bad(read.stream, read.seq, why)
        self.erased = self.erased or read.kind == lifecycle.ERASE
        return self._files(read) or self._slip(read)

    def leave(self) -> Bad | None:
        """Hold the dossier against its row."""
        kept, last = self.kept, self.last
        self.kept = self.last = None
        if kept is None or last is None:
            return None
        facts = last.facts
        told = Kept(kept.name, kept.salt, last.seq, last.hash, str(facts.get("to")), _text(facts.get("due")),
                    _text(facts.get("finished")), int(str(facts.get("holder"))))  # fmt: skip
        for name in ("seq", "head", "state", "due", "finished", "holder"):
            if getattr(told, name) != getattr(kept, name):
                return Bad(last.stream, last.seq, "dossier_differs", name)
        if not kept.salt and not self.erased:
            return Bad(last.stream, last.seq, "erased_unknown")
        if self.files and kept.salt:
            return Bad(last.stream, last.seq, "file_unknown")
        if self.slips:
            return Bad(last.stream, last.seq, "slip_unknown", next(iter(self.slips))[1])
        return None

    def close(self) -> Bad | None:
        """No dossier may be left without events."""
        if self._next is not None:
            return Bad(PREFIX + self._next.name, None, "events_missing")
        return None

    def stop(self) -> None:
        """Let go of the rows not read."""
        self._rows.close()
        self._issued.close()
        self._attached.close()

    def _enter(self, read: Read) -> Bad | None:
        """Find the row of the dossier whose stream begins."""
        name = read.stream.removeprefix(PREFIX)
        if self._next is not None and self._next.name < name:
            return Bad(PREFIX + self._next.name, None, "events_missing")
        if self._next is None or self._next.name != name:
            return Bad(read.stream, read.seq, "dossier_missing")
        self.kept, self._next = self._next, next(self._rows, None)
        self.dossiers += 1
        self.slips, self.files, self.erased = {}, [], False
        while self._next_files is not None and self._next_files[0] <= name:
            if self._next_files[0] == name:
                self.files = [row.bound(self.kept.salt) for row in self._next_files[1]] if self.kept else []
            self._next_files = next(self._attached, None)
        while self._next_slips is not None and self._next_slips[0] <= name:
            if self._next_slips[0] == name:
                self.slips = {(slip.kind, slip.symbol): slip for slip in self._next_slips[1]}
            self._next_slips = next(self._slips, None)
        return None

    def _files(self, read: Read) -> Bad | None:
        """Every file the journal names must still be the one that was given."""
        told = read.facts.get("files")
        if not isinstance(told, list) or self.kept is None or not self.kept.salt:
            return None
        for said in told:
            if said not in self.files:
                return Bad(read.stream, read.seq, "file_missing")
            self.files.remove(str(said))
        return None

    def _slip(self, read: Read) -> Bad | None:
        line = read.facts.get("slip")
        if not isinstance(line, dict) or self.kept is None:
            return None
        slip = self.slips.pop((str(line.get("kind")), str(line.get("symbol"))), None)
        if not self.kept.salt:
            return None  # the data was erased with its salt; only the commitment is left
        if slip is None:
            return Bad(read.stream, read.seq, "slip_missing", str(line.get("symbol")))
        said = canonical.commitment(self.kept.salt, {"slip": slip.symbol, "facts": slip.facts})
        return None if said == line.get("hash") else Bad(read.stream, read.seq, "slip_altered", slip.symbol)


def verify_all(progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Recompute everything: the file, the journal with every dossier, then its log; stops at the first bad event.

    `progress` is told how many events are done, of how many. Nobody is kept from writing meanwhile.
    """
    with stored.still(connection):
        file = stored.damaged()
        if file is not None and file.stream:
            return Rebuilt(0, 0, "", file)
        try:
            total = stored.count()
            watch = Dossiers()
            tell = (lambda done: progress(done, total)) if progress else None
            try:
                with closing(stored.rows()) as rows:
                    found = walk(rows, watch, tell)
            finally:
                watch.stop()
            bad = found.first_bad or stored.key_twice() or file or log_check.first_bad()
        except stored.READING_FAILED as error:
            return Rebuilt(0, 0, "", stored.unreadable(error))
    return Rebuilt(found.events, found.streams, "" if bad else found.digest, bad, watch.dossiers)


def _moved(read: Read, before: object) -> str:
    """Why this event cannot follow `before` (None: it is the first); empty when it can."""
    came, went = read.facts.get("from"), read.facts.get("to")
    if before is None and came not in lifecycle.INITIAL:
        return "wrong_start"
    if before is not None and came != before:
        return "state_jump"
    if read.kind in lifecycle.LEAVING:
        return "" if came == went else "no_transition"
    try:
        cell = lifecycle.TABLE.get((State(str(came)), Event(read.kind)))
    except ValueError:
        return "no_transition"
    return "" if cell is not None and went in cell.targets else "no_transition"


def _kept() -> Generator[Kept, None, None]:
    rows = Dossier.objects.annotate(name=Cast("pk", CharField())).order_by(
        *ORDER.get(connection.vendor, ("name",))
    )
    asked = rows.values_list("name", "salt", "seq", "head", "state", "due_at", "finished_at", "holder_unit")
    for name, salt, seq, head, state, due, finished, holder in asked.iterator():
        yield Kept(name, bytes(salt), seq, head, state, _moment(due), _moment(finished), holder)


def _issued() -> Generator[Issued, None, None]:
    rows = Slip.objects.annotate(name=Cast("dossier_id", CharField()))
    asked = rows.order_by(*ORDER.get(connection.vendor, ("name",))).values_list(
        "name", "kind", "symbol", "facts"
    )
    for row in asked.iterator():
        yield Issued(*row)


def attached() -> Generator[tuple[str, list[Attachment]], None, None]:
    """The files of each dossier that has any, in the order of the streams."""
    rows = Attachment.objects.exclude(dossier=None).annotate(name_of=Cast("dossier_id", CharField()))
    order = (Collate("name_of", "C"),) if connection.vendor == "postgresql" else ("name_of",)
    for name, found in groupby(rows.order_by(*order).iterator(), key=lambda row: str(row.name_of)):
        yield name, list(found)


def _moment(at: datetime | None) -> str | None:
    return canonical.moment(at) if at else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
