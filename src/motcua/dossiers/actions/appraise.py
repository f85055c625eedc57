"""Appraise, verify, and register steps (NĐ 61/2018 art. 19(2)-(3); TT 01/2018 art. 17)."""

from datetime import datetime

from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.steps import advance, close, leads_out, take
from motcua.dossiers.actions.work import Done, Work, save_tasks
from motcua.dossiers.models import Task
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean

LONGEST = 8000


def appraise(
    dossier: int,
    *,
    finding: str,
    by: int,
    at: datetime,
    task: int | None = None,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Finish one appraisal when another follows. Refuses `draft_needed` where the draft must go to review or signature."""

    def steps(work: Work) -> None:
        taken = take(work, Duty.APPRAISE, task)
        if leads_out(work, taken.task) is not None:
            raise Refusal("draft_needed", step=taken.task.name)
        work.commit_text("finding", said)
        close(work, taken.task, note=said)
        advance(work, officer=work.by)  # whoever appraises goes on with the dossier in their unit

    said = clean(finding, LONGEST, field="finding", multiline=True)
    return perform(
        dossier,
        Event.APPRAISE,
        steps,
        by=by,
        at=at,
        key=key,
        seen=seen,
        asked={"finding": said, "task": task},
    )


def verify(
    dossier: int,
    *,
    record: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """File a record of verification (time, place, those present, what was found); the appraisal stays open."""
    return _recorded(dossier, Event.VERIFY, "verification", record, by, at, key, seen)


def record_step(
    dossier: int,
    *,
    name: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Register a piece of work done now that the process has no step for."""
    return _recorded(dossier, Event.RECORD_STEP, "recorded", name, by, at, key, seen)


def record_late_step(
    dossier: int,
    *,
    name: str,
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Register afterwards a piece of work done at `at`, outside its turn: before the last act, or after the end."""

    def steps(work: Work) -> None:
        work.authorise(Duty.APPRAISE, work.dossier.holder_unit_id, work.dossier.competent_unit_id)
        work.commit_text("name", said)
        work.facts["late"] = True
        save_tasks([_done(work, "late_step", said, why)])

    said, why = clean(name, 300, field="name"), clean(reason, 500, field="reason")
    return perform(
        dossier, Event.RECORD_LATE_STEP, steps, by=by, at=at, key=key, seen=seen,
        asked={"name": said, "reason": why}, late=True,
    )  # fmt: skip


def _recorded(
    dossier: int,
    event: Event,
    kind: str,
    text: str,
    by: int,
    at: datetime,
    key: str | None,
    seen: int | None,
) -> Done:
    def steps(work: Work) -> None:
        units = [t.unit_id for t in work.open_tasks() if t.duty in (Duty.APPRAISE, Duty.CONSULT)]
        work.authorise(Duty.APPRAISE, *(units or [work.dossier.holder_unit_id]))
        work.commit_text("text", said)
        save_tasks([_done(work, kind, said[:300], said)])

    said = clean(text, LONGEST, field="text", multiline=True)
    return perform(dossier, event, steps, by=by, at=at, key=key, seen=seen, asked={"text": said})


def _done(work: Work, kind: str, name: str, note: str) -> Task:
    unit = work.authority.mandate.unit if work.authority else work.dossier.holder_unit_id
    return Task(
        dossier=work.dossier, step=f"{kind}-{work.dossier.seq + 1}", name=name, kind=kind, duty=Duty.APPRAISE,
        post="handler", unit_id=unit, officer_id=work.by, state=Task.State.DONE, opened_at=work.at, closed_at=work.at,
        closed_by_id=work.by, used_minutes=0, note=note,
    )  # fmt: skip
