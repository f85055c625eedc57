"""Write a view down: one statement, whatever it shows; it never stands in the way of an act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.privacy.models import Look
from motcua.rules.looking import WINDOW, Purpose
from motcua.statements import insert


@dataclass(frozen=True)
class Looker:
    """Who looks: the official, the post held, the sign-in."""

    officer: int
    post: int | None = None
    session: str = ""


def looked(
    by: Looker, dossier: int, page: str, purpose: Purpose, *, at: datetime, task: int | None = None
) -> None:
    """One dossier was shown on `page` (dossier, slip, control, result, file)."""
    insert(_row(by, f"dossier/{dossier}", page, purpose, at, dossier=dossier, task=task), or_leave=True)


def found(by: Looker, dossiers: Iterable[int], *, at: datetime) -> None:
    """A search showed these people: each may read of it."""
    rows = [_row(by, f"dossier/{pk}", "search", Purpose.SEARCH, at, dossier=pk) for pk in dossiers]
    insert(*rows, or_leave=True)


def listed(
    by: Looker, name: str, dossiers: Iterable[int], *, at: datetime, purpose: Purpose = Purpose.LIST
) -> None:
    """A list of work or a register showed these people: one row for all."""
    shown = sorted(set(dossiers))
    if shown:
        row = _row(by, f"list/{name}"[:80], purpose.value, purpose, at)
        row.listed = shown
        insert(row, or_leave=True)


def _row(
    by: Looker,
    about: str,
    page: str,
    purpose: Purpose,
    at: datetime,
    *,
    dossier: int | None = None,
    task: int | None = None,
) -> Look:
    return Look(
        officer_id=by.officer, post_id=by.post, dossier_id=dossier, about=about, page=page, purpose=purpose.value,
        task_id=task, at=at, window=int(at.timestamp() // WINDOW.total_seconds()), session=by.session,
    )  # fmt: skip
