"""Publish a draft: from a date on it holds for new dossiers; running ones keep the version they have."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.index import fields, index
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.publication import PublicationRefused, publication_gaps
from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer, require_two
from motcua.rules.canonical import Value
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

State = ProcedureVersion.State


@transaction.atomic
def publish(
    version: ProcedureVersion,
    *,
    by: int | None,
    at: datetime,
    valid_from: date,
    decision: str,
    confirmed_by: int | None = None,
    proposal: int | None = None,
) -> ProcedureVersion:
    """Publish `version` from `valid_from` on, under the publication decision of that number; it takes two officials.

    The version in force until then ends on that day. Refuses with PublicationRefused, which carries every
    gap; "already_published"; "valid_from_too_early" (it would overlap the version before); "two_needed" and
    "own_proposal" (`organisation.actions.guard.require_two`); "not_your_duty".
    Source: NĐ 63/2010/NĐ-CP Đ.13-15; TT 01/2018/TT-VPCP Đ.8.
    """
    require_configurer(by, at)
    require_configurer(confirmed_by, at)
    two = require_two(by, confirmed_by, at)
    return _publish(
        version,
        by if confirmed_by is None else confirmed_by,
        at,
        valid_from,
        decision,
        {**two, "proposal": proposal},
    )


def rehearse_publication(version: ProcedureVersion, *, at: datetime, valid_from: date, decision: str) -> None:
    """Refuse what `publish` would refuse; nothing is written."""
    with transaction.atomic():
        _publish(version, None, at, valid_from, decision, {})
        transaction.set_rollback(True)


def _publish(
    version: ProcedureVersion,
    by: int | None,
    at: datetime,
    valid_from: date,
    decision: str,
    two: Mapping[str, Value],
) -> ProcedureVersion:
    number = clean(decision, 200, field="decision")
    procedure = Procedure.objects.select_for_update().get(pk=version.procedure_id)
    fresh = ProcedureVersion.objects.get(pk=version.pk)
    if fresh.is_published:
        raise Refusal("already_published", procedure=procedure.code, number=fresh.number)
    document = fresh.parsed
    if found := publication_gaps(document):
        raise PublicationRefused(procedure.code, found)
    _close_version_in_force(procedure, valid_from)
    fresh.state = State.PUBLISHED
    fresh.valid_from, fresh.published_at, fresh.published_by_id = valid_from, at, by
    fresh.decision = number
    fresh.save()
    index(procedure, document, fields([document.field]).get(document.field)).save()
    record(
        f"procedure/{procedure.code}",
        "publish_procedure",
        by=by,
        at=at,
        facts={
            "number": fresh.number,
            "digest": fresh.digest,
            "valid_from": valid_from.isoformat(),
            "decision": number,
            **two,
        },
    )
    return fresh


def _close_version_in_force(procedure: Procedure, day: date) -> None:
    """End the open version on `day`; no day may have two versions, so an ended one must end by then."""
    last = procedure.versions.filter(state=State.PUBLISHED).defer("document").order_by("-valid_from").first()
    if last is None or last.valid_from is None:
        return
    if day <= last.valid_from or (last.valid_to is not None and day < last.valid_to):
        raise Refusal(
            "valid_from_too_early", procedure=procedure.code, after=str(last.valid_to or last.valid_from)
        )
    if last.valid_to is None:
        last.valid_to = day
        last.save(update_fields=["valid_to"])
