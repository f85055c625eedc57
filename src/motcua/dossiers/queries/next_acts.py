"""What may be done with a dossier now, and by whom: the same table and the same questions the acts ask.

Buttons are drawn from this. A guard that hangs on what is typed (a reason, a list) is the act's own to check.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.conflicts import in_conflict
from motcua.dossiers.models import Dossier, Task
from motcua.dossiers.progress import reviews_ahead
from motcua.rules import lifecycle
from motcua.rules.authority import Matter, Person, authority
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State


@dataclass(frozen=True)
class NextAct:
    """An event the state allows. `refusal` is None when this person may do it now; `units` are where it is done, `duty`
    whose duty it is, `task` the open task it would close."""

    event: Event
    duty: Duty | None
    units: tuple[int, ...]
    task: int | None = None
    refusal: Refusal | None = None

    @property
    def allowed(self) -> bool:
        """Whether this person may do it now."""
        return self.refusal is None


def next_acts(dossier: Dossier, tasks: Sequence[Task], person: Person, at: datetime) -> tuple[NextAct, ...]:
    """Every event the lifecycle table allows in the dossier's state, with the answer for this person (no reads beyond
    the dossier's version)."""
    found = []
    for cell in lifecycle.events(dossier.state):
        if cell.event in NEVER_OFFERED or not _fits(cell.event, dossier, tasks):
            continue
        found.append(_asked(cell, dossier, tasks, person, at))
    return tuple(found)


def _asked(
    cell: lifecycle.Transition, dossier: Dossier, tasks: Sequence[Task], person: Person, at: datetime
) -> NextAct:
    duty = cell.row.duty
    if duty is None:
        return NextAct(cell.event, None, (), refusal=Refusal("applicants_act"))
    theirs = _tasks_of(cell.event, duty, tasks)
    units = tuple(dict.fromkeys(t.unit_id for t in theirs)) or _units(cell.event, dossier, tasks)
    refusal: Refusal | None = None
    for unit in units:
        procedure = dossier.version.procedure.code
        try:
            authority(person, Matter(duty, unit, procedure, dossier.version.parsed.field), at)
        except Refusal as said:
            refusal = refusal or said
            continue
        if in_conflict(dossier, person, duty):
            refusal = refusal or Refusal("conflict_of_interest", duty=duty.value)
            continue
        whose = {None, person.id, *person.standing_in_for(at)}
        fitting = [t for t in theirs if t.unit_id == unit and t.officer_id in whose]
        if theirs and not fitting:
            refusal = refusal or Refusal("not_your_task")
            continue
        return NextAct(cell.event, duty, (unit,), fitting[0].pk if fitting else None)
    return NextAct(cell.event, duty, units, refusal=refusal or Refusal("no_open_task", duty=duty.value))


def _tasks_of(event: Event, duty: Duty, tasks: Sequence[Task]) -> list[Task]:
    """The open tasks this event would close; none for events that close no task."""
    if event not in CLOSING:
        return []
    return [t for t in tasks if t.state == Task.State.OPEN and t.duty == duty]


def _fits(event: Event, dossier: Dossier, tasks: Sequence[Task]) -> bool:
    """Conditions that hang on the dossier alone: they hide what could not succeed for anybody."""
    open_tasks = [t for t in tasks if t.state == Task.State.OPEN]
    waiting = [t for t in tasks if t.state == Task.State.WAITING]
    match event:
        case Event.HAND_OVER if dossier.state == State.IN_PROCESS:
            here = [t for t in open_tasks if t.unit_id == dossier.holder_unit_id]
            return bool(waiting) and not here
        case Event.ANSWER_CONSULTATION:
            return any(t.duty == Duty.CONSULT for t in open_tasks)
        case Event.APPRAISE:
            return any(t.duty == Duty.APPRAISE and not _drafts(dossier, t) for t in open_tasks)
        case Event.SUBMIT:
            return reviews_ahead(dossier, tasks) and any(
                t.duty == Duty.APPRAISE and _drafts(dossier, t) for t in open_tasks
            )
        case Event.SUBMIT_FOR_SIGNATURE:
            return dossier.state == State.CORRECTING or (
                not reviews_ahead(dossier, tasks)
                and any(t.duty == Duty.APPRAISE and _drafts(dossier, t) for t in open_tasks)
            )
        case Event.ENDORSE:
            return not reviews_ahead(dossier, tasks)
        case Event.FORWARD_REVIEW:
            return reviews_ahead(dossier, tasks)
        case Event.REQUEST_SUPPLEMENT:
            return dossier.supplements == 0
        case Event.APOLOGISE:
            return dossier.reappointed_at is None
        case Event.PULL_BACK if dossier.state == State.AWAITING_REVIEW:
            return dossier.last_event == Event.SUBMIT
        case _:
            return True


def _drafts(dossier: Dossier, task: Task) -> bool:
    """Whether finishing this appraisal means sending a draft up."""
    graph = dossier.version.parsed.graph
    return any(task.step in step.after and step.duty in (Duty.REVIEW, Duty.SIGN) for step in graph)


def _receiving(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    return (dossier.unit_id,)


def _holding(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    return (dossier.holder_unit_id,)


def _competent(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((dossier.holder_unit_id, dossier.competent_unit_id)))


def _taking_over(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    """Where the dossier is on its way to: the competent unit if work waits there, else where it waits."""
    waiting = [t.unit_id for t in tasks if t.state == Task.State.WAITING]
    if dossier.competent_unit_id in waiting or not waiting:
        return (dossier.competent_unit_id,)
    return (waiting[0],)


def _appraising(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    found = [t.unit_id for t in tasks if t.state == Task.State.OPEN and t.duty == Duty.APPRAISE]
    return tuple(dict.fromkeys(found)) or (dossier.holder_unit_id,)


def _assigning(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    found = [t.unit_id for t in tasks if t.state == Task.State.OPEN]
    return tuple(dict.fromkeys(found)) or (dossier.holder_unit_id,)


def _signing(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    """Where the newest document was signed."""
    found = [t.unit_id for t in tasks if t.state == Task.State.DONE and t.duty == Duty.SIGN]
    return tuple(found[-1:]) or (dossier.competent_unit_id,)


def _sealing(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    """Where the newest document was sealed."""
    found = [t.unit_id for t in tasks if t.state == Task.State.DONE and t.duty == Duty.SEAL]
    return tuple(found[-1:]) or (dossier.competent_unit_id,)


def _paying(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((dossier.holder_unit_id, dossier.unit_id, dossier.competent_unit_id)))


def _urging(dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((dossier.holder_unit_id, dossier.unit_id)))


Where = Callable[[Dossier, Sequence[Task]], tuple[int, ...]]
WHERE: Mapping[Event, Where] = {
    Event.RECEIVE: _receiving,
    Event.REQUEST_SUPPLEMENT_AT_DESK: _receiving,
    Event.REFUSE_RECEPTION: _receiving,
    Event.RECEIVE_SUPPLEMENT: _receiving,
    Event.EXPIRE_SUPPLEMENT: _receiving,
    Event.WITHDRAW: _receiving,
    Event.RETURN_RESULT: _receiving,
    Event.TAKE_OVER: _taking_over,
    Event.ASSIGN: _assigning,
    Event.VERIFY: _appraising,
    Event.RECORD_STEP: _appraising,
    Event.CONSULT: _appraising,
    Event.REQUEST_SUPPLEMENT: _appraising,
    Event.REQUEST_PAYMENT: _appraising,
    Event.CONFIRM_PAYMENT: _paying,
    Event.APOLOGISE: _competent,
    Event.STOP: _competent,
    Event.CORRECT: lambda dossier, tasks: (dossier.competent_unit_id,),
    Event.RECALL: _signing,
    Event.CERTIFY_COPY: _sealing,
    Event.RECORD_LATE_STEP: _competent,
    Event.URGE: _urging,
}


def _units(event: Event, dossier: Dossier, tasks: Sequence[Task]) -> tuple[int, ...]:
    return WHERE.get(event, _holding)(dossier, tasks)


CLOSING = frozenset(
    {
        Event.APPRAISE,
        Event.ANSWER_CONSULTATION,
        Event.SUBMIT,
        Event.SUBMIT_FOR_SIGNATURE,
        Event.ENDORSE,
        Event.FORWARD_REVIEW,
        Event.RETURN_FOR_REWORK,
        Event.APPROVE,
        Event.REJECT,
        Event.SEAL,
    }
)
"""Events that act on an open task of their duty."""

NEVER_OFFERED = frozenset({Event.REQUEST_SUPPLEMENT_AT_DESK, Event.RESOLVE_IMMEDIATELY, Event.FILE})
"""Events that begin at the reception page, not on a stored dossier."""
