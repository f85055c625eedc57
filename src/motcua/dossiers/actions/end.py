"""End a dossier before its result: withdrawn by the applicant, or stopped by the authority (NĐ 118/2025 art. 19, 21)."""

from datetime import datetime

from motcua.dossiers.actions import clock
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.slips import issue
from motcua.dossiers.actions.steps import cancel_all
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.models import Channel, Decision, HandOver, Outcome
from motcua.papers.forms import FormKind
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.rules.vietnamese import clean


def withdraw(
    dossier: int,
    *,
    reason: str,
    by: int,
    at: datetime,
    channel: str = Channel.IN_PERSON,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Confirm the applicant's wish to stop. Refuses `decision_exists` once a decision or result document exists."""

    def steps(work: Work) -> None:
        work.authorise(Duty.RECEIVE, work.dossier.unit_id)
        if Decision.objects.filter(dossier=work.dossier, signed_at__isnull=False).exists():
            raise Refusal("decision_exists")
        _end(work, Outcome.WITHDRAWN, said, "withdrawn", {"channel": channel, "ground": said})

    if channel not in Channel.values:
        raise Refusal("bad_text", field="channel")
    said = clean(reason, 1000, field="reason", multiline=True)
    return perform(
        dossier,
        Event.WITHDRAW,
        steps,
        by=by,
        at=at,
        key=key,
        seen=seen,
        asked={"reason": said, "channel": channel},
    )


def stop(
    dossier: int,
    *,
    ground: str,
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Stop on a legal ground, with a reason.

    Refuses `number_reserved` where sealing was broken off after the document got its number: no number of the series may
    be left without a document (NĐ 30/2020 art. 15), so it is sealed first and recalled.
    """

    def steps(work: Work) -> None:
        work.authorise(Duty.DECIDE_STOP, work.dossier.holder_unit_id, work.dossier.competent_unit_id)
        if work.transition.state in SIGNED:
            numbered = Decision.objects.filter(dossier=work.dossier, number__isnull=False, issued_at=None)
            if taken := numbered.values_list("symbol", flat=True).first():
                raise Refusal("number_reserved", symbol=taken)
        work.commit_text("ground", law)
        _end(work, Outcome.STOPPED, said, "stopped", {"ground": f"{law}: {said}"})

    law, said = clean(ground, 200, field="ground"), clean(reason, 1000, field="reason", multiline=True)
    return perform(
        dossier, Event.STOP, steps, by=by, at=at, key=key, seen=seen, asked={"ground": law, "reason": said}
    )


SIGNED = frozenset({State.SIGNED, State.SIGNED_REFUSAL})


def _end(work: Work, outcome: str, reason: str, notice: str, facts: dict[str, str]) -> None:
    dossier = work.dossier
    dossier.outcome = outcome
    clock.finish(work)
    cancel_all(work)
    HandOver.objects.filter(dossier=dossier, received_at=None).update(pulled_back=True)
    dossier.open_line = 0
    _, line = issue(dossier, FormKind.STOP, dossier.unit_id, by=work.by, at=work.at, facts=facts)
    work.facts["slip"] = line
    work.commit_text("reason", reason)
    work.tell_owner(notice, code=dossier.code)
