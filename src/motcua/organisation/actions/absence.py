"""Who is away and who stands in: recorded by the official or the head, ended when they are back."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.actions.guard import is_configurer
from motcua.organisation.models import Absence, AbsenceReason, Officer, Unit
from motcua.organisation.queries import person
from motcua.rules.authority import Person
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal

LONGEST = timedelta(days=366)
HEADS = frozenset({Duty.ASSIGN, Duty.DIRECT, Duty.SIGN})
"""Who records absences of a unit's people, beside the people themselves."""


def record_absence(
    officer: Officer,
    *,
    valid_from: datetime,
    valid_to: datetime,
    reason: AbsenceReason | str,
    substitute: Officer | None,
    by: int,
    at: datetime,
) -> Absence:
    """`officer` is away from `valid_from` until before `valid_to`; `substitute`, of the same unit, stands in (NĐ 61/2018
    art. 12(8) wants somebody in reserve).

    The substitute has the posts and open tasks, never a competence to sign. Raises `Refusal`: `not_your_unit`,
    `ends_before_start`, `absence_too_long`, `absence_overlaps`, `substitute_absent`, `substitute_elsewhere`,
    `substitute_of_oneself`, `officer_inactive`, `unknown_reason`, `unknown_officer`.
    """
    if reason not in AbsenceReason.values:
        raise Refusal("unknown_reason")
    if valid_to <= valid_from or valid_to <= at:
        raise Refusal("ends_before_start")
    if valid_to - valid_from > LONGEST:
        raise Refusal("absence_too_long", days=LONGEST.days)
    away = person(officer.pk, at, grants=False)
    require_head_or_self(officer.pk, by, at)
    with transaction.atomic():
        Officer.objects.select_for_update().filter(pk__in=[officer.pk]).first()
        if _overlapping(officer.pk, valid_from, valid_to):
            raise Refusal("absence_overlaps", officer=officer.full_name)
        if substitute is not None:
            _fits(away, substitute, officer, valid_from, valid_to)
        made = Absence.objects.create(
            officer=officer, substitute=substitute, reason=reason, valid_from=valid_from, valid_to=valid_to
        )
        _write(made, "absence_recorded", by, at)
    return made


def end_absence(absence_id: int, *, by: int, at: datetime) -> Absence:
    """Back at work: an absence that has begun ends now, one that has not is called off.

    Raises `Refusal`: `unknown_absence`, `absence_over`, `not_your_unit`.
    """
    with transaction.atomic():
        found = Absence.objects.select_for_update().filter(pk=absence_id).first()
        if found is None:
            raise Refusal("unknown_absence")
        require_head_or_self(found.officer_id, by, at)
        if found.cancelled_at is not None or found.valid_to <= at:
            raise Refusal("absence_over")
        if at <= found.valid_from:
            found.cancelled_at = at
        else:
            found.valid_to = at
        found.save(update_fields=["cancelled_at", "valid_to"])
        _write(found, "absence_ended", by, at)
    return found


def require_head_or_self(officer: int, by: int, at: datetime) -> None:
    """Refuse `not_your_unit` to whoever is neither the official, nor leads a unit of theirs, nor configures."""
    if officer == by:
        return
    theirs = {m.unit for m in person(officer, at, grants=False).mandates if m.holds_at(at)}
    asked = person(by, at, grants=False)
    if asked.active and any(
        m.holds_at(at) and m.unit in theirs and not HEADS.isdisjoint(m.duties) for m in asked.mandates
    ):
        return
    if not is_configurer(by, at):
        raise Refusal("not_your_unit", duty=Duty.ASSIGN.value)


def _fits(away: Person, substitute: Officer, officer: Officer, since: datetime, until: datetime) -> None:
    if substitute.pk == officer.pk:
        raise Refusal("substitute_of_oneself")
    if not substitute.is_active:
        raise Refusal("officer_inactive")
    if _overlapping(substitute.pk, since, until):
        raise Refusal("substitute_absent", officer=substitute.full_name)
    theirs = {m.unit for m in away.mandates if m.instead_of is None and m.holds_at(since)}
    other = person(substitute.pk, since, grants=False)
    if not any(m.unit in theirs and m.instead_of is None and m.holds_at(since) for m in other.mandates):
        raise Refusal("substitute_elsewhere", officer=substitute.full_name)


def _overlapping(officer: int, since: datetime, until: datetime) -> bool:
    known = Absence.objects.filter(officer=officer, cancelled_at=None)
    return known.filter(valid_from__lt=until, valid_to__gt=since).exists()


def _write(one: Absence, kind: str, by: int, at: datetime) -> None:
    unit = Unit.objects.filter(posts__tenures__officer=one.officer_id).order_by("posts__tenures__pk").first()
    record(
        unit.stream if unit else f"officer/{one.officer_id}", kind, by=by, at=at,
        facts={
            "absence": one.pk, "officer": one.officer_id, "substitute": one.substitute_id,
            "valid_from": one.valid_from.isoformat(), "valid_to": one.valid_to.isoformat(),
            "cancelled": one.cancelled_at is not None,
        },
    )  # fmt: skip
