"""Who looked at a dossier; whose access is unusual; whether the days bound to the journal are still the same."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.dossiers.models import Dossier, Task
from motcua.journal import queries as journal
from motcua.organisation import queries as organisation
from motcua.privacy.models import Look, Restriction
from motcua.rules import canonical, lifecycle
from motcua.rules.looking import STATED, STATED_FOR, Finding, Purpose, Seen, unusual
from motcua.rules.posts import Duty
from motcua.rules.states import State
from motcua.rules.worktime import LOCAL

WHYS = frozenset({"looks_differ"})
"""Why the record of who looked may not fit the journal."""


@dataclass(frozen=True)
class Told:
    """One line of "who looked" as the applicant reads it: moment, official, post and unit, what and why."""

    at: datetime
    officer: str
    post: str
    unit: str
    page: str
    purpose: str


def looks_at(dossier: int, *, most: int = 500) -> tuple[Told, ...]:
    """Who opened or found this dossier, newest first (one read)."""
    rows = Look.objects.filter(dossier=dossier).select_related("officer", "post__unit").order_by("-at", "-pk")
    return tuple(
        Told(
            row.at, row.officer.full_name, row.post.name if row.post else "",
            row.post.unit.full_name if row.post else "", row.page, row.purpose,
        )
        for row in rows[:most]
    )  # fmt: skip


def purpose_of(
    dossier: Dossier, officer: int, duties: Collection[tuple[int, frozenset[Duty]]], at: datetime
) -> tuple[Purpose, int | None] | None:
    """What a view of the dossier by this official belongs to, and the task; None where it must be stated (1-2 reads)."""
    by_unit = dict(duties)
    running = State(dossier.state) not in lifecycle.FINAL
    if not running and Restriction.objects.filter(dossier=dossier, until=None).exists():
        return _stated(dossier, officer, at)
    handled = dossier.last_by_id == officer
    for pk, unit, holder, closed_by, duty, state in Task.objects.filter(dossier=dossier).values_list(
        "pk", "unit", "officer", "closed_by", "duty", "state"
    ):
        free = holder is None and duty in {d.value for d in by_unit.get(unit, ())}
        if state == Task.State.OPEN and (holder == officer or free):
            return Purpose.TASK, pk
        handled = handled or officer in (holder, closed_by)
    desk = by_unit.get(dossier.unit_id, frozenset())
    if running and desk & {Duty.RECEIVE, Duty.RETURN}:
        return Purpose.DESK, None
    here = by_unit.get(dossier.holder_unit_id, frozenset()) | by_unit.get(
        dossier.competent_unit_id, frozenset()
    )
    if running and here & {Duty.ASSIGN, Duty.SIGN, Duty.TAKE_OVER}:
        return (Purpose.LEAD if here & {Duty.ASSIGN, Duty.SIGN} else Purpose.TASK), None
    if State(dossier.state) is State.AWAITING_PAYMENT and Duty.CASH in here | desk:
        return Purpose.TASK, None
    if handled and (running or dossier.last_by_id == officer):
        return Purpose.HANDLED, None
    return _stated(dossier, officer, at)


def _stated(dossier: Dossier, officer: int, at: datetime) -> tuple[Purpose, None] | None:
    stated = (
        Look.objects.filter(
            dossier=dossier,
            officer=officer,
            at__gt=at - STATED_FOR,
            purpose__in=[one.value for one in STATED],
        )
        .order_by("-at")
        .values_list("purpose", flat=True)
        .first()
    )
    return (Purpose(stated), None) if stated else None


def unusual_access(
    officers: Collection[int], *, at: datetime, days: int = 30
) -> tuple[tuple[Finding, ...], int]:
    """Findings about these officials in the last days, and how many views there were in all."""
    since = at - timedelta(days=days)
    rows = Look.objects.filter(officer__in=list(officers), at__gt=since, at__lte=at, dossier__isnull=False)
    views = [
        Seen(officer, dossier or 0, when.astimezone(LOCAL), Purpose(purpose))
        for officer, dossier, when, purpose in rows.values_list(
            "officer", "dossier", "at", "purpose"
        ).iterator()
    ]
    calendar = organisation.calendar()
    span = {view.at.date() for view in views}
    return unusual(views, [day for day in span if not calendar.is_working(day)]), len(views)


def day_digest(day: date) -> tuple[int, str]:
    """How many looks a local day has, and the hash of their rows in order."""
    start = datetime.combine(day, time(), LOCAL)
    rows = Look.objects.filter(at__gte=start, at__lt=start + timedelta(days=1)).order_by("pk")
    running, count = hashlib.sha256(), 0
    for row in rows.iterator():
        running.update(canonical.canonical(_said(row)) + b"\n")
        count += 1
    return count, running.hexdigest()


def _said(row: Look) -> dict[str, canonical.Value]:
    return {
        "pk": row.pk, "officer": row.officer_id, "post": row.post_id, "dossier": row.dossier_id, "about": row.about,
        "page": row.page, "purpose": row.purpose, "task": row.task_id, "at": canonical.moment(row.at),
        "listed": row.listed, "session": row.session,
    }  # fmt: skip


def first_bad_day() -> date | None:
    """The first day whose looks are not those the journal was told of; None when all are."""
    for entry in journal.entries("looks"):
        day = date.fromisoformat(str(entry.facts["day"]))
        if day_digest(day) != (entry.facts["count"], entry.facts["hash"]):
            return day
    return None
