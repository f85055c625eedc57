"""Ask another unit, and answer (NĐ 61/2018 art. 19(5): content and deadline are stated and followed)."""

from datetime import datetime

from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.steps import advance, close, take
from motcua.dossiers.actions.work import Done, Work, save_tasks
from motcua.dossiers.models import Task
from motcua.organisation import queries as organisation
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean


def consult(
    dossier: int,
    *,
    unit: int,
    question: str,
    answer_by: datetime,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Ask `unit` to answer by a moment; the clock runs on (ordinary consultation is inside the limit)."""

    def steps(work: Work) -> None:
        units = [t.unit_id for t in work.open_tasks() if t.duty == Duty.APPRAISE]
        work.authorise(Duty.APPRAISE, *(units or [work.dossier.holder_unit_id]))
        asked = organisation.unit(unit)
        if asked is None or not organisation.in_force(asked, work.at):
            raise Refusal("unit_not_in_force")
        if not work.calendar.is_working_moment(answer_by):
            raise Refusal("not_a_working_moment", at=answer_by.isoformat())
        minutes = work.calendar.minutes_between(work.at, answer_by)
        if minutes <= 0:
            raise Refusal("date_in_past", field="answer_by")
        task = Task(
            dossier=work.dossier, step=f"consult-{work.dossier.seq + 1}", name=asked.full_name, kind="consultation",
            duty=Duty.CONSULT, post="handler", unit=asked, opened_at=work.at, due_at=answer_by,
            allotted_minutes=minutes, note=said,
        )  # fmt: skip
        save_tasks([task])
        work.facts["opened"] = [task.step]
        work.facts["consulted"] = unit
        work.commit_text("question", said)
        work.tell_unit("consulted", unit)

    said = clean(question, 8000, field="question", multiline=True)
    return perform(
        dossier, Event.CONSULT, steps, by=by, at=at, key=key, seen=seen,
        asked={"unit": unit, "question": said, "answer_by": answer_by.isoformat()},
    )  # fmt: skip


def answer_consultation(
    dossier: int,
    *,
    answer: str,
    by: int,
    at: datetime,
    task: int | None = None,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """The consulted unit answers; its task closes."""

    def steps(work: Work) -> None:
        taken = take(work, Duty.CONSULT, task)
        close(work, taken.task, answer=said)
        work.commit_text("answer", said)
        advance(work)
        work.tell_unit("consultation_answered", work.dossier.competent_unit_id)

    said = clean(answer, 8000, field="answer", multiline=True)
    return perform(
        dossier, Event.ANSWER_CONSULTATION, steps, by=by, at=at, key=key, seen=seen,
        asked={"answer": said, "task": task},
    )  # fmt: skip
