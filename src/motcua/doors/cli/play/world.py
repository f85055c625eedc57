"""The stage of the play: units in force, who sits where, the calendar, the procedures, and the time it plays in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from motcua.catalogue import queries as catalogue
from motcua.catalogue.actions.load_samples import sample_documents
from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Level
from motcua.dossiers.queries.competent import agency_now, competent_unit, districts
from motcua.organisation import queries as organisation
from motcua.organisation.models import Competence, Tenure, TenureKind, Unit, UnitKind
from motcua.rules.posts import PostKind
from motcua.rules.process import Step
from motcua.rules.worktime import Calendar

HOME_DISTRICT, HOME_COMMUNE = "193", "06688"
"""Where the demo accounts work: Hạ Long town and Hồng Hải ward, since July 2025 Hạ Long ward."""
FAVOURED = 3
"""How much likelier the first officer of a post is to get work: the demo accounts are first officers."""


@dataclass
class World:
    """What every life reads. `first` to `last` is the time of reception; nothing is done after `last`."""

    first: datetime
    last: datetime
    seed: int
    calendar: Calendar
    units: dict[int, Unit]
    desks: dict[Level, tuple[Unit, ...]]
    documents: dict[str, ProcedureDocument]
    seats: dict[tuple[int, str], tuple[int, ...]]
    signers: dict[int, tuple[int, ...]]
    _competent: dict[tuple[str, int], Unit] = field(default_factory=dict)
    _agencies: dict[str, int] = field(default_factory=dict)

    def who(self, unit: int, post: str, luck: Random) -> int:
        """Somebody on a post of this kind in the unit; the first officer a little more often."""
        return _one_of(self.seats[unit, post], luck)

    def signer(self, unit: int, luck: Random) -> int:
        """Somebody who may sign in the unit."""
        return _one_of(self.signers[unit], luck)

    def competent(self, document: ProcedureDocument, desk: Unit) -> Unit:
        """The unit that resolves what is handed in at the desk (the same during the whole play)."""
        key = (document.code, desk.pk)
        if key not in self._competent:
            self._competent[key] = competent_unit(document, desk, self.first)
        return self._competent[key]

    def unit_of(self, step: Step, desk: int, competent: int) -> int:
        """Where a step is done."""
        if step.unit == "receiving":
            return desk
        if step.unit == "competent":
            return competent
        code = step.unit.removeprefix("unit:")
        if code not in self._agencies:
            self._agencies[code] = agency_now(code, self.first).pk
        return self._agencies[code]

    def home_commune(self) -> Unit:
        """The commune where demo accounts work."""
        communes = self.desks[Level.COMMUNE]
        return next((unit for unit in communes if unit.code == HOME_COMMUNE), communes[0])

    def home_centre(self) -> Unit:
        """The district where demo accounts work; in a province of two tiers the commune again."""
        found = self.desks[Level.DISTRICT]
        return next((unit for unit in found if unit.code == HOME_DISTRICT), self.home_commune())

    def province(self) -> Unit:
        """The province's own centre."""
        return self.desks[Level.PROVINCE][0]


def look_around(first: datetime, last: datetime, seed: int) -> World:
    """Read the stage once it is set."""
    units = {unit.pk: unit for unit in organisation.units_in_force(first).order_by("code")}
    by_kind = {
        level: tuple(unit for unit in units.values() if unit.kind == kind)
        for level, kind in (
            (Level.COMMUNE, UnitKind.COMMUNE), (Level.DISTRICT, UnitKind.DISTRICT), (Level.PROVINCE, UnitKind.PROVINCE),
        )
    }  # fmt: skip
    seats = _seats(first, last)
    return World(
        first=first, last=last, seed=seed, calendar=organisation.calendar(), units=units, desks=by_kind,
        documents=_documents(first), seats=seats, signers=_signers(seats, first, last),
    )  # fmt: skip


def desk_levels(document: ProcedureDocument, at: datetime) -> tuple[Level, ...]:
    """The levels whose desks take the procedure in, the nearest to the citizen first."""
    levels = set(document.received_at or document.levels)
    if document.two_tier_level and Level.DISTRICT in levels and not districts(at):
        levels = (levels - {Level.DISTRICT}) | {document.two_tier_level}
    return tuple(level for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE) if level in levels)


def _documents(at: datetime) -> dict[str, ProcedureDocument]:
    codes = sorted(document.code for _, document in sample_documents())
    found = catalogue.in_force(codes, organisation.local_day(at))
    return {code: found[code].parsed for code in codes if code in found}


def _seats(first: datetime, last: datetime) -> dict[tuple[int, str], tuple[int, ...]]:
    """Officers by unit and kind of post; own staff before those sent there, reserves last of all."""
    order = [TenureKind.PERMANENT, TenureKind.ACTING, TenureKind.SECONDMENT, TenureKind.RESERVE]
    held = Tenure.objects.filter(valid_from__lte=first, officer__is_active=True).exclude(valid_to__lte=last)
    rows = held.order_by("officer__username").values_list("post__unit", "post__kind", "kind", "officer")
    seats: dict[tuple[int, str], list[int]] = {}
    for unit, post, _, officer in sorted(rows, key=lambda row: order.index(TenureKind(row[2]))):
        together = seats.setdefault((unit, post), [])
        if officer not in together:
            together.append(officer)
    return {key: tuple(officers) for key, officers in seats.items()}


def _signers(
    seats: dict[tuple[int, str], tuple[int, ...]], first: datetime, last: datetime
) -> dict[int, tuple[int, ...]]:
    """Leaders with a competence that lasts through the play, or is renewed from year to year."""
    given: dict[tuple[int, int], list[Competence]] = {}
    for one in Competence.objects.filter(revoked_at=None, holder__isnull=False).order_by("valid_from", "pk"):
        given.setdefault((one.unit_id, one.holder_id or 0), []).append(one)

    def lasts(unit: int, officer: int) -> bool:
        until = first
        for one in given.get((unit, officer), ()):
            if one.valid_from <= until:
                if one.valid_to is None:
                    return True
                until = max(until, one.valid_to)
        return until > last

    return {
        unit: tuple(officer for officer in officers if lasts(unit, officer))
        for (unit, post), officers in seats.items()
        if post == PostKind.LEADER
    }


def _one_of(officers: Sequence[int], luck: Random) -> int:
    number = luck.randrange(len(officers) + FAVOURED - 1)
    return officers[max(0, number - FAVOURED + 1)]
