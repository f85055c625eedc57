"""Declare whose dossiers an official must keep out of: their own and their relatives'."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.interests import mark
from motcua.organisation.models import Officer
from motcua.rules.canonical import Value
from motcua.rules.refusal import Refusal

MOST = 60


class InterestKind(StrEnum):
    """Whose number it is."""

    SELF = "self"
    RELATIVE = "relative"
    BODY = "body"  # an enterprise the official or a relative owns or runs


def declare_interest(
    officer_id: int, *, kind: InterestKind, number: str, by: int | None = None, at: datetime
) -> int:
    """Add an identity number to an officer's interests; how many there are now. Saying it twice changes nothing.

    Only a mark is kept (`organisation.interests`). Raises `Refusal`: `bad_id_number`, `interests_full`,
    `unknown_officer`, `not_your_declaration`.
    """
    told = mark(officer_id, number)
    with transaction.atomic():
        officer = _locked(officer_id, by)
        if any(one["mark"] == told for one in officer.interests):
            return len(officer.interests)
        if len(officer.interests) >= MOST:
            raise Refusal("interests_full", most=MOST)
        officer.interests = [
            *officer.interests, {"kind": kind.value, "mark": told, "on": at.date().isoformat()}
        ]  # fmt: skip
        officer.save(update_fields=["interests"])
        _write(officer, "interest_declared", kind.value, told, by, at)
    return len(officer.interests)


def withdraw_interest(officer_id: int, *, number: str, by: int | None = None, at: datetime) -> int:
    """Take a number back that was declared by mistake, or is no relative's any more: it must be said again in full.

    Raises `Refusal`: `interest_not_declared`, `bad_id_number`, `unknown_officer`, `not_your_declaration`.
    """
    told = mark(officer_id, number)
    with transaction.atomic():
        officer = _locked(officer_id, by)
        gone = next((one for one in officer.interests if one["mark"] == told), None)
        if gone is None:
            raise Refusal("interest_not_declared")
        officer.interests = [one for one in officer.interests if one is not gone]
        officer.save(update_fields=["interests"])
        _write(officer, "interest_withdrawn", gone["kind"], told, by, at)
    return len(officer.interests)


def _locked(officer_id: int, by: int | None) -> Officer:
    if by is not None and by != officer_id:
        raise Refusal("not_your_declaration")
    officer = Officer.objects.select_for_update().filter(pk=officer_id).first()
    if officer is None:
        raise Refusal("unknown_officer", officer=officer_id)
    return officer


def _write(officer: Officer, kind: str, whose: str, told: str, by: int | None, at: datetime) -> None:
    facts: dict[str, Value] = {"officer": officer.pk, "kind": whose, "mark": told}
    record(f"officer/{officer.pk}", kind, by=by, at=at, facts=facts)
