"""A machine-readable copy of everything kept about a person: JSON, their files and their results as they came.

The copy is made when it is fetched, piece by piece: it lies nowhere, and however much there is, memory holds one file.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.applicants.models import Party
from motcua.dossiers.models import Attachment, Decision, Dossier, GivenPaper, Payment, Slip
from motcua.gateways import storage
from motcua.journal import queries as journal
from motcua.journal.actions import record
from motcua.organisation import queries as organisation
from motcua.privacy.actions.answer import decided, opened
from motcua.privacy.actions.ask import stream
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.looks import looks_at
from motcua.privacy.queries.requests import dossiers_of
from motcua.rules.authority import Matter, authority, may
from motcua.rules.personal_data import COPY_READY, Wish
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal

FORMAT = "motcua-person-2"


def export(request: int, *, by: int, at: datetime) -> DataRequest:
    """Grant the copy: from now on the person fetches it for thirty days. Refuses `wrong_wish` for another request."""
    with transaction.atomic():
        return decided(opened(request, by, at, Wish.EXPORT), "done", "", by, at)


def fetch(request: int, *, by: int | None, at: datetime) -> Iterator[bytes]:
    """The copy granted, a zip in pieces; the journal says that it was handed out.

    `by` is the official who hands it out at the counter (of the desk that took the request, or who leads it), None for the
    person. Refuses `unknown_request`, `wrong_wish`, `copy_not_ready`, `copy_gone` after thirty days, `already_erased`.
    """
    with transaction.atomic():
        row = (
            DataRequest.objects.select_for_update(of=("self",))
            .select_related("about")
            .filter(pk=request)
            .first()
        )
        if row is None:
            raise Refusal("unknown_request")
        if by is not None:
            official = organisation.person(by, at, grants=False)
            if not may(official, Matter(Duty.ASSIGN, row.unit_id), at):
                authority(official, Matter(Duty.RECEIVE, row.unit_id), at)
        if row.wish != Wish.EXPORT:
            raise Refusal("wrong_wish")
        if row.outcome != "done" or row.decided_at is None:
            raise Refusal("copy_not_ready")
        if at > row.decided_at + COPY_READY:
            raise Refusal("copy_gone")
        if not row.about.name:
            raise Refusal("already_erased")
        DataRequest.objects.filter(pk=row.pk).update(taken=F("taken") + 1)
        record(stream(row), "taken", by=by, at=at, facts={"wish": row.wish})
    return pieces(row.about, at)


class _Pipe(io.RawIOBase):
    """What was written and not yet taken; it cannot go back."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.held.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """All of it, once."""
        found, self.held = b"".join(self.held), []
        return found


def pieces(person: Party, at: datetime) -> Iterator[bytes]:
    """A zip: `data.json` about the person, `dossiers/` one JSON each, `files/` and `results/` as they were kept."""
    pipe, codes = _Pipe(), []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as packed:
        for dossier in dossiers_of(person):
            name = dossier.code or f"ho-so-{dossier.pk}"
            codes.append(name)
            packed.writestr(f"dossiers/{name}.json", _json(_dossier(dossier, person)))
            yield pipe.taken()
            for path, key in _kept_files(dossier):
                try:
                    packed.writestr(path, storage.get(key))
                except Refusal as refusal:
                    packed.writestr(f"{path}.{refusal.code}.txt", b"")
                yield pipe.taken()
        said = {"format": FORMAT, "made_at": at.isoformat(), "person": _party(person), "dossiers": codes}
        packed.writestr("data.json", _json(said))
    yield pipe.taken()


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)


def _kept_files(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Where each file of a dossier stands in the copy, and its key in the store."""
    for file in Attachment.objects.filter(dossier=dossier, erased_at=None).order_by("pk"):
        yield f"files/{file.pk}-{file.name}", file.storage_key
    for result in Decision.objects.filter(dossier=dossier, issued_at__isnull=False).exclude(file_key=""):
        yield f"results/{result.pk}.pdf", result.file_key


def _party(party: Party | None) -> dict[str, Any] | None:
    names = ("kind", "name", "id_number", "birth_date", "address", "phone", "email", "registered_at")
    return {name: getattr(party, name) for name in names} if party else None


def _dossier(dossier: Dossier, person: Party) -> dict[str, Any]:
    """One dossier; of another person in it only that there is one."""
    mine = {
        each.pk for each in (dossier.owner, dossier.filer) if each and each.id_number == person.id_number
    } | {person.pk}
    return {
        "code": dossier.code, "procedure": dossier.version.procedure.name, "state": dossier.state,
        "opened_at": dossier.opened_at, "received_at": dossier.received_at, "due_at": dossier.due_at,
        "finished_at": dossier.finished_at, "matter": dossier.matter,
        "owner": _party(dossier.owner) if dossier.owner_id in mine else "…",
        "filer": (_party(dossier.filer) if dossier.filer_id in mine else "…") if dossier.filer_id else None,
        "papers": list(
            GivenPaper.objects.filter(dossier=dossier).values("name", "originals", "certified", "copies", "given_at")
        ),
        "slips": list(Slip.objects.filter(dossier=dossier).values("kind", "symbol", "issued_at", "facts")),
        "results": list(
            Decision.objects.filter(dossier=dossier, signed_at__isnull=False).values(
                "pk", "title", "body", "symbol", "issued_at"
            )
        ),
        "payments": list(Payment.objects.filter(dossier=dossier).values("kind", "amount", "asked_at", "paid_at")),
        "files": list(
            Attachment.objects.filter(dossier=dossier, erased_at=None).values("pk", "name", "sha256", "size", "given_at")
        ),
        "course": [{"what": entry.kind, "at": entry.at} for entry in journal.entries(dossier.stream)],
        "who_looked": [
            {"at": one.at, "officer": one.officer, "post": one.post, "unit": one.unit, "page": one.page, "why": one.purpose}
            for one in looks_at(dossier.pk)
        ],
    }  # fmt: skip
