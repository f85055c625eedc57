"""Anchor the newest head outside, and stop the work when that has not been possible for too long.

Who holds the key of the heads could still write another history; a timestamp by somebody else shows which one was there
first. So no act is recorded once the newest anchor is older than `ANCHOR_HOURS` (settings; 0: never stop).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.conf import settings

from motcua.journal.log.heads import Head, newest
from motcua.journal.models import Anchor, Event
from motcua.rules.refusal import Refusal

EVERY = timedelta(hours=1)


class Stamped(Protocol):
    """A timestamp as the gateway gives it: DER of RFC 3161, the moment it attests, by whom, and whether it is a play."""

    @property
    def response(self) -> bytes: ...

    @property
    def at(self) -> datetime: ...

    @property
    def authority(self) -> str: ...

    @property
    def demo(self) -> bool: ...


Stamping = Callable[[bytes], Stamped]


@dataclass(frozen=True, slots=True)
class Anchored:
    """The newest anchor: the size of its head, its note, when it was stamped, by whom."""

    size: int
    note: str
    at: datetime
    authority: str
    demo: bool
    response: bytes


def last() -> Anchored | None:
    """The newest anchor, if there is any (one read)."""
    found = Anchor.objects.select_related("head").order_by("-at", "-pk").first()
    if found is None:
        return None
    return Anchored(
        found.head_id, found.head.note, found.at, found.authority, found.demo, bytes(found.response)
    )


def due(at: datetime) -> bool:
    """Whether the newest head should be anchored: an hour after the last time, whether or not anything happened."""
    before = Anchor.objects.order_by("-at").values_list("at", flat=True).first()
    return before is None or at - before >= EVERY


def anchor(stamp: Stamping) -> Head | None:
    """Have the newest head stamped and keep the stamp; None while there is no head. Refuses what `stamp` refuses."""
    head = newest()
    if head is None:
        return None
    given = stamp(head.note.encode())
    Anchor.objects.create(
        head_id=head.said.size,
        at=given.at,
        response=given.response,
        authority=given.authority,
        demo=given.demo,
    )
    return head


_seen: dict[str, datetime] = {}
"""The newest anchor this process knows of: an act asks the database only once that one is too old."""
_lifted: ContextVar[bool] = ContextVar("anchors are not asked for", default=False)


def require(at: datetime) -> None:
    """Refuse `journal_not_anchored` when the journal was last anchored too long before `at`.

    Before the first anchor the first event counts: a new installation has so many hours to reach its authority.
    """
    hours = settings.ANCHOR_HOURS
    if not hours or _lifted.get():
        return
    allowed = timedelta(hours=hours)
    if (seen := _seen.get("at")) is not None and at - seen <= allowed:
        return
    found = Anchor.objects.order_by("-at").values_list("at", flat=True).first() or _first_event()
    if found is None:
        return
    _seen["at"] = found
    if at - found > allowed:
        raise Refusal("journal_not_anchored", last=found.isoformat(), hours=hours)


@contextmanager
def lifted() -> Iterator[None]:
    """Ask for no anchor meanwhile: where years that are over are played, whose acts no anchor can be as old as, and where
    people sign in, who have to read and to mend while nothing may be done."""
    token = _lifted.set(True)
    try:
        yield
    finally:
        _lifted.reset(token)


def forget() -> None:
    """Ask the database again at the next act."""
    _seen.clear()


def _first_event() -> datetime | None:
    told = Event.objects.order_by("at").values_list("at", flat=True).first()
    return datetime.strptime(told, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC) if told else None
