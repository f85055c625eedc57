"""Submit a draft, review it, or send it back (NĐ 61/2018 art. 19(2))."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.actions.perform import Choice, perform
from motcua.dossiers.actions.result import REPLACEMENT
from motcua.dossiers.actions.steps import (
    advance,
    ahead,
    close,
    leads_out,
    reopen_work,
    require_no_other,
    take,
)
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.models import Decision, Dossier, Task
from motcua.dossiers.progress import reviews_ahead
from motcua.outbox.actions import Draft
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.rules.vietnamese import clean
from motcua.statements import Prepared, change, insert


@dataclass(frozen=True)
class DraftText:
    """What the handler proposes: a result, or a refusal for want of conditions, with its title and body."""

    title: str
    body: str
    kind: str = Decision.Kind.RESULT


def submit(
    dossier: int,
    *,
    draft: DraftText,
    by: int,
    at: datetime,
    task: int | None = None,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Send the draft up: to review or straight to signature, as the process says.

    Refuses `tasks_open` while a consultation is unanswered, `draft_not_due` when more appraisal follows.
    """
    return _submit(dossier, Event.SUBMIT, draft, by, at, task, key, seen, _to_review_or_signature)


def submit_for_signature(
    dossier: int,
    *,
    draft: DraftText,
    by: int,
    at: datetime,
    task: int | None = None,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Send the draft straight to the signer. Refuses `review_first` where a review comes before."""
    return _submit(dossier, Event.SUBMIT_FOR_SIGNATURE, draft, by, at, task, key, seen, None)


def endorse(
    dossier: int,
    *,
    by: int,
    at: datetime,
    note: str = "",
    task: int | None = None,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Agree with the draft and send it on: to signature, or to the next review where the process has one more."""

    def steps(work: Work) -> None:
        taken = take(work, Duty.REVIEW, task)
        _not_own_draft(work)
        close(work, taken.task, note=said)
        advance(work)

    said = clean(note, 2000, field="note", optional=True, multiline=True)
    return perform(
        dossier, Event.ENDORSE, steps, by=by, at=at, key=key, seen=seen, asked={"note": said, "task": task},
        choose=_on_or_out,
    )  # fmt: skip


def return_for_rework(
    dossier: int,
    *,
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Send the draft back to whoever wrote it, with a reason; the clock runs on."""

    def steps(work: Work) -> None:
        duty = Duty.REVIEW if work.transition.state == State.AWAITING_REVIEW else Duty.SIGN
        taken = take(work, duty)
        work.commit_text("reason", said)
        taken.task.note = said
        again = reopen_work(work, work.open_tasks())
        work.to = State.CORRECTING if again.kind == "correction" else State.IN_PROCESS
        if again.officer_id:
            stem = f"{work.dossier.stream}:{work.dossier.seq + 1}:rework"
            work.notices.append(
                Draft("rework", work.dossier.stream, stem, officer=again.officer_id, facts={"reason": said})
            )

    said = clean(reason, 2000, field="reason", multiline=True)
    return perform(
        dossier, Event.RETURN_FOR_REWORK, steps, by=by, at=at, key=key, seen=seen, asked={"reason": said}
    )


def _submit(
    dossier: int,
    event: Event,
    draft: DraftText,
    by: int,
    at: datetime,
    task: int | None,
    key: str | None,
    seen: int | None,
    choose: Choice | None,
) -> Done:
    title = clean(draft.title, 500, field="title")
    body = clean(draft.body, 20000, field="body", multiline=True)
    if draft.kind not in Decision.Kind.values:
        raise Refusal("bad_text", field="kind")

    def steps(work: Work) -> None:
        taken = take(work, Duty.APPRAISE, task)
        require_no_other(taken.others)
        if taken.task.kind == "correction":
            close(work, taken.task)
        else:
            to = leads_out(work, taken.task)
            if to is None or not ahead(work, taken.task):
                raise Refusal("draft_not_due", step=taken.task.name)
            if (
                work.event == Event.SUBMIT_FOR_SIGNATURE
                and to == Duty.REVIEW
                and reviews_ahead(work.dossier, work.tasks)
            ):
                raise Refusal("review_first")
            close(work, taken.task)
        _write_draft(work, title, body, draft.kind, replaces=taken.task.step.startswith(REPLACEMENT))
        work.commit_text("draft", f"{title}\n{body}")
        work.facts["draft_kind"] = draft.kind
        advance(work)

    return perform(
        dossier, event, steps, by=by, at=at, key=key, seen=seen,
        asked={"title": title, "body": body, "kind": draft.kind, "task": task}, choose=choose,
    )  # fmt: skip


_decisions_of = Prepared(lambda dossier: Decision.objects.filter(dossier=dossier).order_by("pk"), int)


def _write_draft(work: Work, title: str, body: str, kind: str, *, replaces: bool) -> None:
    known = _decisions_of(work.dossier.pk)
    draft = next((one for one in known if one.issued_at is None), None) or Decision(dossier=work.dossier)
    draft.corrects = next((one for one in reversed(known) if one.issued_at), None)
    draft.title, draft.body, draft.kind = title, body, kind
    draft.replaces = replaces
    draft.drafted_by_id, draft.drafted_at = work.by, work.at
    if draft.pk is None:
        insert(draft)
    else:
        change(draft, ["corrects", "replaces", "title", "body", "kind", "drafted_by", "drafted_at"])


def _not_own_draft(work: Work) -> None:
    if any(one.issued_at is None and one.drafted_by_id == work.by for one in _decisions_of(work.dossier.pk)):
        raise Refusal("own_draft")


def _to_review_or_signature(dossier: Dossier, tasks: list[Task]) -> Event | None:
    """Which way the draft goes: to review while the process still has one ahead of it."""
    if dossier.state != State.IN_PROCESS:
        return None
    return Event.SUBMIT if reviews_ahead(dossier, tasks) else Event.SUBMIT_FOR_SIGNATURE


def _on_or_out(dossier: Dossier, tasks: list[Task]) -> Event | None:
    return Event.FORWARD_REVIEW if reviews_ahead(dossier, tasks) else Event.ENDORSE
