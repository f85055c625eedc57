"""One official's day: how many of each list, and one page of the list that is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from motcua.dossiers.models import Dossier, HandOver, Task
from motcua.dossiers.queries import lists
from motcua.dossiers.queries.lists import Workplace, page_of
from motcua.organisation import queries as organisation
from motcua.outbox.models import Notice
from motcua.rules.posts import Duty
from motcua.rules.timing import Timing, timing


class WorkList(StrEnum):
    """The lists of an official's day, in the order in which they press."""

    TASKS = "tasks"
    INCOMING = "incoming"
    HAND_OVER = "hand_over"
    RETURN = "return"
    WAITING = "waiting"
    NOTICES = "notices"


DUTY_OF: Mapping[WorkList, Duty] = {
    WorkList.INCOMING: Duty.TAKE_OVER,
    WorkList.HAND_OVER: Duty.FORWARD,
    WorkList.RETURN: Duty.RETURN,
    WorkList.WAITING: Duty.RECEIVE,
}
"""The duty whose units a list is read for; the other two are everybody's."""


@dataclass(frozen=True)
class Timed:
    """A task or dossier beside its state of time; `left` is working minutes until it is due, None without a limit."""

    dossier: Dossier
    timing: Timing | None
    left: int | None
    task: Task | None = None


@dataclass(frozen=True)
class MyWork:
    """The counts of every list that is this official's, and one page of the open one."""

    counts: Mapping[WorkList, int]
    open: WorkList
    page: Page[Task] | Page[HandOver] | Page[Dossier] | Page[Notice]
    rows: tuple[Timed, ...]


def my_work(place: Workplace, at: datetime, chosen: str | None, page: str | None) -> MyWork:
    """The day of an official; without a choice the first list that is not empty is open."""
    tasks, incoming, notices = (
        lists.my_tasks(place),
        lists.incoming(place.with_duty(Duty.TAKE_OVER)),
        notices_of(place),
    )
    dossiers = {
        WorkList.HAND_OVER: lists.to_hand_over(place.with_duty(Duty.FORWARD)),
        WorkList.RETURN: lists.to_return(place.with_duty(Duty.RETURN)),
        WorkList.WAITING: lists.waiting_for_applicant(place.with_duty(Duty.RECEIVE)),
    }
    counts = {
        each: (
            tasks.count()
            if each is WorkList.TASKS
            else incoming.count()
            if each is WorkList.INCOMING
            else notices.count()
            if each is WorkList.NOTICES
            else dossiers[each].count()
        )
        for each in WorkList
        if each not in DUTY_OF or place.with_duty(DUTY_OF[each])
    }
    shown = _open(counts, chosen)
    if shown is WorkList.TASKS:
        found = page_of(tasks, page)
        return MyWork(counts, shown, found, timed_tasks(found, at))
    if shown is WorkList.INCOMING:
        arriving = page_of(incoming, page)
        return MyWork(counts, shown, arriving, timed((line.dossier for line in arriving), at))
    if shown is WorkList.NOTICES:
        return MyWork(counts, shown, page_of(notices, page), ())
    kept = page_of(dossiers[shown], page)
    return MyWork(counts, shown, kept, timed(kept, at))


def _open(counts: Mapping[WorkList, int], chosen: str | None) -> WorkList:
    asked = next((each for each in counts if each == chosen), None)
    return asked or next((each for each, count in counts.items() if count), WorkList.TASKS)


def notices_of(place: Workplace) -> QuerySet[Notice]:
    """The unread notices to the official and to their units, newest first."""
    theirs = Q(to_officer=place.officer) | Q(to_unit__in={*place.units, *place.overseen})
    return Notice.objects.filter(theirs, read_at=None).order_by("-written_at", "-pk")


def timed(dossiers: Iterable[Dossier], at: datetime) -> tuple[Timed, ...]:
    """Each dossier beside its state of time (one read for the calendar)."""
    version = organisation.calendar_version()
    rows = []
    for dossier in dossiers:
        calendar = organisation.calendar_at_version(version, dossier.competent_unit_id)
        start = dossier.restarted_at or dossier.clock_start
        state = left = None
        if start is not None:
            stopped = dossier.paused_at is not None
            state = timing(
                dossier.due_at, dossier.original_due_at, dossier.finished_at, at, start, stopped, calendar
            )
        if dossier.due_at is not None and dossier.finished_at is None:
            left = calendar.minutes_between(at, dossier.due_at)
        rows.append(Timed(dossier, state, left))
    return tuple(rows)


def timed_tasks(tasks: Iterable[Task], at: datetime) -> tuple[Timed, ...]:
    """Each task beside the state of its own time (one read for the calendar)."""
    version = organisation.calendar_version()
    rows = []
    for task in tasks:
        calendar = organisation.calendar_at_version(version, task.dossier.competent_unit_id)
        stopped = task.dossier.paused_at is not None
        state = timing(task.due_at, task.due_at, None, at, task.opened_at, stopped, calendar)
        left = calendar.minutes_between(at, task.due_at) if task.due_at else None
        rows.append(Timed(task.dossier, state, left, task))
    return tuple(rows)


@dataclass(frozen=True)
class Load:
    """How many open tasks one official of a unit has (None: nobody has them), and how many are overdue."""

    officer: int | None
    name: str
    tasks: int
    overdue: int


def load(units: Sequence[int], at: datetime) -> tuple[Load, ...]:
    """The open tasks of units by person, the most overdue first, those nobody has on top (one read)."""
    found = (
        lists.unit_tasks(units)
        .order_by()
        .values("officer", "officer__full_name")
        .annotate(
            count=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at, dossier__paused_at__isnull=True))
        )
        .order_by("-late", "-count", "officer")
    )
    rows = [Load(row["officer"], row["officer__full_name"] or "", row["count"], row["late"]) for row in found]
    return tuple(sorted(rows, key=lambda row: row.officer is not None))
