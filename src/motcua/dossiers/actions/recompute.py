"""Compute open deadlines again after a decision on the calendar: one journal entry for each dossier that moves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import transaction

from motcua.catalogue.document import ProcedureDocument
from motcua.dossiers.actions.clock import clock_of, counted, store
from motcua.dossiers.models import Dossier, Suspension, Task
from motcua.journal.actions import Head, record
from motcua.organisation import queries as organisation
from motcua.rules import canonical, lifecycle, limits
from motcua.rules.limits import SUPPLEMENT, Clock
from motcua.rules.states import State
from motcua.rules.worktime import Calendar, Limit, LimitUnit, due

BATCH = 200
MOMENTS = ("due_at", "original_due_at", "legal_due_at", "hand_over_by", "supplement_by")
Row = TypeVar("Row", Suspension, Task)
OPEN = tuple(state.value for state in lifecycle.UNFINISHED)


@dataclass(frozen=True)
class Recomputed:
    """How many open dossiers were looked at, how many moved, and how many of their tasks."""

    read: int
    changed: int
    tasks: int


def recompute(
    *,
    at: datetime,
    by: int | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    batch: int = BATCH,
) -> Recomputed:
    """Every open dossier's moments by the calendar in force now, in batches of one transaction each.

    Running it again changes nothing. `progress` is told how many dossiers are done, of how many. Raises
    `Refusal("no_calendar")` only where there is a dossier to compute.
    """
    waiting = Dossier.objects.filter(state__in=OPEN, finished_at=None, clock_start__isnull=False)
    total = waiting.count()
    read = changed = moved = last = 0
    version = organisation.calendar_version()
    while True:
        with transaction.atomic():
            asked = waiting.filter(pk__gt=last).order_by("pk").select_related("version")
            found = list(asked.defer("version__flaws").select_for_update(of=("self",))[:batch])
            if not found:
                return Recomputed(read, changed, moved)
            counts = _batch(found, version, by, at)
        read, changed, moved, last = read + len(found), changed + counts[0], moved + counts[1], found[-1].pk
        if progress:
            progress(read, total)


def _batch(found: Sequence[Dossier], version: str, by: int | None, at: datetime) -> tuple[int, int]:
    """Compute one batch; how many dossiers and tasks moved (two reads, two writes, a journal row for each)."""
    stops = _by_dossier(Suspension.objects.filter(dossier__in=found).order_by("start", "pk"))
    open_tasks = Task.objects.filter(
        dossier__in=found, state=Task.State.OPEN, due_at__isnull=False, kind__in=("step", "correction")
    )
    tasks = _by_dossier(open_tasks.order_by("pk"))
    changed: list[Dossier] = []
    moved: list[Task] = []
    for dossier in found:
        calendar = organisation.calendar_at_version(version, dossier.competent_unit_id)
        own = stops.get(dossier.pk, [])
        before = {name: getattr(dossier, name) for name in MOMENTS}
        _moments(dossier, dossier.version.parsed, own, calendar)
        late = [task for task in tasks.get(dossier.pk, []) if _task(task, own, calendar)]
        after = {name: getattr(dossier, name) for name in MOMENTS}
        if before == after and not late:
            continue
        moved += late
        changed.append(dossier)
        written = record(
            dossier.stream, lifecycle.RECOMPUTE, by=by, at=at, facts=_facts(dossier, before, late, version),
            head=Head(dossier.seq, dossier.head),
        )  # fmt: skip
        dossier.seq, dossier.head = written.head.seq, written.head.hash
    Dossier.objects.bulk_update(changed, [*MOMENTS, "seq", "head"])
    Task.objects.bulk_update(moved, ["due_at"])
    return len(changed), len(moved)


def _moments(
    dossier: Dossier, document: ProcedureDocument, stops: Sequence[Suspension], calendar: Calendar
) -> None:
    clock = clock_of(dossier, document, stops)
    store(dossier, limits.recompute(clock, calendar))
    legal = counted(document.legal_limit)
    if legal is not None:
        whole = Clock(clock.start, legal, clock.suspensions, clock.restarted_at)
        dossier.legal_due_at = limits.recompute(whole, calendar).original_due
    if dossier.hand_over_by is not None and dossier.state == State.RECEIVED and dossier.received_at:
        dossier.hand_over_by = limits.hand_over_by(dossier.received_at, calendar)
    asked = next((one.start for one in stops if one.end is None and one.kind == SUPPLEMENT), None)
    if dossier.supplement_by is not None and asked is not None and document.supplement_days:
        days = Limit(Decimal(document.supplement_days), LimitUnit.WORKING_DAY)
        dossier.supplement_by = due(asked, days, calendar)


def _task(task: Task, stops: Iterable[Suspension], calendar: Calendar) -> bool:
    """Move a task's due moment; whether it moved. Its time stood still while the dossier's did."""
    cursor, left = task.opened_at, task.allotted_minutes
    for stop in stops:
        if stop.end is None or stop.end <= cursor:
            continue
        used = max(0, calendar.minutes_between(cursor, stop.start)) if stop.start > cursor else 0
        if used >= left:
            break
        cursor, left = stop.end, left - used
    found = calendar.add_minutes(cursor, left)
    if found == task.due_at:
        return False
    task.due_at = found
    return True


def _facts(
    dossier: Dossier, before: Mapping[str, datetime | None], tasks: Sequence[Task], version: str
) -> dict[str, canonical.Value]:
    was = before["due_at"]
    return {
        "from": dossier.state,
        "to": dossier.state,
        "due": canonical.moment(dossier.due_at) if dossier.due_at else None,
        "was": canonical.moment(was) if was else None,
        "finished": None,
        "holder": dossier.holder_unit_id,
        "calendar": version,
        "tasks": [task.step for task in tasks],
    }


def _by_dossier(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.dossier_id, []).append(row)
    return found
