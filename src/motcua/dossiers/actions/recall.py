"""Recall a document that was issued (thu hồi văn bản; NĐ 30/2020 art. 18(3-4))."""

from datetime import datetime

from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.result import again, redraft
from motcua.dossiers.actions.steps import cancel_all
from motcua.dossiers.actions.work import Done, Work
from motcua.dossiers.models import Decision
from motcua.journal.actions import record
from motcua.rules.posts import Duty
from motcua.rules.recall import RecallGround
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.rules.vietnamese import clean
from motcua.statements import change

STILL_HERE = frozenset({State.ISSUED, State.RESULT_AT_DESK})
"""Where the applicant does not have the document yet: it is not given out, another one is drafted."""


def recall(
    dossier: int,
    *,
    act_number: str,
    ground: str,
    reason: str,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Take back the newest document of a dossier: from now on it counts no more, and its public page says so.

    Done by whoever is competent today to sign such a document in its unit, on a written act (`act_number`). `ground` is
    what the public reads, `reason` stays inside. Not given out yet, the result is drafted anew; given out, the dossier
    stays as it is, and a document in its place is drafted by `correct`.
    Refuses what `authority` refuses, `no_result`, `already_recalled`, `bad_text`.
    """

    def steps(work: Work) -> None:
        old = (
            Decision.objects.select_for_update()
            .filter(dossier=work.dossier, issued_at__isnull=False)
            .order_by("-pk")
            .first()
        )
        if old is None:
            raise Refusal("no_result")
        used = work.authorise(Duty.SIGN, old.unit_id or work.dossier.competent_unit_id)
        if old.recalled_at is not None:
            raise Refusal("already_recalled", symbol=old.symbol)
        old.recalled_at, old.recalled_by_id = work.at, work.by
        old.recall_competence_id = used.grant.id if used.grant else None
        old.recall_act, old.recall_ground, old.recall_reason = act, why.value, said
        change(
            old,
            [
                "recalled_at",
                "recalled_by",
                "recall_competence",
                "recall_act",
                "recall_ground",
                "recall_reason",
            ],
        )
        facts = {"act_number": act, "ground": why.value, "dossier": work.dossier.pk, "symbol": old.symbol}
        record(old.stream, "recalled", by=work.by, at=work.at, facts=facts)
        if work.transition.state in STILL_HERE:
            cancel_all(work)
            again(work)
            redraft(work, replaces=True, officer=None)
        work.facts |= {"recalls": old.pk, "act_number": act, "ground": why.value}
        work.commit_text("reason", said)
        work.tell_owner("recalled", code=work.dossier.code, symbol=old.symbol)

    act, said = clean(act_number, 60, field="act_number"), clean(reason, 2000, field="reason", multiline=True)
    if ground not in set(RecallGround):
        raise Refusal("bad_text", field="ground")
    why = RecallGround(ground)
    return perform(
        dossier, Event.RECALL, steps, by=by, at=at, key=key, seen=seen,
        asked={"act_number": act, "ground": why.value, "reason": said},
    )  # fmt: skip
