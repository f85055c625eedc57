"""Answer what a person asked: agree, refuse on a ground of the law, reply to a complaint."""

from datetime import datetime

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation import queries as organisation
from motcua.outbox.actions import Draft, write
from motcua.privacy.actions.ask import stream
from motcua.privacy.models import DataRequest
from motcua.rules.authority import Matter, authority
from motcua.rules.personal_data import GROUNDS, TWO_PERSONS, Wish
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean


def refuse(request: int, *, ground: str, reason: str, by: int, at: datetime) -> DataRequest:
    """Refuse it on one of the grounds the law has for such a wish, in words the person is told.

    Refuses `no_such_ground`, and what `opened` refuses.
    """
    said = clean(reason, 2000, field="reason", multiline=True)
    with transaction.atomic():
        row = opened(request, by, at)
        if ground not in GROUNDS[Wish(row.wish)]:
            raise Refusal("no_such_ground")
        row.ground = ground
        return decided(row, "refused", said, by, at)


def agree(request: int, *, by: int, at: datetime) -> DataRequest:
    """The first of two says that it may be done; the person reads that it will be. Refuses `wrong_wish` where one is enough,
    `already_agreed`."""
    with transaction.atomic():
        row = opened(request, by, at)
        if Wish(row.wish) not in TWO_PERSONS:
            raise Refusal("wrong_wish")
        if row.agreed_at is not None:
            raise Refusal("already_agreed")
        row.agreed_by_id, row.agreed_at = by, at
        row.save(update_fields=["agreed_by", "agreed_at"])
        record(
            stream(row), "agree", by=by, at=at, facts={"wish": row.wish, "answered_on_time": at <= row.due_at}
        )
        return row


def reply(request: int, *, text: str, by: int, at: datetime) -> DataRequest:
    """Answer a complaint in words. Refuses `wrong_wish` for anything else."""
    said = clean(text, 2000, field="reason", multiline=True)
    with transaction.atomic():
        row = opened(request, by, at, Wish.COMPLAINT)
        return decided(row, "done", said, by, at)


def opened(request: int, by: int, at: datetime, wish: Wish | None = None) -> DataRequest:
    """The open request, its row locked.

    Refuses `unknown_request`, `already_decided`, `wrong_wish`, and whoever does not lead its unit.
    """
    row = (
        DataRequest.objects.select_for_update(of=("self",)).select_related("about").filter(pk=request).first()
    )
    if row is None:
        raise Refusal("unknown_request")
    require_lead(row.unit_id, by, at)
    if row.decided_at is not None:
        raise Refusal("already_decided")
    if wish is not None and row.wish != wish:
        raise Refusal("wrong_wish")
    return row


def require_lead(unit: int, by: int, at: datetime) -> None:
    """Whoever assigns work in the unit answers for its data."""
    authority(organisation.person(by, at, grants=False), Matter(Duty.ASSIGN, unit), at)


def decided(row: DataRequest, outcome: str, reason: str, by: int, at: datetime) -> DataRequest:
    """Write the outcome, its journal row and the person's notice."""
    row.outcome, row.reason, row.decided_by_id, row.decided_at = outcome, reason, by, at
    row.save(
        update_fields=["outcome", "reason", "ground", "decided_by", "decided_at", "erased", "kept", "said"]
    )
    answered = row.agreed_at or at
    in_time = answered <= row.due_at and (row.carry_by is None or at <= row.carry_by)
    record(stream(row), outcome, by=by, at=at, facts={
        "wish": row.wish, "ground": row.ground, "erased": row.erased, "kept": row.kept, "on_time": in_time,
    })  # fmt: skip
    write([Draft("data_answered", stream(row), f"answered:{stream(row)}", party=row.about_id)], at=at)
    return row
