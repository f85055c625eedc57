"""Write or rewrite the draft of a procedure's next version."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.catalogue.document import ProcedureDocument, canonical, digest
from motcua.catalogue.index import fields, index
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.rules.vietnamese import clean

LONGEST_NAME = 2000
State = ProcedureVersion.State


@transaction.atomic
def draft(document: ProcedureDocument, *, by: int | None, at: datetime) -> ProcedureVersion:
    """The one open draft of the procedure, now saying what `document` says; `by` is an officer's number.

    A procedure not known yet is made. The same document twice changes and records nothing. Refuses an empty
    or odd name ("text_empty", "bad_text", "text_too_long") and whoever may not configure ("not_your_duty").
    """
    require_configurer(by, at)
    clean(document.name, LONGEST_NAME, field="name", multiline=True)
    procedure = Procedure.objects.select_for_update().filter(code=document.code).first()
    if procedure is None:
        field = fields([document.field]).get(document.field)
        procedure = index(Procedure(code=document.code), document, field)
        procedure.save()
    name = digest(document)
    open_draft = ProcedureVersion.objects.filter(procedure=procedure, state=State.DRAFT).first()
    if open_draft and open_draft.digest == name:
        return open_draft
    version = open_draft or ProcedureVersion(procedure=procedure, number=next_number(procedure))
    version.document, version.digest, version.flaws = canonical(document).decode(), name, []
    version.save()
    if not procedure.versions.filter(state=State.PUBLISHED).exists():
        index(procedure, document, fields([document.field]).get(document.field)).save()
    record(
        f"procedure/{document.code}",
        "draft_procedure",
        by=by,
        at=at,
        facts={"number": version.number, "digest": name},
    )
    return version


def next_number(procedure: Procedure) -> int:
    """The number of the procedure's next version."""
    last = procedure.versions.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
