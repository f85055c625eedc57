"""Tasks: closing the one an official has done, opening those that follow."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.dossiers.actions.work import Work, save_tasks
from motcua.dossiers.models import HandOver, Task
from motcua.dossiers.queries.competent import agency_now
from motcua.rules.posts import Duty
from motcua.rules.process import Step, next_steps, predecessors
from motcua.rules.refusal import Refusal
from motcua.statements import added

LEADING_OUT = frozenset({Duty.REVIEW, Duty.SIGN})
DRAFTING = frozenset({"step", "correction"})
CALLED_IN = frozenset(
    {Duty.CONSULT, Duty.REVIEW, Duty.SIGN, Duty.SEAL, Duty.SEND_RESULT, Duty.RETURN, Duty.CASH}
)
"""Duties whose tasks open at once wherever they lie: nothing has to be handed over first."""


@dataclass(frozen=True)
class Taken:
    """The task an official acts on, and the tasks of the same dossier that stay open."""

    task: Task
    others: tuple[Task, ...]


def take(work: Work, duty: Duty, task: int | None = None) -> Taken:
    """The open task this act closes: the one named, else the official's own, else one of their units'.

    An official with posts in several units acts where a task can be done now: an open one goes before one that waits.
    Refuses: `unknown_task`; `not_your_task` when it is another official's; `not_taken_over` while the dossier has not
    been taken over by the task's unit; `no_open_task`; and what `authority` refuses.
    """
    fitting = [t for t in work.open_tasks() if t.duty == duty and (task is None or t.pk == task)]
    if not fitting:
        raise Refusal("unknown_task" if task is not None else "no_open_task", duty=duty.value)
    order = sorted(
        fitting,
        key=lambda t: (t.officer_id != work.by, not work.mine(t.officer_id), t.officer_id is not None),
    )
    here = [t for t in order if work.may(duty, t.unit_id)]
    if not here:
        work.authorise(duty, *(t.unit_id for t in order))
    own = [t for t in here if t.officer_id is None or work.mine(t.officer_id)]
    if not own:
        owner = next((t.officer for t in here if t.officer is not None), None)
        raise Refusal("not_your_task", officer=owner.full_name if owner else "")
    ready = next((t for t in own if t.state == Task.State.OPEN), None)
    if ready is None:
        raise Refusal("not_taken_over", step=own[0].name)
    work.authorise(duty, ready.unit_id)
    return Taken(ready, tuple(t for t in work.open_tasks() if t is not ready))


def close(work: Work, task: Task, *, note: str = "", answer: str = "") -> None:
    """Mark a task done by this official now, with the working minutes it took."""
    task.state = Task.State.DONE
    task.closed_at, task.closed_by_id = work.at, work.by
    task.used_minutes = (
        max(0, work.calendar.minutes_between(task.opened_at, work.at)) if work.at > task.opened_at else 0
    )
    task.note, task.answer = note or task.note, answer or task.answer
    work.facts["done"] = [*_listed(work, "done"), task.step]


def ahead(work: Work, task: Task) -> tuple[Step, ...]:
    """The steps that open once `task` is done."""
    done = work.done_steps() | {task.step}
    now = {t.step for t in work.open_tasks() if t is not task}
    return tuple(
        s for s in next_steps(work.document.graph, done, work.dossier.conditions) if s.key not in now
    )


def leads_out(work: Work, task: Task) -> Duty | None:
    """The duty (review or sign) that the draft goes to when this was the last piece of appraisal; else None."""
    graph = work.document.graph
    followers = [s for s in graph if task.step in s.after and s.duty in LEADING_OUT]
    if not followers:
        return None
    before = predecessors(graph)
    waited = {key for s in followers for key in before.get(s.key, frozenset())}
    still = [t for t in work.open_tasks() if t is not task and t.step in waited and t.duty == Duty.APPRAISE]
    return None if still else Duty(followers[0].duty)


def advance(work: Work, *, officer: int | None = None, waiting: bool = False) -> list[Task]:
    """Open the tasks whose turn it is and save every changed task.

    `officer` gets those that are appraisal; `waiting` keeps work shut until the dossier is handed over. A draft that goes
    to another unit writes a line of the control slip.
    """
    dossier = work.dossier
    steps = next_steps(work.document.graph, work.done_steps(), dossier.conditions)
    busy = {t.step for t in work.open_tasks()}
    opened = [open_task(work, step) for step in steps if step.key not in busy]
    here = any(t.unit_id == dossier.holder_unit_id for t in (*opened, *work.open_tasks()))
    for task in opened:
        elsewhere = task.unit_id != dossier.holder_unit_id
        if task.duty == Duty.APPRAISE and work.authority and task.unit_id == work.authority.mandate.unit:
            task.officer_id = officer
        if task.duty not in CALLED_IN and (waiting or (elsewhere and not here)):
            task.state, task.due_at = Task.State.WAITING, None
        elif elsewhere and task.duty in LEADING_OUT:
            send(work, task.unit_id, "submission")
            dossier.holder_unit_id = task.unit_id
    work.tasks.extend(opened)
    work.facts["opened"] = [*_listed(work, "opened"), *(t.step for t in opened)]
    save_tasks(t for t in work.tasks if t.pk is None or t.closed_at == work.at)
    return opened


def open_task(work: Work, step: Step) -> Task:
    """A new task for a step, its time running from now."""
    minutes = int((step.hours or 0) * 60)
    return Task(
        dossier=work.dossier,
        step=step.key,
        name=step.name,
        duty=step.duty,
        post=step.post,
        unit_id=unit_of(work, step),
        state=Task.State.OPEN,
        opened_at=work.at,
        due_at=work.calendar.add_minutes(work.at, minutes),
        allotted_minutes=minutes,
    )


def unit_of(work: Work, step: Step) -> int:
    """The unit a step falls to: the receiving one, the competent one, or a named one in force now."""
    if step.unit == "receiving":
        return work.dossier.unit_id
    if step.unit.startswith("unit:"):
        return agency_now(step.unit.removeprefix("unit:"), work.at).pk
    return work.dossier.competent_unit_id


def start(work: Work, tasks: Iterable[Task]) -> None:
    """Open tasks that were waiting for the hand-over; their time runs from now."""
    for task in tasks:
        task.state, task.opened_at = Task.State.OPEN, work.at
        task.due_at = work.calendar.add_minutes(work.at, task.allotted_minutes)


def send(work: Work, unit: int, kind: str, *, note: str = "") -> HandOver:
    """Write a line of the control slip from the unit that holds the dossier to `unit`."""
    dossier = work.dossier
    dossier.lines += 1
    line = added(HandOver(
        dossier=dossier, number=dossier.lines, kind=kind, giver_unit_id=dossier.holder_unit_id, giver_id=work.by,
        given_at=work.at, receiver_unit_id=unit, verdict=verdict(work), note=note,
    ))  # fmt: skip
    dossier.open_line = dossier.lines
    work.facts["line"] = {"number": line.number, "kind": kind, "from": line.giver_unit_id, "to": unit}
    return line


def verdict(work: Work) -> str:
    """How the step just finished kept its time: early (a day before or more), on_time, late."""
    finished = [t for t in work.tasks if t.state == Task.State.DONE and t.due_at and t.closed_at]
    if not finished:
        return "on_time"
    last = max(finished, key=lambda t: (t.closed_at is not None and t.closed_at, t.step))
    if last.due_at is None or last.closed_at is None:
        return "on_time"
    if last.closed_at > last.due_at:
        return "late"
    local = work.calendar.local
    return "early" if local(last.closed_at).date() < local(last.due_at).date() else "on_time"


def reopen_work(work: Work, cancelled: Iterable[Task]) -> Task:
    """Send a draft back: cancel what was open, void what followed, and give the last appraisal to its official again."""
    for task in cancelled:
        task.state, task.closed_at = Task.State.CANCELLED, work.at
    appraised = [
        t for t in work.tasks
        if t.state == Task.State.DONE and not t.superseded and t.duty == Duty.APPRAISE and t.kind in DRAFTING
    ]  # fmt: skip
    last = max(appraised, key=lambda t: (t.closed_at is not None and t.closed_at, t.pk or 0))
    after = predecessors(work.document.graph)
    voided = [
        t for t in work.tasks
        if t.state == Task.State.DONE and not t.superseded
        and (t is last or last.step in after.get(t.step, frozenset()))
    ]  # fmt: skip
    for task in voided:
        task.superseded = True
    again = (
        open_task(work, work.document.graph.step(last.step)) if last.kind == "step" else _again(work, last)
    )
    again.officer_id, again.unit_id = last.closed_by_id, last.unit_id
    save_tasks(t for t in work.tasks if t.closed_at == work.at or t in voided)
    if again.unit_id != work.dossier.holder_unit_id:
        send(work, again.unit_id, "submission")
        work.dossier.holder_unit_id = again.unit_id
    work.tasks.append(again)
    save_tasks([again])
    work.facts["opened"] = [again.step]
    return again


def cancel_all(work: Work) -> None:
    """Shut every open task: the dossier has ended."""
    still = work.open_tasks()
    for task in still:
        task.state, task.closed_at = Task.State.CANCELLED, work.at
    save_tasks(still)


def require_no_other(others: Iterable[Task]) -> None:
    """Guard `tasks_done`: nothing else may be open (a silent consulted agency is named)."""
    still = [t for t in others if t.state in (Task.State.OPEN, Task.State.WAITING)]
    if still:
        raise Refusal("tasks_open", steps=tuple(t.name for t in still))


def _again(work: Work, last: Task) -> Task:
    """A correction's draft given back: the same task once more."""
    return Task(
        dossier=work.dossier, step=last.step, name=last.name, kind=last.kind, duty=last.duty, post=last.post,
        unit_id=last.unit_id, opened_at=work.at, allotted_minutes=last.allotted_minutes,
        due_at=work.calendar.add_minutes(work.at, last.allotted_minutes),
    )  # fmt: skip


def _listed(work: Work, name: str) -> list[str]:
    there = work.facts.get(name)
    return [str(one) for one in there] if isinstance(there, list) else []
