"""Erase a person's data: what no law orders to keep becomes unreadable, and the journal says that it was erased.

The journal holds salted commitments only; without data and salt they say nothing of anybody, and the chain still
verifies (decision 5). Files are forgotten with their keys, so copies of the content are unreadable too. A document
signed and sealed electronically stays in the archive as it was issued, encrypted: whoever holds it can still check it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.applicants.actions.identify import forget
from motcua.applicants.models import Party, PartyKind
from motcua.dossiers.actions.attach import record_on
from motcua.dossiers.actions.perform import locked
from motcua.dossiers.models import Attachment, Decision, Dossier, HandOver, Payment, Slip, Task
from motcua.gateways import storage
from motcua.outbox.models import Notice
from motcua.privacy.actions.answer import decided, opened
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import standing
from motcua.rules import lifecycle
from motcua.rules.personal_data import Wish
from motcua.rules.refusal import Refusal

EMPTY = {
    "name": "",
    "fold": "",
    "id_number": "",
    "birth_date": None,
    "address": "",
    "phone": "",
    "email": "",
    "salt": b"",
}


def erase(request: int, *, by: int, at: datetime) -> DataRequest:
    """Erase every dossier of the person that need not be kept; those that must be are counted as kept.

    It takes two: refuses `not_agreed` before somebody agreed, `second_person` to the same leader. Refuses `must_be_kept`
    when nothing may be erased yet, `wrong_wish` for any other request.
    """
    with transaction.atomic():
        row = opened(request, by, at, Wish.ERASURE)
        if row.agreed_by_id is None:
            raise Refusal("not_agreed")
        if row.agreed_by_id == by:
            raise Refusal("second_person")
        found, person = standing(row.about, at), (row.about.kind, row.about.id_number)
        gone = [one.dossier for one in found if one.erasable]
        row.erased, row.kept = len(gone), len(found) - len(gone)
        if not gone:
            raise Refusal("must_be_kept", kept=row.kept)
        keys = [key for dossier in gone for key in _erase_dossier(dossier, row, by, at)]
        if not row.kept and person[0] == PartyKind.PERSON:
            forget(person[1])
        row.said = ""
        decided(row, "done", "", by, at)
        transaction.on_commit(lambda: _forget(keys))
    return row


def _erase_dossier(stale: Dossier, request: DataRequest, by: int, at: datetime) -> list[str]:
    """Empty one dossier; the keys of its files, to be forgotten once this is committed."""
    pk, dossier = stale.pk, locked(stale.pk, None)
    parties = [one for one in (dossier.owner_id, dossier.filer_id) if one]
    Party.objects.filter(pk__in=parties).update(**EMPTY)
    DataRequest.objects.filter(about__in=parties).exclude(decided_at=None).update(said="", reason="")
    Slip.objects.filter(dossier=pk).update(facts={})
    Decision.objects.filter(dossier=pk).update(title="", body="")
    Decision.objects.filter(dossier=pk).exclude(recall_reason="").update(recall_reason="–")
    Task.objects.filter(dossier=pk).update(note="", answer="")
    HandOver.objects.filter(dossier=pk).update(note="")
    Payment.objects.filter(dossier=pk).update(proof="")
    Notice.objects.filter(about=dossier.stream).update(facts={})
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
