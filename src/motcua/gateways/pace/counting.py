"""Counting: one statement whatever the number of limits on PostgreSQL, none at all on SQLite."""

import hmac
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection

from motcua.gateways.pace.models import Count

UPSERT = (
    "INSERT INTO pace_count (key, count, until) VALUES {rows} "
    "ON CONFLICT (key) DO UPDATE SET count = pace_count.count + EXCLUDED.count RETURNING key, count"
)
MOST_KEPT = 100_000
"""Counts kept in memory; when there are more, those of past windows go, and then all."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries by `who` within a window of `seconds`; windows begin at multiples of their length."""

    who: str
    most: int
    seconds: int

    def until(self, at: datetime) -> datetime:
        """The end of the window `at` lies in."""
        begun = int(at.timestamp()) // self.seconds * self.seconds
        return datetime.fromtimestamp(begun + self.seconds, UTC)

    def key(self, at: datetime) -> str:
        """Under what it is counted: 64 signs that tell nothing about `who` without the signing key."""
        named = f"{self.who}\0{self.seconds}\0{self.until(at).isoformat()}"
        return hmac.new(settings.SECRET_KEY.encode(), named.encode(), "sha256").hexdigest()


_kept: dict[str, tuple[int, datetime]] = {}
_lock = threading.Lock()


def tries(limits: Iterable[Limit], at: datetime) -> int:
    """Count one try against every limit; seconds to wait, 0 when none is passed."""
    asked = {limit.key(at): limit for limit in limits}
    counts = _add(asked, at, 1)
    waits = [limit.until(at) - at for key, limit in asked.items() if counts[key] > limit.most]
    return max(1, int(max(waits).total_seconds()) + 1) if waits else 0


def seen(limit: Limit, at: datetime) -> int:
    """How often in this window so far."""
    key = limit.key(at)
    return _add({key: limit}, at, 0)[key]


def forget(at: datetime) -> int:
    """Throw away the counts of windows that are over; how many."""
    with _lock:
        past = [key for key, (_, until) in _kept.items() if until <= at]
        for key in past:
            del _kept[key]
    if connection.vendor == "sqlite":
        return len(past)
    return Count.objects.filter(until__lte=at).delete()[0]


def _add(asked: Mapping[str, Limit], at: datetime, by: int) -> Mapping[str, int]:
    if connection.vendor == "sqlite":
        return _add_in_memory(asked, at, by)
    # Sorted, so that two callers lock their rows in the same order.
    rows = [(key, by, asked[key].until(at)) for key in sorted(asked)]
    with connection.cursor() as cursor:
        places = ", ".join(["(%s, %s, %s)"] * len(rows))
        cursor.execute(UPSERT.format(rows=places), [value for row in rows for value in row])
        return {str(key): int(count) for key, count in cursor.fetchall()}


def _add_in_memory(asked: Mapping[str, Limit], at: datetime, by: int) -> Mapping[str, int]:
    with _lock:
        if len(_kept) > MOST_KEPT:
            for key in [key for key, (_, until) in _kept.items() if until <= at] or list(_kept):
                del _kept[key]
        found = {}
        for key, limit in asked.items():
            found[key] = _kept.get(key, (0, at))[0] + by
            _kept[key] = (found[key], limit.until(at))
        return found
