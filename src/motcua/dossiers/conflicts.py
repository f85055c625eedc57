"""Whether a dossier is an official's own or a declared relative's (Law 36/2018 art. 23; NĐ 59/2019 art. 29)."""

from motcua.dossiers.models import Dossier
from motcua.organisation.interests import marks
from motcua.rules.authority import CONFLICT_DUTIES, Person
from motcua.rules.posts import Duty


def in_conflict(dossier: Dossier, person: Person, duty: Duty | None) -> bool:
    """Whether the duty is one nobody does in such a dossier, and this is one (no read where nothing is declared)."""
    if duty not in CONFLICT_DUTIES or not person.interests:
        return False
    filer = dossier.filer
    numbers = [dossier.owner.id_number, *([filer.id_number] if filer else [])]
    return not person.interests.isdisjoint(marks(person.id, (number for number in numbers if number)))
