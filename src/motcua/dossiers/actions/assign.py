"""Name who works on a dossier (NĐ 61/2018 art. 19(1): the head of the agency assigns), or urge them."""

from datetime import datetime

from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.steps import advance, close
from motcua.dossiers.actions.work import Done, Work, save_tasks
from motcua.dossiers.conflicts import in_conflict
from motcua.dossiers.models import Task
from motcua.organisation import queries as organisation
from motcua.outbox.actions import Draft
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean


def assign(
    dossier: int,
    *,
    officer: int,
    by: int,
    at: datetime,
    task: int | None = None,
    note: str = "",
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Give the work to `officer`: the open assignment step is done by it, or the named (or only) open task changes hands.

    Refuses `officer_not_fit` when the officer holds no post with the task's duty in its unit, `no_open_task`.
    """

    def steps(work: Work) -> None:
        step = _assignment(work, task)
        if step is not None:
            work.authorise(Duty.ASSIGN, step.unit_id)
            _fit(work, officer, Duty.APPRAISE, step.unit_id)
            close(work, step, note=said)
            opened = advance(work, officer=officer)
            given = [t for t in opened if t.officer_id == officer]
        else:
            given = _reassign(work, officer, task)
        work.facts["officer"] = officer
        work.notices.extend(
            Draft("assigned", work.dossier.stream, f"{work.dossier.stream}:{work.dossier.seq + 1}:assigned:{t.step}",
                  officer=officer, facts={"step": t.name})
            for t in given
        )  # fmt: skip

    said = clean(note, 1000, field="note", optional=True, multiline=True)
    return perform(
        dossier, Event.ASSIGN, steps, by=by, at=at, key=key, seen=seen,
        asked={"officer": officer, "task": task, "note": said},
    )  # fmt: skip


def urge(
    dossier: int,
    *,
    note: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Remind whoever holds the open tasks (NĐ 61/2018 art. 8: the centre monitors and urges)."""

    def steps(work: Work) -> None:
        work.authorise(Duty.URGE, work.dossier.holder_unit_id, work.dossier.unit_id)
        work.commit_text("note", said)
        stem = f"{work.dossier.stream}:{work.dossier.seq + 1}:urged"
        for t in work.open_tasks():
            to = {"officer": t.officer_id} if t.officer_id else {"unit": t.unit_id}
            work.notices.append(
                Draft(
                    "urged",
                    work.dossier.stream,
                    f"{stem}:{t.step}",
                    facts={"step": t.name, "note": said},
                    **to,
                )
            )

    said = clean(note, 500, field="note", multiline=True)
    return perform(dossier, Event.URGE, steps, by=by, at=at, key=key, seen=seen, asked={"note": said})


def _assignment(work: Work, task: int | None) -> Task | None:
    """The open task that is itself the assigning, unless another one was named."""
    found = [t for t in work.open_tasks() if t.duty == Duty.ASSIGN and t.state == Task.State.OPEN]
    return next((t for t in found if task in (None, t.pk)), None)


def _reassign(work: Work, officer: int, task: int | None) -> list[Task]:
    open_tasks = [t for t in work.open_tasks() if t.state == Task.State.OPEN and task in (None, t.pk)]
    if not open_tasks:
        raise Refusal("no_open_task", duty=Duty.ASSIGN.value)
    work.authorise(Duty.ASSIGN, *(t.unit_id for t in open_tasks))
    here = work.authority.mandate.unit if work.authority else None
    given = [t for t in open_tasks if t.unit_id == here]
    for t in given:
        _fit(work, officer, Duty(t.duty), t.unit_id)
        t.officer_id = officer
    save_tasks(given)
    work.facts["steps"] = [t.step for t in given]
    return given


def _fit(work: Work, officer: int, duty: Duty, unit: int) -> None:
    chosen = organisation.person(officer, work.at, grants=False)
    held = any(duty in m.duties and m.unit == unit and m.holds_at(work.at) for m in chosen.mandates)
    if not chosen.active or not held:
        raise Refusal("officer_not_fit", duty=duty.value)
    if in_conflict(work.dossier, chosen, duty):
        raise Refusal("officer_in_conflict", duty=duty.value)
