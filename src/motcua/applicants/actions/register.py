"""Write an applicant down, once."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from motcua.applicants.models import Party, PartyKind
from motcua.rules.canonical import commitment
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean, fold
from motcua.statements import added

PHONE = re.compile(r"^\+?\d[\d ]{7,14}$")
PERSON_ID = re.compile(r"^(\d{9}|\d{12})$")
BODY_ID = re.compile(r"^[0-9A-Z-]{8,14}$")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


@dataclass(frozen=True)
class PartyData:
    """What an applicant tells at the counter; everything but the name may be empty."""

    name: str
    id_number: str = ""
    kind: str = PartyKind.PERSON
    birth_date: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


def settled(data: PartyData, *, at: datetime) -> PartyData:
    """The data cleaned and checked.

    Raises `Refusal`: `text_empty`, `text_too_long`, `bad_text`, `bad_id_number`, `bad_phone`, `bad_email`,
    `date_in_future`.
    """
    if data.kind not in PartyKind.values:
        raise Refusal("bad_text", field="kind")
    name = clean(data.name, 300, field="name")
    id_number = data.id_number.replace(" ", "").upper()
    pattern = PERSON_ID if data.kind == PartyKind.PERSON else BODY_ID
    if id_number and not pattern.match(id_number):
        raise Refusal("bad_id_number", field="id_number")
    phone = data.phone.strip().replace(".", " ").replace("-", " ")
    if phone and not PHONE.match(phone):
        raise Refusal("bad_phone", field="phone")
    email = data.email.strip()
    if email and (not EMAIL.match(email) or len(email) > 254):
        raise Refusal("bad_email", field="email")
    if data.birth_date and data.birth_date > at.date():
        raise Refusal("date_in_future", field="birth_date")
    address = clean(data.address, 500, field="address", optional=True)
    return PartyData(name, id_number, data.kind, data.birth_date, address, phone, email)


def register(data: PartyData, *, at: datetime, salt: bytes | None = None) -> Party:
    """A new applicant row with its own salt. The same person may appear in many rows: each dossier keeps the data as
    they were told at its reception."""
    told = settled(data, at=at)
    return added(
        Party(
            kind=told.kind,
            name=told.name,
            fold=fold(told.name),
            id_number=told.id_number,
            birth_date=told.birth_date,
            address=told.address,
            phone=told.phone,
            email=told.email,
            salt=salt or secrets.token_bytes(16),
            registered_at=at,
        )
    )


def commitment_to(party: Party) -> str:
    """The salted commitment by which the journal names this applicant's data."""
    return commitment(
        bytes(party.salt),
        {
            "kind": party.kind,
            "name": party.name,
            "id_number": party.id_number,
            "birth_date": party.birth_date.isoformat() if party.birth_date else None,
            "address": party.address,
            "phone": party.phone,
            "email": party.email,
        },
    )
