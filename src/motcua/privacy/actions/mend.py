"""Correct a person's data, or restrict their use: both on request, both told to the dossier's own journal."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.applicants.actions import PartyData, commitment_to, settled
from motcua.applicants.models import Party
from motcua.dossiers.actions.attach import record_on
from motcua.dossiers.actions.perform import locked
from motcua.journal.actions import record
from motcua.privacy.actions.answer import decided, opened, require_lead
from motcua.privacy.actions.ask import stream
from motcua.privacy.models import DataRequest, Restriction
from motcua.privacy.queries.requests import standing
from motcua.rules import lifecycle
from motcua.rules.personal_data import READABLE, Wish
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import fold

CHANGEABLE = ("name", "id_number", "birth_date", "address", "phone", "email")


def correct(request: int, data: PartyData, *, by: int, at: datetime) -> DataRequest:
    """Write the right data where the wrong ones stand, in the dossier the request names.

    The journal gets both commitments, so that it can be shown later what was changed into what. A document issued already
    is not touched: it is corrected by the act `correct`. Refuses `nothing_changed`, and what `settled` refuses.
    """
    told = settled(data, at=at)
    with transaction.atomic():
        row = opened(request, by, at, Wish.CORRECTION)
        dossier = locked(row.dossier_id, None)
        about = Party.objects.select_for_update().get(pk=row.about_id)
        before = commitment_to(about)
        about.kind = told.kind
        for name in CHANGEABLE:
            setattr(about, name, getattr(told, name))
        about.fold = fold(about.name)
        if commitment_to(about) == before:
            raise Refusal("nothing_changed")
        about.save(update_fields=["kind", "fold", *CHANGEABLE])
        record_on(dossier, lifecycle.CORRECT_DATA, by=by, at=at, facts={
            "request": row.pk, "before": before, "after": commitment_to(about),
        })  # fmt: skip
        return decided(row, "done", "", by, at)


def restrict(request: int, *, by: int, at: datetime) -> DataRequest:
    """Close every finished dossier of the person to ordinary use; one that runs is counted as kept.

    Refuses `nothing_to_restrict` when all of them run or are closed already.
    """
    with transaction.atomic():
        row = opened(request, by, at, Wish.RESTRICTION)
        found = standing(row.about, at)
        finished = [one.dossier for one in found if one.until is not None and not one.restricted]
        if not finished:
            raise Refusal("nothing_to_restrict")
        for one in finished:
            dossier = locked(one.pk, None)
            Restriction.objects.create(dossier=dossier, request=row, since=at)
            record_on(dossier, lifecycle.RESTRICT, by=by, at=at, facts={"request": row.pk})
        row.kept = len([one for one in found if one.until is None])
        return decided(row, "done", "", by, at)


def lift(request: int, *, by: int, at: datetime) -> int:
    """Open again what was closed on this request; how many dossiers. Refuses `unknown_request`, and the wrong official."""
    with transaction.atomic():
        row = DataRequest.objects.select_for_update(of=("self",)).filter(pk=request).first()
        if row is None:
            raise Refusal("unknown_request")
        require_lead(row.unit_id, by, at)
        closed = list(Restriction.objects.filter(request=row, until=None).order_by("dossier_id"))
        if not closed:
            raise Refusal("nothing_changed")
        for one in closed:
            dossier = locked(one.dossier_id, None)
            one.until, one.lifted_by_id = at, by
            one.save(update_fields=["until", "lifted_by"])
            record_on(dossier, lifecycle.LIFT, by=by, at=at, facts={"request": row.pk})
        record(stream(row), "lift", by=by, at=at, facts={"dossiers": len(closed)})
        return len(closed)


def wipe_answered(at: datetime, *, after: timedelta = READABLE) -> int:
    """Wipe words and mark of requests answered long ago: nobody needs them any more; how many."""
    old = DataRequest.objects.filter(decided_at__lt=at - after).exclude(mark="", said="", reason="")
    return old.update(mark="", said="", reason="")
