"""Which unit resolves a procedure for a dossier received at a desk."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Level
from motcua.catalogue.queries import Resolution, resolutions
from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit, UnitKind
from motcua.rules.refusal import Refusal
from motcua.statements import Prepared

TIERS = {
    UnitKind.COMMUNE: Level.COMMUNE,
    UnitKind.DISTRICT: Level.DISTRICT,
    UnitKind.PROVINCE: Level.PROVINCE,
}


def competent_unit(document: ProcedureDocument, desk: Unit, at: datetime) -> Unit:
    """The unit that resolves `document` for a dossier handed in at `desk`.

    A commune resolves what lies at commune level for its own desk; what lies at district level goes to the desk's
    district, since 1 July 2025 to the level that took it over; what lies at province level goes to the named department.
    Refuses `wrong_desk` where no unit above or at the desk resolves it (a commune's procedure brought to the province).
    """
    level = resolving_level(document, desk, at)
    if level == Level.PROVINCE:
        return _provincial(document, at)
    unit: Unit | None = desk
    while unit is not None and TIERS.get(UnitKind(unit.kind)) != level:
        unit = unit.parent
    if unit is None:
        raise Refusal("wrong_desk", level=level.value)
    return unit


def resolves(document: ProcedureDocument, unit: Unit, at: datetime) -> bool:
    """Whether `unit` resolves the procedure itself: for the dossiers of its own desk, or as the named department."""
    return bool(resolving(document, [unit], at))


def resolving(document: ProcedureDocument, units: Iterable[Unit], at: datetime) -> list[Unit]:
    """Those of `units` that resolve the procedure themselves (at most three reads, whatever their number)."""
    levels = _levels(document, at)
    provincial = _provincial(document, at).pk if Level.PROVINCE in levels else None
    below = {kind for kind, level in TIERS.items() if level in levels - {Level.PROVINCE}}
    return [unit for unit in units if unit.kind in below or unit.pk == provincial]


def _provincial(document: ProcedureDocument, at: datetime) -> Unit:
    """Who resolves it at province level: the named department, else the province itself."""
    if document.competent_agency:
        return agency_now(document.competent_agency, at)
    return organisation.province(at)


_latest = Prepared(lambda code: Unit.objects.filter(code=code).order_by("-valid_from", "pk")[:1], str)


def agency_now(code: str, at: datetime) -> Unit:
    """The agency that does today what the agency `code` did: itself, or its heir through every merger.

    Refuses `unknown_unit`, and `unit_not_in_force` where the record of heirs ends.
    """
    named = next(iter(_latest(code)), None)
    if named is None:
        raise Refusal("unknown_unit", code=code[:40])
    now = organisation.heir(named, at)
    if now is None:
        raise Refusal("unit_not_in_force", code=code[:40])
    return now


def resolving_level(document: ProcedureDocument, desk: Unit, at: datetime) -> Level:
    """The lowest level that resolves the procedure and lies at or above the desk."""
    levels = _levels(document, at)
    ladder = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
    tier = TIERS.get(UnitKind(desk.kind), Level.PROVINCE)
    above = [level for level in ladder[ladder.index(tier) :] if level in levels]
    if above:
        return above[0]
    raise Refusal("wrong_desk", level=next((level.value for level in ladder if level in levels), ""))


def _levels(document: ProcedureDocument, at: datetime) -> set[Level]:
    levels = set(document.levels)
    if document.two_tier_level and Level.DISTRICT in levels and not districts(at):
        levels = (levels - {Level.DISTRICT}) | {document.two_tier_level}
    return levels


def districts(at: datetime) -> bool:
    """Whether the district level exists at that moment (it was abolished on 1 July 2025)."""
    return bool(_districts(organisation.local_day(at)))


_districts = Prepared(
    lambda day: organisation.units_in_force(day, UnitKind.DISTRICT).values_list("pk", flat=True)[:1], date
)


def resolved_by(unit: Unit, at: datetime) -> tuple[Resolution, ...]:
    """The published procedures whose decisions fall to the unit, in dictionary order (two reads).

    A specialised agency resolves those that name it; a committee those of its level that name no agency, a commune's
    since July 2025 with what came down to it from the districts.
    """
    return resolved_by_each([unit], at)[unit.pk]


def resolved_by_each(units: Iterable[Unit], at: datetime) -> Mapping[int, tuple[Resolution, ...]]:
    """The same for many units (two reads); units that resolve the same share one tuple."""
    everything, alone = resolutions(organisation.local_day(at)), not districts(at)
    known: dict[str, tuple[Resolution, ...]] = {}
    found = {}
    for unit in units:
        same = unit.code if unit.kind == UnitKind.AGENCY else unit.kind
        if same not in known:
            known[same] = tuple(one for one in everything if _falls_to(one, unit, alone))
        found[unit.pk] = known[same]
    return found


def _falls_to(one: Resolution, unit: Unit, alone: bool) -> bool:
    """`alone`: there are no districts any more."""
    if unit.kind == UnitKind.AGENCY:
        return one.agency == unit.code
    level = TIERS.get(UnitKind(unit.kind), Level.PROVINCE)
    if not one.agency and f"|{level.value}|" in one.levels:
        return True
    came_down = alone and one.came_down_to == level.value and "|district|" in one.levels
    return came_down and unit.kind != UnitKind.DISTRICT
