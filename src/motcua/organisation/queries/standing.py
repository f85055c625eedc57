"""What giver and holder of a competence are to each other, as the table of who may give what to whom asks."""

from collections.abc import Iterable
from datetime import date, datetime

from motcua.organisation.models import Officer, Post, Unit, UnitKind
from motcua.organisation.queries.people import person
from motcua.organisation.queries.units import local_day
from motcua.rules.authority import GrantKind, Mandate
from motcua.rules.delegation import Party, Relation, Standing, Tier
from motcua.rules.posts import Duty, PostKind

AT_DESK = frozenset({PostKind.RECEIVER, PostKind.RETURNER})


def giver_party(giver: Officer, unit: Unit, at: datetime) -> Party:
    """What the giver is in their unit: head by law, deputy, head of a division or civil servant."""
    found = person(giver.pk, at)
    by_law = any(
        g.kind is GrantKind.LAW and Duty.SIGN in g.duties and (not g.units or unit.pk in g.units) and g.holds_at(at)
        for g in found.grants
    )  # fmt: skip
    kinds = [m.kind for m in found.mandates if m.unit == unit.pk and m.holds_at(at) and m.instead_of is None]
    return Party(_standing(kinds, unit, by_law), Tier(unit.level))


def holder_side(
    holder: Officer | Post, giver_unit: Unit, unit: Unit, at: datetime
) -> list[tuple[Standing, Relation]]:
    """What the holder is, seen from the giver's unit: every way a rule may look at them."""
    seats = _seats(holder, at)
    found: list[tuple[Standing, Relation]] = []
    for seat, kind, by_law in seats:
        standing = _standing([kind], seat, by_law)
        if seat.pk == giver_unit.pk:
            found.append((standing, Relation.OWN))
        elif seat.parent_id == giver_unit.pk:
            found.append((standing, Relation.BELOW))
        else:
            found.append((standing, Relation.ELSEWHERE))
        if seat.pk == unit.pk and unit.is_one_stop and (seat.pk != giver_unit.pk or kind in AT_DESK):
            # Whoever works at the one-stop unit, sent there or at its desk, may be given what is decided there.
            lower = Standing.CIVIL_SERVANT if standing is Standing.CHAIRMAN else standing
            found.append((lower, Relation.CENTRE))
    return found


def _seats(holder: Officer | Post, at: datetime) -> list[tuple[Unit, PostKind, bool]]:
    if isinstance(holder, Post):
        return [(holder.unit, PostKind(holder.kind), False)]
    found = person(holder.pk, at)
    held: list[Mandate] = [m for m in found.mandates if m.holds_at(at) and m.instead_of is None]
    units = {one.pk: one for one in Unit.objects.filter(pk__in={m.unit for m in held})}
    law = [g for g in found.grants if g.kind is GrantKind.LAW and g.holds_at(at)]
    return [
        (units[m.unit], m.kind, any(not g.units or m.unit in g.units for g in law))
        for m in held
        if m.kind is not PostKind.ADMINISTRATOR
    ]


def _standing(kinds: Iterable[PostKind], unit: Unit, by_law: bool) -> Standing:
    known = set(kinds)
    if PostKind.LEADER in known:
        if not by_law:
            return Standing.DEPUTY
        return Standing.AGENCY_HEAD if unit.kind == UnitKind.AGENCY else Standing.CHAIRMAN
    if known & {PostKind.HEAD, PostKind.DIRECTOR}:
        return Standing.UNIT_HEAD
    return Standing.CIVIL_SERVANT


def day_of(at: datetime) -> date:
    """The day by which the table is read."""
    return local_day(at)
