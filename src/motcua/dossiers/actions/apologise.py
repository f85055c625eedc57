"""Apologise for delay and promise a new date: once, at least a day before the appointment (NĐ 61/2018 art. 19(9))."""

from datetime import datetime

from motcua.dossiers.actions import clock
from motcua.dossiers.actions.perform import perform
from motcua.dossiers.actions.slips import issue
from motcua.dossiers.actions.work import Done, Work
from motcua.papers.forms import FormKind
from motcua.rules import limits
from motcua.rules.canonical import moment
from motcua.rules.posts import Duty
from motcua.rules.states import Event
from motcua.rules.vietnamese import clean


def apologise(
    dossier: int,
    *,
    reason: str,
    new_due: datetime,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Done:
    """Write form 04; the appointment moves, the original date is kept. Refuses what `rules.limits.reappoint` refuses."""

    def steps(work: Work) -> None:
        dossier = work.dossier
        work.authorise(Duty.APOLOGISE, dossier.holder_unit_id, dossier.competent_unit_id)
        promised = dossier.due_at
        moved = limits.reappoint(clock.clock_of(dossier, work.document), new_due, work.at, work.calendar)
        clock.store(dossier, moved)
        _, line = issue(
            dossier, FormKind.APOLOGY, dossier.holder_unit_id, by=work.by, at=work.at,
            facts={
                "reason": said, "promised": promised.isoformat() if promised else None,
                "new_due": new_due.isoformat(), "state": dossier.state,
            },
        )  # fmt: skip
        work.facts |= {"slip": line, "promised": moment(promised) if promised else None}
        work.commit_text("reason", said)
        work.tell_owner("apology", code=dossier.code, new_due=new_due.isoformat())

    said = clean(reason, 2000, field="reason", multiline=True)
    return perform(
        dossier, Event.APOLOGISE, steps, by=by, at=at, key=key, seen=seen,
        asked={"reason": said, "new_due": new_due.isoformat()},
    )  # fmt: skip
