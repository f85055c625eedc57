"""Writing and ticking off notices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

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


def mark_read(notices: Iterable[int], *, officer: int, at: datetime) -> int:
    """Tick off notices the officer has seen; answers how many changed."""
    return Notice.objects.filter(pk__in=list(notices), to_officer=officer, read_at=None).update(read_at=at)
