"""The dossiers of one person, by the number on their identity card."""

from django.db.models import Q, QuerySet

from motcua.applicants.models import PartyKind
from motcua.dossiers.models import Decision, Dossier, Payment
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


def results_for(own: Dossier, id_number: str) -> tuple[Decision, ...]:
    """The sealed documents of one's own dossier that have a file, those recalled or replaced included; none while a fee is
    owed. For the owner, or whoever filed for a body; a person's representative brings a letter to the desk.
    """
    person = own.owner.kind == PartyKind.PERSON
    if (own.owner if person else own.filer or own.owner).id_number != id_number:
        return ()
    if Payment.objects.filter(dossier=own, paid_at=None).exists():
        return ()
    found = Decision.objects.filter(dossier=own, issued_at__isnull=False).exclude(file_key="")
    return tuple(found.order_by("pk"))


def own_result(id_number: str, code: str, decision: int) -> Decision:
    """One of these by its number, unless it is recalled. Raises `unknown_dossier` for anything else."""
    own = own_dossier(id_number, code)
    for one in results_for(own, id_number):
        if one.pk == decision and one.recalled_at is None:
            return one
    raise Refusal("unknown_dossier")
