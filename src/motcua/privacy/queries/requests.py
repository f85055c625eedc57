"""Reading what persons ask about their data."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from motcua.applicants.models import Party
from motcua.dossiers.models import Dossier
from motcua.privacy.models import DataRequest


def dossiers_of(person: Party) -> QuerySet[Dossier]:
    """The dossiers whose owner this person is, by identity number; without a number only those of this very row."""
    mine = Q(owner=person) | Q(filer=person)
    if person.id_number:
        mine |= Q(owner__id_number=person.id_number, owner__kind=person.kind)
    return Dossier.objects.filter(mine).select_related("owner", "filer", "version__procedure").defer(
        "version__document", "version__flaws"
    ).order_by("pk")  # fmt: skip


def owned_by(person: Party) -> QuerySet[Dossier]:
    """Those of them that are this person's own: what erasure may reach."""
    mine = Q(owner=person)
    if person.id_number:
        mine |= Q(owner__id_number=person.id_number, owner__kind=person.kind)
    return dossiers_of(person).filter(mine)


def open_requests(units: Collection[int]) -> QuerySet[DataRequest]:
    """Requests to be answered by these units, what is due first on top."""
    return (
        DataRequest.objects.filter(unit__in=list(units), decided_at=None)
        .select_related("dossier", "taken_by", "unit")
        .order_by("due_at", "pk")
    )
