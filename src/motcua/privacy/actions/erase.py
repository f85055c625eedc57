"""Erase a person's data: what no law orders to keep becomes unreadable, and the journal says that it was erased.

The journal holds salted commitments only; without data and salt they say nothing of anybody, and the chain still
verifies (decision 5). Files are forgotten with their keys, so copies of the content are unreadable too.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.applicants.models import Citizen, Party
from motcua.dossiers.actions.attach import record_on
from motcua.dossiers.actions.perform import locked
from motcua.dossiers.models import Attachment, Decision, Dossier, HandOver, Payment, Slip, Task
from motcua.gateways import storage
from motcua.privacy.actions.ask import decided, opened
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import owned_by
from motcua.rules import lifecycle
from motcua.rules.personal_data import Wish, kept_until
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL


def erase(request: int, *, by: int, at: datetime) -> DataRequest:
    """Erase every dossier of the person that need not be kept; those that must be are counted as kept.

    Refuses `must_be_kept` when nothing may be erased yet, `wrong_wish` for a request for a copy.
    """
    with transaction.atomic():
        row = opened(request, by, at)
        if row.wish != Wish.ERASURE:
            raise Refusal("wrong_wish")
        on, keys = at.astimezone(LOCAL).date(), list[str]()
        for dossier in list(owned_by(row.about)):
            until = kept_until(dossier.state, dossier.last_at.astimezone(LOCAL).date())
            if until is None or until > on:
                row.kept += 1
                continue
            keys += _erase_dossier(dossier.pk, row, by, at)
            row.erased += 1
        if not row.erased:
            raise Refusal("must_be_kept", kept=row.kept)
        if not row.kept and row.about.id_number:
            Citizen.objects.filter(id_number=row.about.id_number).delete()
        decided(row, "done", "", by, at)
        transaction.on_commit(lambda: _forget(keys))
    return row


def _erase_dossier(pk: int, request: DataRequest, by: int, at: datetime) -> list[str]:
    """Empty one dossier; the keys of its files, to be forgotten once this is committed."""
    dossier = locked(pk, None)
    empty = {
        "name": "",
        "fold": "",
        "id_number": "",
        "birth_date": None,
        "address": "",
        "phone": "",
        "email": "",
        "salt": b"",
    }
    Party.objects.filter(pk__in=[one for one in (dossier.owner_id, dossier.filer_id) if one]).update(**empty)
    Slip.objects.filter(dossier=pk).update(facts={})
    Decision.objects.filter(dossier=pk).update(title="", body="")
    Task.objects.filter(dossier=pk).update(note="", answer="")
    HandOver.objects.filter(dossier=pk).update(note="")
    Payment.objects.filter(dossier=pk).update(proof="")
    files = Attachment.objects.filter(dossier=pk, erased_at=None)
    keys = list(files.values_list("storage_key", flat=True))
    files.update(name="", erased_at=at)
    Dossier.objects.filter(pk=pk).update(matter="", authorisation="", salt=b"")
    record_on(
        dossier, lifecycle.ERASE, by=by, at=at, facts={"request": request.pk, "erased_files": len(keys)}
    )
    return keys


def _forget(keys: Iterable[str]) -> None:
    for key in keys:
        storage.forget(key)
