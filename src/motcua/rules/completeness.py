"""Which papers of a dossier are missing, and why.

The officer compares what was handed in with the procedure's published components, may ask for nothing else,
and says everything at once (NĐ 61/2018 art. 5, 11(2)c, 17(1); NĐ 118/2025 art. 4(2a): what a database holds
is not asked for).
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What is wrong with a paper."""

    NOT_GIVEN = "not_given"
    TOO_FEW = "too_few"
    COPY_NOT_CERTIFIED = "copy_not_certified"
    COPY_FOR_ORIGINAL = "copy_for_original"  # copies were given where an original must be
    NONE_OF_GROUP = "none_of_group"  # one of several papers would do; none was given


@dataclass(frozen=True)
class Component:
    """A paper the procedure asks for.

    `originals` and `copies` are numbers of pieces; `certified` says that copies must be certified. A
    component with a `condition` is asked for only when that condition is declared. Of the components that
    share a `one_of` group, one complete one is enough.
    """

    key: str
    name: str
    originals: int = 1
    copies: int = 0
    required: bool = True
    condition: str = ""
    one_of: str = ""
    certified: bool = False


@dataclass(frozen=True)
class Given:
    """What was handed in for a component: sheets, an electronic original, or data reused from a store."""

    key: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    electronic: bool = False
    reused: bool = False


@dataclass(frozen=True)
class Missing:
    """A gap: the component (or group), its name, why, and how many were needed and found."""

    key: str
    name: str
    why: Why
    needed: int = 1
    found: int = 0


def missing(
    components: Iterable[Component], given: Iterable[Given], declared: Set[str] = frozenset()
) -> tuple[Missing, ...]:
    """The gaps of a dossier, in the order of the published components; empty when it is complete.

    `declared` are the conditions that hold for this case. Papers outside the list are ignored: they may be
    handed in, never asked for.
    """
    found = _by_key(given)
    asked = [c for c in components if c.required and (not c.condition or c.condition in declared)]
    gaps: list[Missing] = []
    groups_done: set[str] = set()
    for component in asked:
        if not component.one_of:
            gap = _gap(component, found.get(component.key))
        elif component.one_of in groups_done:
            continue
        else:
            groups_done.add(component.one_of)
            gap = _group_gap([c for c in asked if c.one_of == component.one_of], found)
        if gap is not None:
            gaps.append(gap)
    return tuple(gaps)


def _by_key(given: Iterable[Given]) -> dict[str, Given]:
    """What was given for each component; two entries for one paper are added up."""
    found: dict[str, Given] = {}
    for item in given:
        before = found.get(item.key, Given(item.key))
        found[item.key] = Given(
            item.key,
            before.originals + item.originals,
            before.certified + item.certified,
            before.copies + item.copies,
            before.electronic or item.electronic,
            before.reused or item.reused,
        )
    return found


def _group_gap(group: list[Component], found: dict[str, Given]) -> Missing | None:
    """None when one of the group is complete; else the gap of the one begun, else of the whole group."""
    gaps = [_gap(component, found.get(component.key)) for component in group]
    if None in gaps:
        return None
    begun = [gap for gap in gaps if gap is not None and gap.why is not Why.NOT_GIVEN]
    if begun:
        return begun[0]
    return Missing(group[0].one_of, "; ".join(c.name for c in group), Why.NONE_OF_GROUP)


def _gap(component: Component, given: Given | None) -> Missing | None:
    """What one component lacks. A spare original may stand for a copy: the officer compares and copies it."""
    needed = component.originals + component.copies
    if needed == 0 or (given is not None and (given.electronic or given.reused)):
        return None
    sheets = 0 if given is None else given.originals + given.certified + given.copies
    if given is None or sheets == 0:
        return Missing(component.key, component.name, Why.NOT_GIVEN, needed)
    spare = given.originals - component.originals
    if spare < 0:
        enough = sheets >= needed
        why = Why.COPY_FOR_ORIGINAL if enough or given.originals == 0 else Why.TOO_FEW
        return Missing(component.key, component.name, why, component.originals, given.originals)
    good = spare + given.certified + (0 if component.certified else given.copies)
    if good >= component.copies:
        return None
    why = Why.COPY_NOT_CERTIFIED if good + given.copies >= component.copies else Why.TOO_FEW
    return Missing(component.key, component.name, why, component.copies, good)
