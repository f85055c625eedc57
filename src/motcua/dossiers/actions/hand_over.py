"""Hand a dossier over to the unit that works on it next, take it over there, send it on, or pull it back.

NĐ 61/2018 art. 18: the same working day; received after 15:00, at the start of the next one. Both sides sign.
"""

from datetime import datetime

from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.steps import reopen_work, send, start
from motcua.dossiers.actions.work import Done, Work, save_tasks
from motcua.dossiers.models import HandOver, Task
from motcua.dossiers.queries.competent import competent_unit, resolves
from motcua.organisation import queries as organisation
from motcua.rules import limits
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.rules.vietnamese import clean
from motcua.statements import Prepared, change


def hand_over(
    dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None, note: str = ""
) -> Done:
    """Forward to the unit whose tasks wait. Refuses `work_not_elsewhere` when no task waits, `tasks_open` when one of
    this unit's is still open."""

    def steps(work: Work) -> None:
        work.authorise(Duty.FORWARD, work.dossier.holder_unit_id)
        waiting = [t for t in work.open_tasks() if t.state == Task.State.WAITING]
        if not waiting:
            raise Refusal("work_not_elsewhere")
        still = [
            t
            for t in work.open_tasks()
            if t.state == Task.State.OPEN and t.unit_id == work.dossier.holder_unit_id
        ]
        if still and work.transition.state == State.IN_PROCESS:
            raise Refusal("tasks_open", steps=tuple(t.name for t in still))
        competent = work.dossier.competent_unit_id
        units = [t.unit_id for t in waiting]
        send(work, competent if competent in units else units[0], "forward", note=said)
        work.dossier.hand_over_by = None

    said = clean(note, 500, field="note", optional=True)
    return perform(dossier, Event.HAND_OVER, steps, by=by, at=at, key=key, seen=seen, asked={"note": said})


def take_over(
    dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None, note: str = ""
) -> Done:
    """Sign for the dossier at the receiving unit; its waiting tasks open and their time begins."""

    def steps(work: Work) -> None:
        line = under_way(work)
        work.authorise(Duty.TAKE_OVER, line.receiver_unit_id)
        line.receiver_id, line.received_at = work.by, work.at
        line.note = said or line.note
        change(line, ["receiver", "received_at", "note"])
        work.dossier.holder_unit_id, work.dossier.open_line = line.receiver_unit_id, 0
        work.facts["line"] = {"number": line.number, "signed": True}
        opened = [t for t in work.open_tasks() if t.state == Task.State.WAITING]
        elsewhere = [t for t in opened if t.unit_id != line.receiver_unit_id]
        own = [t for t in opened if t.unit_id == line.receiver_unit_id]
        start(work, own + elsewhere if own else elsewhere)
        save_tasks(opened)

    said = clean(note, 500, field="note", optional=True)
    return perform(dossier, Event.TAKE_OVER, steps, by=by, at=at, key=key, seen=seen, asked={"note": said})


def transfer(
    dossier: int,
    *,
    unit: int,
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Send a received dossier to the unit competent for it (filing regardless of boundary, NĐ 118/2025 art. 14).

    The clock counts from reception as printed on the receipt; the control slip shows whose time was whose.
    Refuses `already_competent`, `unit_not_in_force`, and `unit_not_competent` for one that does not resolve the procedure.
    """

    def steps(work: Work) -> None:
        work.authorise(Duty.FORWARD, work.dossier.holder_unit_id)
        if unit == work.dossier.competent_unit_id:
            raise Refusal("already_competent")
        target = organisation.unit(unit)
        if target is None or not organisation.in_force(target, work.at):
            raise Refusal("unit_not_in_force")
        if not resolves(work.document, target, work.at):
            raise Refusal("unit_not_competent", unit=target.full_name)
        _make_competent(work, unit)
        send(work, unit, "transfer", note=said)
        work.dossier.hand_over_by = None
        work.commit_text("reason", said)
        work.tell_owner("transferred", unit=target.full_name)

    said = clean(reason, 500, field="reason")
    return perform(
        dossier, Event.TRANSFER, steps, by=by, at=at, key=key, seen=seen, asked={"unit": unit, "reason": said}
    )


def pull_back(
    dossier: int, *, by: int, at: datetime, key: str | None = None, seen: int | None = None
) -> Done:
    """Take back the last forward while its receiver has not acted."""
    from_review = Event.SUBMIT.value

    def steps(work: Work) -> None:
        if work.transition.state == State.AWAITING_REVIEW:
            work.authorise(Duty.APPRAISE, work.dossier.holder_unit_id, *(t.unit_id for t in work.tasks))
            if work.dossier.last_event != from_review or work.dossier.last_by_id != work.by:
                raise Refusal("receiver_has_acted")
            if sent := _draft_under_way(work):
                _take_back(work, sent)
                work.dossier.holder_unit_id = sent.giver_unit_id
            reopen_work(work, work.open_tasks())
            return
        line = under_way(work)
        work.authorise(Duty.FORWARD, line.giver_unit_id)
        _take_back(work, line)
        work.to = State(work.dossier.state_before)
        if line.kind == "transfer":
            desk = work.dossier.unit
            _make_competent(work, competent_unit(work.document, desk, work.dossier.received_at or work.at).pk)
        if work.to == State.RECEIVED and work.dossier.received_at:
            work.dossier.hand_over_by = limits.hand_over_by(work.dossier.received_at, work.calendar)

    return perform(dossier, Event.PULL_BACK, steps, by=by, at=at, key=key, seen=seen, asked={})


def _make_competent(work: Work, unit: int) -> None:
    """The unit that resolves the dossier from now on; the steps that fall to the competent unit go along."""
    work.dossier.competent_unit_id = unit
    steps = {step.key for step in work.document.graph if step.unit == "competent"}
    moved = [t for t in work.open_tasks() if t.step in steps]
    for task in moved:
        task.unit_id = unit
    save_tasks(moved)
    work.facts["competent"] = unit


def _take_back(work: Work, line: HandOver) -> None:
    line.pulled_back = True
    change(line, ["pulled_back"])
    work.dossier.open_line = 0
    work.facts["line"] = {"number": line.number, "pulled_back": True}


def _draft_under_way(work: Work) -> HandOver | None:
    """The line by which the draft went to another unit; None where it stayed in its own."""
    if not work.dossier.open_line:
        return None
    unsigned = HandOver.objects.filter(dossier=work.dossier, received_at=None, kind="submission")
    return unsigned.filter(number=work.dossier.open_line).first()


_lines_under_way = Prepared(
    lambda dossier: HandOver.objects.filter(
        dossier=dossier, received_at=None, pulled_back=False, kind__in=["forward", "transfer"]
    ),
    int,
)


def under_way(work: Work) -> HandOver:
    """The line of the control slip whose receiver has not signed."""
    line = next(iter(_lines_under_way(work.dossier.pk)), None)
    if line is None:
        raise Refusal("receiver_has_acted")
    return line
