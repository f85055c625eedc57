"""What a person may ask of their data, until when it is answered, and what must be kept.

Sources: Law 91/2025/QH15 on personal data (a person's right to a copy and to erasure, the exceptions where a law orders
keeping), NĐ 356/2025 (a request is answered within two working days). How long finished dossiers are kept is for the
agency's own list of retention periods: `KEPT_YEARS` are this program's cautious values until that list is entered.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from motcua.rules.lifecycle import FINAL
from motcua.rules.states import State
from motcua.rules.worktime import Limit, LimitUnit


class Wish(StrEnum):
    """What is asked for."""

    EXPORT = "export"
    ERASURE = "erasure"


@dataclass(frozen=True)
class Term:
    """In force from a day on: how soon a request is answered, by which law."""

    valid_from: date
    answer: Limit
    law: str


TERMS = (Term(date(2026, 1, 1), Limit(Decimal(2), LimitUnit.WORKING_DAY), "Luật 91/2025/QH15; NĐ 356/2025"),)
"""Oldest first; before the first one the same term is kept as a courtesy."""

KEPT_YEARS = {State.RETURNED: 10, State.WITHDRAWN: 2, State.STOPPED: 2, State.NOT_ACCEPTED: 1}
"""Years a finished dossier is kept, from its last act."""


def term_on(on: date) -> Term:
    """The term in force on a day.

    >>> term_on(date(2026, 11, 23)).answer.days
    2
    """
    return next((term for term in reversed(TERMS) if term.valid_from <= on), TERMS[0])


def kept_until(state: str, last: date) -> date | None:
    """Until when a dossier must be kept; None while it still runs.

    >>> kept_until("withdrawn", date(2024, 2, 29)), kept_until("in_process", date(2024, 2, 29))
    (datetime.date(2026, 3, 1), None)
    """
    found = State(state)
    if found not in FINAL:
        return None
    year = last.year + KEPT_YEARS[found]
    try:
        return last.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
