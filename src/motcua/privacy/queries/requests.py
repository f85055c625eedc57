"""Reading what persons ask about their data."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.applicants.models import Party, PartyKind
from motcua.dossiers.models import Decision, Dossier
from motcua.gateways.keys import kept
from motcua.privacy.models import DataRequest, Restriction
from motcua.rules.personal_data import kept_until, retention
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL


def dossiers_of(person: Party) -> QuerySet[Dossier]:
    """The dossiers whose owner this person is, by identity number; without a number only those of this very row."""
    mine = Q(owner=person) | Q(filer=person)
    if person.id_number:
        mine |= Q(owner__id_number=person.id_number, owner__kind=person.kind)
    return Dossier.objects.filter(mine).select_related("owner", "filer", "version__procedure").defer(
        "version__document", "version__flaws"
    ).order_by("pk")  # fmt: skip


def owned_by(person: Party) -> QuerySet[Dossier]:
    """Those of them that are this person's own: what erasure and restriction may reach."""
    mine = Q(owner=person)
    if person.id_number:
        mine |= Q(owner__id_number=person.id_number, owner__kind=person.kind)
    return dossiers_of(person).filter(mine)


@dataclass(frozen=True)
class Standing:
    """One dossier of the person: until when it must be kept (None: it runs), whether it may be erased now, whether a sealed
    document of it stays in the archive, whether its use is restricted."""

    dossier: Dossier
    until: date | None
    erasable: bool
    sealed: bool
    restricted: bool


def standing(person: Party, at: datetime) -> tuple[Standing, ...]:
    """What may become of each dossier this person owns (four reads)."""
    rows, on = list(owned_by(person)), at.astimezone(LOCAL).date()
    sealed = set(
        Decision.objects.filter(dossier__in=rows, issued_at__isnull=False)
        .exclude(file_key="")
        .values_list("dossier", flat=True)
    )
    closed = restricted([row.pk for row in rows])
    found = []
    for row in rows:
        until = keep_until(row)
        erasable = until is not None and until <= on and bool(row.owner.name)
        found.append(Standing(row, until, erasable, row.pk in sealed, row.pk in closed))
    return tuple(found)


def keep_until(dossier: Dossier) -> date | None:
    """Until when the agency's list of retention periods keeps it; None while it runs."""
    last = dossier.last_at.astimezone(LOCAL).date()
    return kept_until(dossier.state, last, retention(settings.KEPT_YEARS))


def restricted(dossiers: Collection[int]) -> frozenset[int]:
    """Those of these dossiers whose use is restricted now."""
    found = Restriction.objects.filter(dossier__in=list(dossiers), until=None)
    return frozenset(found.values_list("dossier", flat=True))


def unless_restricted(found: QuerySet[Dossier], code: str) -> QuerySet[Dossier]:
    """A search without the dossiers that no name may find any more; a whole code still does."""
    closed = Restriction.objects.filter(until=None).values("dossier")
    return found.exclude(Q(pk__in=closed) & ~Q(code__iexact=code))


SHOWN = ("dossier", "about", "taken_by", "agreed_by", "decided_by", "unit")


def request_by_id(pk: int) -> DataRequest:
    """One request with everybody it names. Refuses `unknown_request`."""
    found = DataRequest.objects.select_related(*SHOWN).filter(pk=pk).first()
    if found is None:
        raise Refusal("unknown_request")
    return found


def requests_at(units: Collection[int]) -> QuerySet[DataRequest]:
    """Requests these units answer."""
    return DataRequest.objects.filter(unit__in=list(units)).select_related(*SHOWN)


def open_requests(units: Collection[int]) -> QuerySet[DataRequest]:
    """Those not answered yet, what is due first on top."""
    return requests_at(units).filter(decided_at=None).order_by("due_at", "pk")


def requests_of(id_number: str) -> QuerySet[DataRequest]:
    """What the person of this number asked, the newest first; it holds after their data were erased."""
    if not id_number:
        return DataRequest.objects.none()
    return (
        DataRequest.objects.filter(mark=mark_of(PartyKind.PERSON, id_number))
        .select_related("dossier", "unit", "about")
        .order_by("-asked_at", "-pk")
    )


def own_request(id_number: str, pk: int) -> DataRequest:
    """One of them. Refuses `unknown_request` for anybody else's too."""
    found = requests_of(id_number).filter(pk=pk).first()
    if found is None:
        raise Refusal("unknown_request")
    return found


def mark_of(kind: str, id_number: str) -> str:
    """A keyed hash of a number: it finds a person's requests and tells nothing without the installation's key."""
    if not id_number:
        return ""
    return hmac.new(_key(), f"{kind}:{id_number}".encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def _key() -> bytes:
    return kept("data-requests", lambda: secrets.token_bytes(32))
