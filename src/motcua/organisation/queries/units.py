"""Units in force on a day: by code, as a tree, by words, and what follows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.organisation.models import Unit, UnitKind, UnitSuccession
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import fold
from motcua.rules.worktime import LOCAL
from motcua.statements import Prepared


@dataclass(frozen=True)
class Branch:
    """A unit and the units below it, in the order Vietnamese readers expect."""

    unit: Unit
    below: tuple["Branch", ...] = ()


def local_day(at: date | datetime) -> date:
    """The day in Vietnam a moment falls on; a day stays itself.

    >>> from datetime import UTC
    >>> local_day(datetime(2025, 6, 30, 18, tzinfo=UTC))
    datetime.date(2025, 7, 1)
    """
    return at.astimezone(LOCAL).date() if isinstance(at, datetime) else at


_unit = Prepared(lambda pk: Unit.objects.filter(pk=pk), int)


def unit(pk: int) -> Unit | None:
    """A unit by its row, whether in force or not (one read)."""
    return next(iter(_unit(pk)), None)


def in_force(unit: Unit, on: date | datetime) -> bool:
    """Whether the unit exists on that day (no read)."""
    day = local_day(on)
    return unit.valid_from <= day and (unit.valid_to is None or day < unit.valid_to)


def units_in_force(on: date | datetime, kind: str | None = None) -> QuerySet[Unit]:
    """The units that exist on a day, all or of one `UnitKind`, in Vietnamese order of their names."""
    found = Unit.objects.filter(in_force_filter(local_day(on)))
    return found.filter(kind=kind) if kind else found


def one_stop_units(on: date | datetime) -> QuerySet[Unit]:
    """The units with a reception desk of their own on a day (201 in 2018, 55 since July 2025)."""
    return units_in_force(on).filter(is_one_stop=True)


def unit_in_force(code: str, on: date | datetime) -> Unit:
    """The unit that bears `code` on a day (one read).

    Raises `Refusal`: `unknown_unit`, `unit_not_in_force`.
    """
    known = list(Unit.objects.filter(code__in={code, code.upper()}).order_by("-valid_from", "pk"))
    for one in known:
        if in_force(one, on):
            return one
    raise Refusal("unit_not_in_force" if known else "unknown_unit", code=code[:40])


def units_by_code(on: date | datetime) -> Mapping[str, Unit]:
    """All units in force on a day by code (one read)."""
    return {one.code: one for one in units_in_force(on)}


def search_units(text: str, on: date | datetime) -> QuerySet[Unit]:
    """Units in force whose name or code holds every word of `text`, accents and capitals aside."""
    found = units_in_force(on)
    for word in fold(text).split():
        found = found.filter(fold__contains=word)
    return found


def tree(on: date | datetime) -> tuple[Branch, ...]:
    """The units in force on a day as a tree (one read); a unit whose parent is gone stands at the top."""
    here = list(units_in_force(on))
    keys = {one.pk for one in here}
    below: dict[int | None, list[Unit]] = {}
    for one in here:
        below.setdefault(one.parent_id if one.parent_id in keys else None, []).append(one)

    def branch(one: Unit) -> Branch:
        return Branch(one, tuple(branch(child) for child in below.get(one.pk, ())))

    return tuple(branch(one) for one in below.get(None, ()))


def successors(unit: Unit, on: date | datetime) -> tuple[UnitSuccession, ...]:
    """Who took over from `unit` by that day, the usual heir first (one read). Empty: none is on record."""
    found = UnitSuccession.objects.filter(old=unit, on__lte=local_day(on)).select_related("new")
    return tuple(found.order_by("-is_default", "new__sort_key", "new_id"))


def heir(unit: Unit, on: date | datetime) -> Unit | None:
    """The unit that has this one's work on that day: itself, or its usual heir through every change.

    None where the record ends: nobody wrote down who took over.
    """
    current: Unit | None = unit
    while current is not None and not in_force(current, on):
        step = UnitSuccession.objects.filter(old=current, is_default=True, on__lte=local_day(on))
        found = step.select_related("new").first()
        current = found.new if found else None
    return current


def province(on: date | datetime) -> Unit:
    """The province itself. Raises `Refusal("unknown_unit")`."""
    found = units_in_force(on, UnitKind.PROVINCE).first()
    if found is None:
        raise Refusal("unknown_unit", code=UnitKind.PROVINCE.value)
    return found


def in_force_filter(day: date, prefix: str = "") -> Q:
    """The condition that a unit exists on `day`, for a query that reaches units under `prefix` (`unit__`)."""
    begun = Q(**{f"{prefix}valid_from__lte": day})
    return begun & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day}))
