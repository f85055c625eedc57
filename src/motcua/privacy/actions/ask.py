"""A person asks for a copy of their data, or its erasure; whoever leads the unit answers in time."""

from datetime import datetime

from django.db import transaction

from motcua.applicants.models import Party
from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.organisation import queries as organisation
from motcua.privacy.models import DataRequest
from motcua.rules.authority import Matter, authority
from motcua.rules.personal_data import Wish, term_on
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean
from motcua.rules.worktime import LOCAL, due


def ask(dossier: int, wish: str, *, by: int | None, at: datetime, filer: bool = False) -> DataRequest:
    """Write the request down with its due moment (two working days).

    `by` is the receiver at the counter who identified the person, None for the person signed in. The same request again
    finds the open one. Refuses `unknown_dossier`, `bad_text`, `already_erased`, and the wrong official.
    """
    if wish not in Wish.__members__.values():
        raise Refusal("bad_text", field="wish")
    row = Dossier.objects.select_related("owner", "filer").filter(pk=dossier).first()
    if row is None:
        raise Refusal("unknown_dossier")
    about = row.filer if filer else row.owner
    if about is None or not about.name:
        raise Refusal("already_erased")
    if by is not None:
        authority(organisation.person(by, at, grants=False), Matter(Duty.RECEIVE, row.unit_id), at)
    with transaction.atomic():
        Party.objects.select_for_update().get(pk=about.pk)
        earlier = DataRequest.objects.filter(about=about, wish=wish, decided_at=None).first()
        if earlier is not None:
            return earlier
        limit = term_on(at.astimezone(LOCAL).date()).answer
        made = DataRequest.objects.create(
            wish=wish, dossier=row, about=about, unit_id=row.unit_id, asked_at=at,
            due_at=due(at, limit, organisation.calendar(row.unit_id)), taken_by_id=by,
        )  # fmt: skip
        record(stream(made), "ask", by=by, at=at, facts={
            "wish": wish, "dossier": row.pk, "due": made.due_at.astimezone(LOCAL).isoformat(),
        })  # fmt: skip
    return made


def refuse(request: int, *, reason: str, by: int, at: datetime) -> DataRequest:
    """Refuse it, with the reason the person is told."""
    said = clean(reason, 1000, field="reason", multiline=True)
    with transaction.atomic():
        row = opened(request, by, at)
        return decided(row, "refused", said, by, at)


def opened(request: int, by: int, at: datetime) -> DataRequest:
    """The open request, its row locked. Refuses `unknown_request`, `already_decided`, and whoever does not lead its unit."""
    row = DataRequest.objects.select_for_update(of=("self",)).filter(pk=request).first()
    if row is None:
        raise Refusal("unknown_request")
    require_lead(row.unit_id, by, at)
    if row.decided_at is not None:
        raise Refusal("already_decided")
    return row


def require_lead(unit: int, by: int, at: datetime) -> None:
    """Whoever assigns work in the unit answers for its data."""
    authority(organisation.person(by, at, grants=False), Matter(Duty.ASSIGN, unit), at)


def decided(row: DataRequest, outcome: str, reason: str, by: int, at: datetime) -> DataRequest:
    """Write the outcome and its journal row."""
    row.outcome, row.reason, row.decided_by_id, row.decided_at = outcome, reason, by, at
    row.save(update_fields=["outcome", "reason", "decided_by", "decided_at", "erased", "kept"])
    record(stream(row), outcome, by=by, at=at, facts={
        "wish": row.wish, "erased": row.erased, "kept": row.kept, "on_time": at <= row.due_at,
    })  # fmt: skip
    return row


def stream(row: DataRequest) -> str:
    """Its stream in the journal."""
    return f"data-request/{row.pk}"
