"""End a published procedure: from a date on nobody can file under it; running dossiers keep their version."""

from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean


@transaction.atomic
def abolish(code: str, *, by: int | None, at: datetime, on: date, decision: str) -> ProcedureVersion:
    """Let the version in force of procedure `code` end before `on`, under the decision that says so.

    Refuses "unknown_procedure", "procedure_not_in_force" (no version is open), "ends_before_start", and whoever may not
    configure ("not_your_duty").
    Source: NĐ 63/2010/NĐ-CP Đ.13, Đ.15 (what is abolished is published as well).
    """
    require_configurer(by, at)
    number = clean(decision, 200, field="decision")
    procedure = Procedure.objects.select_for_update().filter(code=code).first()
    if procedure is None:
        raise Refusal("unknown_procedure", code=code[:60])
    version = procedure.versions.filter(state=ProcedureVersion.State.PUBLISHED, valid_to=None).first()
    if version is None or version.valid_from is None:
        raise Refusal("procedure_not_in_force", code=code, on=on.isoformat())
    if on <= version.valid_from:
        raise Refusal("ends_before_start")
    version.valid_to = on
    version.save(update_fields=["valid_to"])
    record(
        f"procedure/{code}",
        "abolish_procedure",
        by=by,
        at=at,
        facts={"number": version.number, "valid_to": on.isoformat(), "decision": number},
    )
    return version
