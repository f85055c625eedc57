"""Give and take back the competence to decide."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.organisation.models import Competence, Officer, Unit
from motcua.organisation.queries import in_force, person
from motcua.rules.authority import Capacity, GrantKind, Matter
from motcua.rules.canonical import Value
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean


def grant(
    kind: GrantKind,
    capacity: Capacity,
    *,
    holder: Officer,
    unit: Unit,
    act_number: str,
    at: datetime,
    by: int | None = None,
    giver: int | None = None,
    giver_unit: Unit | None = None,
    giver_title: str = "",
    duties: Iterable[Duty] = (Duty.SIGN,),
    procedures: Iterable[str] = (),
    fields: Iterable[str] = (),
    scope_text: str = "",
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
) -> Competence:
    """Let `holder` decide in `unit`, in this capacity and within this scope (empty: no limit).

    `giver` is the official who gives it, of `giver_unit`: they must hold what they give, and not by
    authorisation themselves (NĐ 30/2020 art. 13(4); Law 72/2025 art. 14). Raises `Refusal`:
    `authorisation_needs_end`, `authorisation_not_passed_on`, `giver_lacks_competence`,
    `capacity_does_not_fit`, `officer_inactive`, `unit_not_in_force`, `ends_before_start`, `text_empty`,
    `text_too_long`, `bad_text`, `not_your_duty`.
    """
    require_configurer(by, at)
    since = valid_from or at
    if (kind is GrantKind.AUTHORISED) != (capacity is Capacity.TUQ):
        raise Refusal("capacity_does_not_fit", capacity=capacity.value, kind=kind.value)
    if kind is GrantKind.AUTHORISED and valid_to is None:
        raise Refusal("authorisation_needs_end")
    if valid_to is not None and valid_to <= since:
        raise Refusal("ends_before_start")
    if not holder.is_active:
        raise Refusal("officer_inactive")
    if not in_force(unit, since):
        raise Refusal("unit_not_in_force", code=unit.code)
    scope = _Scope(duties, procedures, fields)
    if giver is not None:
        _check_giver(giver, giver_unit or unit, scope, at)
    with transaction.atomic():
        given = Competence.objects.create(
            kind=kind.value,
            giver_unit=giver_unit,
            giver_title=clean(giver_title, 200, field="giver_title", optional=True),
            holder=holder,
            unit=unit,
            capacity=capacity.value,
            duties=[duty.value for duty in scope.duties],
            procedures=list(scope.procedures),
            fields=list(scope.fields),
            act_number=clean(act_number, 100, field="act_number"),
            scope_text=clean(scope_text, 500, field="scope_text", optional=True),
            valid_from=since,
            valid_to=valid_to,
        )
        record(
            unit.stream,
            "competence_granted",
            by=by,
            at=at,
            facts={
                "competence": given.pk,
                "kind": kind.value,
                "capacity": capacity.value,
                "holder": holder.pk,
                "giver": giver,
                "giver_unit": giver_unit.pk if giver_unit else None,
                "duties": [duty.value for duty in scope.duties],
                "procedures": list(scope.procedures),
                "fields": list(scope.fields),
                "act": given.act_number,
                "valid_from": since.isoformat(),
                "valid_to": valid_to.isoformat() if valid_to else None,
            },
        )
    return given


def revoke(competence_id: int, *, act_number: str, by: int | None = None, at: datetime) -> Competence:
    """Take a competence back from `at` on.

    Raises `Refusal`: `unknown_competence`, `competence_revoked`, `competence_expired`, `text_empty`,
    `text_too_long`, `bad_text`, `not_your_duty`.
    """
    require_configurer(by, at)
    act = clean(act_number, 100, field="act_number")
    with transaction.atomic():
        held = Competence.objects.select_for_update().filter(pk=competence_id).first()
        if held is None:
            raise Refusal("unknown_competence")
        if held.revoked_at is not None:
            raise Refusal("competence_revoked", act=held.act_number)
        if held.valid_to is not None and held.valid_to <= at:
            raise Refusal("competence_expired", act=held.act_number)
        held.revoked_at = at
        held.save(update_fields=["revoked_at"])
        facts: dict[str, Value] = {"competence": held.pk, "holder": held.holder_id, "act": act}
        record(held.unit.stream, "competence_revoked", by=by, at=at, facts=facts)
    return held


class _Scope:
    """What is given, in a fixed order."""

    def __init__(self, duties: Iterable[Duty], procedures: Iterable[str], fields: Iterable[str]) -> None:
        self.duties = tuple(sorted(set(duties)))
        self.procedures = tuple(sorted(set(procedures)))
        self.fields = tuple(sorted(set(fields)))

    def matters(self, unit: int) -> Iterable[Matter]:
        """Every matter the scope allows, as the giver must be able to decide it; empty names mean any."""
        for duty in self.duties:
            for procedure in self.procedures or ("",):
                for field in self.fields or ("",):
                    yield Matter(duty, unit, procedure, field)


def _check_giver(giver: int, unit: Unit, scope: _Scope, at: datetime) -> None:
    held = [one for one in person(giver, at).grants if one.holds_at(at)]
    own = [one for one in held if one.kind is not GrantKind.AUTHORISED]
    for matter in scope.matters(unit.pk):
        if any(one.covers(matter) for one in own):
            continue
        if any(one.covers(matter) for one in held):
            raise Refusal("authorisation_not_passed_on")
        raise Refusal("giver_lacks_competence", unit=unit.code)
