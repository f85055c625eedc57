"""What a person may ask of their data, how soon it is answered and carried out, why it may be refused, what must be kept.

Sources: Law 91/2025/QH15 art. 4 (rights), 13 (correction), 14 (erasure), 19 (processing that needs no consent);
NĐ 356/2025 (an answer within two working days; then 10 days to give or correct, 15 to restrict, 20 to erase: read in
secondary sources). Law 02/2011/QH13 on complaints art. 28. How long finished dossiers are kept is for the agency's own
list of retention periods (Law 33/2024/QH15 on archives): a setting, `USUAL_YEARS` until the list is entered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from motcua.rules.lifecycle import FINAL
from motcua.rules.states import State
from motcua.rules.worktime import LOCAL, Limit, LimitUnit


class Wish(StrEnum):
    """What is asked for."""

    EXPORT = "export"
    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    COMPLAINT = "complaint"


NEEDS_WORDS = frozenset({Wish.CORRECTION, Wish.COMPLAINT})
"""What cannot be answered unless the person says what is wrong."""
TWO_PERSONS = frozenset({Wish.ERASURE})
"""What one leader agrees to and another carries out: it cannot be taken back."""


@dataclass(frozen=True)
class Term:
    """In force from a day on: how soon a request is answered, and within how many days carried out, by which law."""

    valid_from: date
    wish: Wish
    answer: Limit
    carry_days: int
    law: str


_TWO = Limit(Decimal(2), LimitUnit.WORKING_DAY)
_FROM = date(2026, 1, 1)
TERMS = (
    Term(_FROM, Wish.EXPORT, _TWO, 10, "Luật 91/2025/QH15 Đ.4; NĐ 356/2025"),
    Term(_FROM, Wish.CORRECTION, _TWO, 10, "Luật 91/2025/QH15 Đ.13; NĐ 356/2025"),
    Term(_FROM, Wish.ERASURE, _TWO, 20, "Luật 91/2025/QH15 Đ.14; NĐ 356/2025"),
    Term(_FROM, Wish.RESTRICTION, _TWO, 15, "Luật 91/2025/QH15 Đ.4; NĐ 356/2025"),
    Term(_FROM, Wish.COMPLAINT, _TWO, 30, "Luật 91/2025/QH15 Đ.4; Luật Khiếu nại 02/2011/QH13 Đ.28"),
)
"""Of each wish the oldest first; before the first one the same term is kept as a courtesy."""


class Ground(StrEnum):
    """Why a request may be refused; nothing else may be the reason."""

    RETENTION = "retention"
    RUNNING = "running"
    IDENTITY = "identity"
    OTHERS = "others"
    UNFOUNDED = "unfounded"


GROUNDS: Mapping[Wish, tuple[Ground, ...]] = MappingProxyType(
    {
        Wish.EXPORT: (Ground.IDENTITY, Ground.OTHERS),
        Wish.CORRECTION: (Ground.UNFOUNDED, Ground.IDENTITY, Ground.OTHERS),
        Wish.ERASURE: (Ground.RETENTION, Ground.RUNNING, Ground.IDENTITY, Ground.OTHERS),
        Wish.RESTRICTION: (Ground.RUNNING, Ground.IDENTITY, Ground.OTHERS),
        Wish.COMPLAINT: (Ground.IDENTITY, Ground.OTHERS),
    }
)
LAW: Mapping[Ground, str] = MappingProxyType(
    {
        Ground.RETENTION: "Luật Lưu trữ 33/2024/QH15; Luật 91/2025/QH15 Đ.14",
        Ground.RUNNING: "NĐ 61/2018 Đ.17-20; Luật 91/2025/QH15 Đ.19",
        Ground.IDENTITY: "Luật 91/2025/QH15 Đ.4",
        Ground.OTHERS: "Luật 91/2025/QH15 Đ.4",
        Ground.UNFOUNDED: "Luật 91/2025/QH15 Đ.13",
    }
)
"""Where each reason stands."""

COPY_READY = timedelta(days=30)
"""How long the copy granted can be fetched; afterwards one asks anew."""
READABLE = timedelta(days=365)
"""How long the person finds the answer under their number; then the mark that finds it is wiped."""

USUAL_YEARS: Mapping[State, int] = MappingProxyType(
    {State.RETURNED: 10, State.WITHDRAWN: 2, State.STOPPED: 2, State.NOT_ACCEPTED: 1}
)
"""Years a finished dossier is kept from its last act, unless the agency says otherwise."""


def term_on(wish: str, on: date) -> Term:
    """The term in force for a wish on a day.

    >>> term_on("erasure", date(2026, 11, 23)).carry_days
    20
    """
    mine = [term for term in TERMS if term.wish == wish]
    return next((term for term in reversed(mine) if term.valid_from <= on), mine[0])


def carried_out_by(term: Term, asked: datetime) -> datetime:
    """The end of the last day to do it; the day of asking does not count (Civil Code art. 147).

    >>> term = term_on("export", date(2026, 3, 2))
    >>> carried_out_by(term, datetime(2026, 3, 2, 9, tzinfo=LOCAL)).isoformat()
    '2026-03-12T23:59:59+07:00'
    """
    last = asked.astimezone(LOCAL) + timedelta(days=term.carry_days)
    return last.replace(hour=23, minute=59, second=59, microsecond=0)


def retention(told: str) -> Mapping[State, int]:
    """The agency's own years, `returned=20,withdrawn=5`; what is not named is as usual. ValueError for anything else.

    >>> dict(retention("withdrawn=5"))[State.WITHDRAWN], dict(retention(""))[State.RETURNED]
    (5, 10)
    """
    found = dict(USUAL_YEARS)
    for part in (piece.strip() for piece in told.split(",") if piece.strip()):
        name, _, years = part.partition("=")
        if name not in {state.value for state in USUAL_YEARS} or not years.isdecimal():
            raise ValueError(
                f"MOTCUA_KEPT_YEARS: {part!r} is not one of returned, withdrawn, stopped, not_accepted with its years"
            )
        found[State(name)] = int(years)
    return MappingProxyType(found)


def kept_until(state: str, last: date, years: Mapping[State, int] = USUAL_YEARS) -> date | None:
    """Until when a dossier must be kept; None while it still runs.

    >>> kept_until("withdrawn", date(2024, 2, 29)), kept_until("in_process", date(2024, 2, 29))
    (datetime.date(2026, 3, 1), None)
    """
    found = State(state)
    if found not in FINAL:
        return None
    year = last.year + years[found]
    try:
        return last.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
