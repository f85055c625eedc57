"""Lists of work, paged with exact counts: what is mine, what is my unit's, what is on its way to us."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Q, QuerySet

from motcua.dossiers.models import Dossier, HandOver, Task
from motcua.rules import lifecycle
from motcua.rules.posts import Duty
from motcua.rules.states import State
from motcua.rules.vietnamese import fold
from motcua.rules.worktime import LOCAL

Row = TypeVar("Row", bound=Model)

PER_PAGE = 50
SHOWN = ("dossier__version__procedure", "dossier__owner", "dossier__unit", "unit", "officer")
UNFINISHED = tuple(
    state.value for state in lifecycle.UNFINISHED if state not in (State.ISSUED, State.RESULT_AT_DESK)
)


@dataclass(frozen=True)
class Workplace:
    """Where an official works: the units of the posts held now, and the duties in each; the units they only oversee; and
    the absent colleagues whose work is theirs meanwhile."""

    officer: int
    duties: tuple[tuple[int, frozenset[Duty]], ...]
    overseen: tuple[int, ...] = ()
    standing_in: tuple[int, ...] = ()

    @property
    def units(self) -> tuple[int, ...]:
        """The units, each once."""
        return tuple(dict.fromkeys(unit for unit, _ in self.duties))

    def with_duty(self, duty: Duty) -> tuple[int, ...]:
        """The units where this duty is theirs."""
        return tuple(dict.fromkeys(unit for unit, duties in self.duties if duty in duties))


def my_tasks(place: Workplace) -> QuerySet[Task]:
    """Open tasks given to the official (or an absent colleague) where they still work, and free ones of their duties in
    their units; what is due first comes first."""
    theirs = (
        Q(officer__in=[place.officer, *place.standing_in]) if place.standing_in else Q(officer=place.officer)
    )
    mine = theirs & Q(unit__in=place.units)
    for unit, duties in place.duties:
        mine |= Q(unit=unit, duty__in=sorted(duty.value for duty in duties), officer=None)
    return _ordered(Task.objects.filter(mine, state=Task.State.OPEN))


def unit_tasks(
    units: Collection[int],
    *,
    officer: int | None = None,
    free: bool = False,
    overdue_at: datetime | None = None,
) -> QuerySet[Task]:
    """Open and waiting tasks of units, for their heads; of one official, those nobody has, those overdue at a moment."""
    found = Task.objects.filter(unit__in=list(units), state__in=[Task.State.OPEN, Task.State.WAITING])
    if officer is not None:
        found = found.filter(officer=officer)
    if overdue_at is not None:
        found = found.filter(due_at__lt=overdue_at, dossier__paused_at=None)
    return _ordered(found.filter(officer=None) if free else found)


def _ordered(tasks: QuerySet[Task]) -> QuerySet[Task]:
    shown = tasks.select_related(*SHOWN).defer("dossier__version__document", "dossier__version__flaws")
    return shown.order_by(F("due_at").asc(nulls_last=True), "pk")


def incoming(units: Collection[int]) -> QuerySet[HandOver]:
    """Dossiers on their way to these units, not taken over yet."""
    return (
        HandOver.objects.filter(
            receiver_unit__in=list(units),
            received_at=None,
            pulled_back=False,
            kind__in=["forward", "transfer"],
        )
        .select_related("dossier__version__procedure", "dossier__owner", "giver_unit", "giver")
        .defer("dossier__version__document", "dossier__version__flaws")
        .order_by("given_at", "pk")
    )


def to_hand_over(units: Collection[int]) -> QuerySet[Dossier]:
    """Dossiers these desks have received and not yet handed over."""
    return _dossiers(Dossier.objects.filter(holder_unit__in=list(units), state=State.RECEIVED)).order_by(
        "hand_over_by", "pk"
    )


def to_return(units: Collection[int]) -> QuerySet[Dossier]:
    """Results waiting for their applicants at these desks."""
    return _dossiers(Dossier.objects.filter(unit__in=list(units), state=State.RESULT_AT_DESK)).order_by(
        "due_at", "pk"
    )


def waiting_for_applicant(units: Collection[int]) -> QuerySet[Dossier]:
    """Dossiers of these desks that wait for a supplement or a payment."""
    states = [
        State.AWAITING_SUPPLEMENT,
        State.AWAITING_PAYMENT,
        State.AWAITING_SUPPLEMENT_AT_DESK,
        State.FILED,
    ]
    return _dossiers(Dossier.objects.filter(unit__in=list(units), state__in=states)).order_by(
        "opened_at", "pk"
    )


def unit_dossiers(units: Collection[int], *, overdue_at: datetime | None = None) -> QuerySet[Dossier]:
    """Unfinished dossiers these units hold, what is due first on top; only those overdue at a moment if one is given."""
    found = Dossier.objects.filter(holder_unit__in=list(units), state__in=UNFINISHED)
    if overdue_at is not None:
        found = found.filter(due_at__lt=overdue_at, paused_at=None)
    return _dossiers(found).order_by(F("due_at").asc(nulls_last=True), "pk")


def register_rows(unit: int, field: int, year: int) -> QuerySet[Dossier]:
    """What a desk received in a field and a year, in the order of reception (form 07 of TT 03/2025)."""
    first, last = datetime(year, 1, 1, tzinfo=LOCAL), datetime(year + 1, 1, 1, tzinfo=LOCAL)
    found = Dossier.objects.filter(
        unit=unit, version__procedure__field=field, received_at__gte=first, received_at__lt=last
    )
    return _dossiers(found).select_related("competent_unit").order_by("received_at", "pk")


def find(units: Collection[int], words: str, overseen: Collection[int] = ()) -> QuerySet[Dossier]:
    """Dossiers that passed through these units, by code or by words of the owner's name (accent-free); those of units
    only `overseen` by their whole code alone, so that a name does not find them."""
    said = "".join(sign for sign in words if sign.isprintable()).strip()[:200]
    by_code = Dossier.objects.filter(_at({*units, *overseen}), code__iexact=said)
    if said and by_code.exists():
        return _dossiers(by_code).order_by("pk")
    found = Dossier.objects.filter(_at(units))
    for word in fold(said).split()[:6]:
        found = found.filter(Q(owner__fold__contains=word) | Q(code__icontains=word))
    return _dossiers(found).order_by("-opened_at", "-pk")


def _at(units: Collection[int]) -> Q:
    """Received, held or resolved by one of these units."""
    here = list(units)
    return Q(unit__in=here) | Q(holder_unit__in=here) | Q(competent_unit__in=here)


def _dossiers(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    shown = found.select_related("version__procedure", "owner", "unit", "holder_unit")
    return shown.defer("version__document", "version__flaws")


def page_of(rows: QuerySet[Row], number: int | str | None) -> Page[Row]:
    """One page of fifty with the exact count; a page beyond the last gives the last."""
    return Paginator(rows, PER_PAGE).get_page(number)
