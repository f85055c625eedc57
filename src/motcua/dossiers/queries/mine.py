"""The dossiers of one person, by the number on their identity card."""

from django.db.models import Q, QuerySet

from motcua.applicants.models import PartyKind
from motcua.dossiers.models import Dossier
from motcua.rules.refusal import Refusal


def dossiers_of(id_number: str) -> QuerySet[Dossier]:
    """Every dossier this person owns or filed, what moved last first; none for an empty number."""
    if not id_number:
        return Dossier.objects.none()
    owns = Q(owner__id_number=id_number, owner__kind=PartyKind.PERSON)
    filed = Q(filer__id_number=id_number, filer__kind=PartyKind.PERSON)
    return (
        Dossier.objects.filter(owns | filed)
        .select_related("version__procedure", "holder_unit", "owner", "filer")
        .defer("version__document", "version__flaws")
        .order_by("-last_at", "-pk")
    )


def own_dossier(id_number: str, code: str) -> Dossier:
    """One of them by its code. Raises `unknown_dossier` for anybody else's too: a stranger learns nothing."""
    found = dossiers_of(id_number).filter(code=code).first()
    if found is None:
        raise Refusal("unknown_dossier")
    return found
