"""A machine-readable copy of everything kept about a person: JSON, and their files as they came."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.applicants.models import Party
from motcua.dossiers.models import Attachment, Decision, Dossier, GivenPaper, Payment, Slip
from motcua.gateways import storage
from motcua.journal import queries as journal
from motcua.privacy.actions.ask import decided, opened
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.looks import looks_at
from motcua.privacy.queries.requests import dossiers_of
from motcua.rules.personal_data import Wish
from motcua.rules.refusal import Refusal

FORMAT = "motcua-person-1"


def export(request: int, *, by: int, at: datetime) -> tuple[DataRequest, bytes]:
    """The archive, and the request as answered. Refuses `wrong_wish` for a request for erasure."""
    with transaction.atomic():
        row = opened(request, by, at)
        if row.wish != Wish.EXPORT:
            raise Refusal("wrong_wish")
        data = archive(row.about, at)
        return decided(row, "done", "", by, at), data


def archive(person: Party, at: datetime) -> bytes:
    """A zip of `data.json` and `files/`."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as packed:
        told = []
        for dossier in dossiers_of(person):
            told.append(_dossier(dossier, person))
            for file in Attachment.objects.filter(dossier=dossier, erased_at=None).order_by("pk"):
                packed.writestr(f"files/{file.pk}-{file.name}", storage.get(file.storage_key))
        said = {"format": FORMAT, "made_at": at.isoformat(), "person": _party(person), "dossiers": told}
        packed.writestr("data.json", json.dumps(said, ensure_ascii=False, indent=1, default=str))
    return held.getvalue()


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
            Decision.objects.filter(dossier=dossier, signed_at__isnull=False).values("title", "body", "symbol", "issued_at")
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
