"""The legal clock of a stored dossier: read from its rows, moved by `rules.limits`, written back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Limit as PublishedLimit
from motcua.dossiers.actions.work import Work, save_tasks
from motcua.dossiers.models import Dossier, Suspension
from motcua.rules import limits
from motcua.rules.limits import Clock, SupplementPolicy
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import Calendar, Limit, LimitUnit, due

COUNTED = {unit.value for unit in LimitUnit}


def counted(limit: PublishedLimit | None) -> Limit | None:
    """A published limit as the clock counts it; None where there is none, or its unit cannot be promised."""
    if limit is None or limit.unit is None or limit.unit.value not in COUNTED:
        return None
    return Limit(limit.amount, LimitUnit(limit.unit.value))


def begin(
    dossier: Dossier,
    document: ProcedureDocument,
    calendar: Calendar,
    at: datetime,
    *,
    appointment: datetime | None = None,
    logged: bool = False,
) -> Clock:
    """Start the clock at the reception of a complete dossier and write it on the dossier.

    `appointment` is a date the officer gives: it may not lie behind the promised one. A procedure without a fixed limit
    needs one. `logged` takes it as it stands in a log. Refuses `appointment_needed`, `appointment_too_late`,
    `not_a_working_moment`, `date_in_past`.
    """
    limit = counted(document.limit_for(dossier.channel))
    legal = counted(document.legal_limit)
    if appointment is not None and not logged:
        _check(appointment, at, due(at, limit, calendar) if limit else None, calendar)
    if appointment is None and limit is None:
        raise Refusal("appointment_needed")
    cut_off = last_hour(calendar, at) if document.cut_off else None
    clock = limits.start_clock(at, limit, calendar, cut_off.time() if cut_off else None, appointment)
    dossier.clock_start, dossier.fixed_appointment = clock.start, appointment is not None
    dossier.legal_due_at = due(clock.start, legal, calendar) if legal else None
    store(dossier, clock)
    return clock


def last_hour(calendar: Calendar, at: datetime) -> datetime:
    """When the last working hour of the day begins (NĐ 297/2025)."""
    return calendar.closing(calendar.local(at).date()) - timedelta(hours=1)


def clock_of(
    dossier: Dossier, document: ProcedureDocument, stops: Iterable[Suspension] | None = None
) -> Clock:
    """The clock as the dossier's rows say; its suspensions, oldest first, are read here if not given (one read)."""
    if dossier.clock_start is None:
        raise Refusal("clock_not_started")
    rows = Suspension.objects.filter(dossier=dossier).order_by("start", "pk") if stops is None else stops
    # After a restart the dossier stands by law again, though its one letter of apology is written (art. 19(9)).
    promised = dossier.reappointed_at is not None and dossier.due_at != dossier.original_due_at
    return Clock(
        start=dossier.clock_start,
        limit=None if dossier.fixed_appointment else counted(document.limit_for(dossier.channel)),
        suspensions=tuple(limits.Suspension(row.kind, row.basis, row.start, row.end) for row in rows),
        restarted_at=dossier.restarted_at,
        reappointed_to=dossier.due_at if promised else None,
        original_due=dossier.original_due_at,
        reappointed_at=dossier.reappointed_at,
    )


def store(dossier: Dossier, clock: Clock) -> None:
    """Write the clock's moments on the dossier (its stops are rows of their own)."""
    stop = clock.open_suspension
    dossier.restarted_at = clock.restarted_at
    dossier.original_due_at = clock.original_due
    dossier.due_at = limits.due_at(clock)
    dossier.reappointed_at = clock.reappointed_at
    dossier.paused_at = stop.start if stop else None


def pause(work: Work, kind: str, basis: str) -> None:
    """Stop the clock from now."""
    clock = limits.pause(clock_of(work.dossier, work.document), kind, basis, work.at)
    Suspension.objects.create(dossier=work.dossier, kind=kind, basis=basis, start=work.at)
    work.facts["clock"] = {"pause": kind}
    work.commit_text("basis", basis)
    store(work.dossier, clock)


def resume(work: Work) -> None:
    """Let the clock go on, by the procedure's policy where it stood for a supplement; open tasks move with it.

    A consultation asked for with its own date does not: it runs on (NĐ 61/2018 art. 19(5))."""
    dossier, stopped_at = work.dossier, work.dossier.paused_at
    policy = SupplementPolicy(work.document.supplement_policy.value)
    cut_off = last_hour(work.calendar, work.at).time() if work.document.cut_off else None
    clock = limits.resume(clock_of(dossier, work.document), work.at, work.calendar, policy, cut_off)
    Suspension.objects.filter(dossier=dossier, end=None).update(end=work.at)
    work.facts["clock"] = {"resume": policy.value}
    legal = counted(work.document.legal_limit)
    if legal is not None:
        whole = Clock(clock.start, legal, clock.suspensions, clock.restarted_at)
        dossier.legal_due_at = limits.recompute(whole, work.calendar).original_due
    store(dossier, clock)
    if stopped_at is None:
        return
    moved = [t for t in work.open_tasks() if t.kind != "consultation" and t.due_at and t.due_at > stopped_at]
    for task in moved:
        if task.due_at is not None:
            left = work.calendar.minutes_between(max(stopped_at, task.opened_at), task.due_at)
            task.due_at = work.calendar.add_minutes(work.at, max(left, 0))
    save_tasks(moved)


def finish(work: Work) -> None:
    """The clock ends here: processing is finished, refused, withdrawn or stopped (rules.md T15).

    Ended while it stands still, it ended when it was stopped: waiting for the applicant made nobody late.
    """
    dossier, ended = work.dossier, work.dossier.paused_at or work.at
    if dossier.paused_at is not None:
        Suspension.objects.filter(dossier=dossier, end=None).update(end=work.at)
        dossier.paused_at = None
    if dossier.finished_at is None:
        dossier.finished_at = ended


def _check(appointment: datetime, at: datetime, promised: datetime | None, calendar: Calendar) -> None:
    if appointment <= at:
        raise Refusal("date_in_past", field="appointment")
    if not calendar.is_working_moment(appointment):
        raise Refusal("not_a_working_moment", at=appointment.isoformat())
    if promised is not None and appointment > promised:
        raise Refusal("appointment_too_late", latest=promised.isoformat())
