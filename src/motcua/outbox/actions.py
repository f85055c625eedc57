"""Writing and ticking off notices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from motcua.outbox.models import Notice
from motcua.statements import insert


@dataclass(frozen=True)
class Draft:
    """A notice to be written: exactly one of officer, party or unit is its reader."""

    kind: str
    about: str
    key: str
    officer: int | None = None
    party: int | None = None
    unit: int | None = None
    facts: Mapping[str, str | int | None] = field(default_factory=dict)


def write(drafts: Iterable[Draft], *, at: datetime) -> int:
    """Write notices in one statement; one whose key exists is left as it was. Answers how many were offered."""
    rows = [
        Notice(
            key=draft.key,
            kind=draft.kind,
            about=draft.about,
            to_officer=draft.officer,
            to_party=draft.party,
            to_unit=draft.unit,
            facts=dict(draft.facts),
            written_at=at,
        )
        for draft in drafts
    ]
    insert(*rows, or_leave=True)
    return len(rows)


def mark_read(notices: Iterable[int], *, officer: int, at: datetime, units: Iterable[int] = ()) -> int:
    """Tick off notices the officer has seen, their own and those to their units; answers how many changed.

    A notice to a unit is off the list for everybody once one of its people has seen to it.
    """
    theirs = Q(to_officer=officer) | Q(to_unit__in=list(units))
    return Notice.objects.filter(theirs, pk__in=list(notices), read_at=None).update(read_at=at)
