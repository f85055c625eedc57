"""Keep who signed in to the public pages, as the identity provider vouches for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.applicants.models import Citizen
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

ID_NUMBER = re.compile(r"^\d{12}$")
"""A personal identification number has twelve digits (Law 26/2023 art. 12)."""


@dataclass(frozen=True)
class Vouched:
    """What an identity provider says of somebody: who it is (`issuer`), how it names them (`subject`), and their data."""

    issuer: str
    subject: str
    full_name: str
    id_number: str
    birth_date: date | None = None


def vouched(issuer: str, claims: Mapping[str, object]) -> Vouched:
    """The claims of a verified identity token, checked. Raises `identity_incomplete` without a subject, a name and a
    number of twelve digits; a birth date that is none is left out.

    >>> vouched("https://id.test", {"sub": "7", "name": "Trần An", "id_number": "022090000001"}).id_number
    '022090000001'
    """
    subject, number = str(claims.get("sub") or ""), str(claims.get("id_number") or "")
    name = str(claims.get("name") or "").strip()
    if not subject or len(subject) > 191 or not name or not ID_NUMBER.match(number):
        raise Refusal("identity_incomplete")
    try:
        born = date.fromisoformat(str(claims.get("birthdate") or ""))
    except ValueError:
        born = None
    return Vouched(issuer, subject, clean(name, 300, field="name"), number, born)


@transaction.atomic
def identify(who: Vouched, *, at: datetime) -> Citizen:
    """The row of this person, with the data as vouched for today."""
    told = {
        "full_name": who.full_name, "id_number": who.id_number, "birth_date": who.birth_date, "last_seen": at,
    }  # fmt: skip
    found, _ = Citizen.objects.update_or_create(
        issuer=who.issuer, subject=who.subject, defaults=told, create_defaults={**told, "first_seen": at}
    )
    return found


def forget(id_number: str) -> int:
    """Erase whoever signed in with this number; how many rows went. Their sessions end with it."""
    return Citizen.objects.filter(id_number=id_number).delete()[0] if id_number else 0
