"""The made-up persons one may be: read from the file that the demo writes."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Persona:
    """Name, number of twelve digits, birth date (ISO 8601, may be empty), and what they are good for."""

    name: str
    id_number: str
    birthdate: str = ""
    role: str = ""


def personas() -> tuple[Persona, ...]:
    """All of them, in the order of the file."""
    return tuple(
        Persona(**one)
        for one in json.loads((Path(settings.DATA) / "personas.json").read_text(encoding="utf-8"))
    )


def persona(id_number: str) -> Persona:
    """The one with this number; LookupError if there is none."""
    return next(one for one in personas() if one.id_number == id_number)
