"""Who may give the power to sign to whom, by date: one row per rule, each with its article.

The rows say who may *be given* a competence to decide; that the giver holds it, and not by authorisation, is asked apart
(`organisation.actions.grant`). Rows marked "general knowledge" were not read in the act itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.rules.grants import Capacity, GrantKind
from motcua.rules.refusal import Refusal


class Standing(StrEnum):
    """What somebody is to the power that is given."""

    CHAIRMAN = "chairman"  # head of a People's Committee, who has the power by law
    AGENCY_HEAD = "agency_head"  # head of a specialised agency, who has the power by law
    DEPUTY = "deputy"  # a deputy of either
    UNIT_HEAD = "unit_head"  # head of a division or centre of the giver's own body
    CIVIL_SERVANT = "civil_servant"


class Relation(StrEnum):
    """Where the holder sits, seen from the giver's unit."""

    OWN = "own"
    BELOW = "below"  # in a unit directly below
    CENTRE = "centre"  # at the one-stop unit, where the competence is used
    ELSEWHERE = "elsewhere"


class Tier(StrEnum):
    """The level of the giver's unit."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True)
class Party:
    """One side of a grant: what they are, and on the giver's side at which level."""

    standing: Standing
    tier: Tier


@dataclass(frozen=True)
class Row:
    """One rule: from `since` until before `until` the giver may give this to the holder; empty sets mean any."""

    giver: frozenset[Standing]
    holder: frozenset[Standing]
    relation: Relation
    kind: GrantKind
    capacities: frozenset[Capacity]
    law: str
    since: date
    until: date | None = None
    tiers: frozenset[Tier] = frozenset()

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


def _of(*standings: Standing) -> frozenset[Standing]:
    return frozenset(standings)


S, TUQ = Standing, frozenset({Capacity.TUQ})
HEADS = _of(S.CHAIRMAN, S.AGENCY_HEAD)
OWN_NAME = frozenset({Capacity.HEAD, Capacity.TM})
DECREE_30, LAW_47, TWO_TIERS = date(2020, 3, 5), date(2020, 7, 1), date(2025, 7, 1)
ROWS: tuple[Row, ...] = (
    # -- authorisation (ủy quyền), signed TUQ.
    Row(HEADS, _of(S.UNIT_HEAD), Relation.OWN, GrantKind.AUTHORISED, TUQ,
        "NĐ 110/2004 Đ.10 (general knowledge)", date(2004, 5, 1), DECREE_30),
    Row(HEADS, _of(S.UNIT_HEAD), Relation.OWN, GrantKind.AUTHORISED, TUQ, "NĐ 30/2020 Đ.13(4)", DECREE_30),
    Row(HEADS, _of(S.UNIT_HEAD, S.CIVIL_SERVANT, S.DEPUTY), Relation.CENTRE, GrantKind.AUTHORISED, TUQ,
        "NĐ 61/2018 Đ.17(5); TT 01/2018 Đ.6", date(2018, 6, 21)),
    Row(_of(S.CHAIRMAN), _of(S.DEPUTY), Relation.OWN, GrantKind.AUTHORISED, TUQ,
        "Luật 47/2019 Đ.1 (general knowledge)", LAW_47, TWO_TIERS),
    Row(_of(S.CHAIRMAN), _of(S.AGENCY_HEAD, S.CHAIRMAN), Relation.BELOW, GrantKind.AUTHORISED, TUQ,
        "Luật 77/2015 Đ.14; Luật 47/2019 Đ.1 (general knowledge)", date(2016, 1, 1), TWO_TIERS),
    Row(_of(S.CHAIRMAN), _of(S.AGENCY_HEAD, S.CHAIRMAN), Relation.BELOW, GrantKind.AUTHORISED, TUQ,
        "Luật 72/2025 Đ.14(1)", TWO_TIERS),
    Row(_of(S.AGENCY_HEAD), _of(S.CHAIRMAN), Relation.ELSEWHERE, GrantKind.AUTHORISED, TUQ,
        "Luật 72/2025 Đ.14(1)", TWO_TIERS, tiers=frozenset({Tier.PROVINCE})),
    Row(_of(S.CHAIRMAN), _of(S.CIVIL_SERVANT), Relation.OWN, GrantKind.AUTHORISED, TUQ,
        "Luật 72/2025 Đ.14(1)", TWO_TIERS, tiers=frozenset({Tier.COMMUNE})),
    # -- the deputy's field (phân công), signed KT.; orders to heads of units, signed TL.
    Row(HEADS, _of(S.DEPUTY), Relation.OWN, GrantKind.DEVOLVED, frozenset({Capacity.KT}),
        "NĐ 30/2020 Đ.13(1)", date(2004, 5, 1)),
    Row(HEADS, _of(S.UNIT_HEAD), Relation.OWN, GrantKind.DEVOLVED, frozenset({Capacity.TL}),
        "NĐ 30/2020 Đ.13(3)", date(2004, 5, 1)),
    # -- devolution (phân cấp): the lower authority decides in its own name
    Row(HEADS, HEADS, Relation.BELOW, GrantKind.DEVOLVED, OWN_NAME,
        "Luật 77/2015 Đ.13 (general knowledge)", date(2016, 1, 1), TWO_TIERS),
    Row(HEADS, HEADS, Relation.BELOW, GrantKind.DEVOLVED, OWN_NAME,
        "Luật 72/2025 Đ.13 (general knowledge)", TWO_TIERS),
)  # fmt: skip


def rule_for(
    kind: GrantKind, capacity: Capacity, giver: Party, holder: Standing, relation: Relation, on: date
) -> Row:
    """The rule under which the giver may give this on `on`.

    Raises `Refusal`: `capacity_does_not_fit` where the capacity goes with no such competence (TUQ. with an authorisation
    and only with one); `may_not_be_given` where nobody of that standing may receive it then.
    """
    if (kind is GrantKind.AUTHORISED) != (capacity is Capacity.TUQ):
        raise Refusal("capacity_does_not_fit", capacity=capacity.value, kind=kind.value)
    for row in _fitting(kind, capacity, on):
        if (
            giver.standing in row.giver
            and (not row.tiers or giver.tier in row.tiers)
            and holder in row.holder
            and relation is row.relation
        ):
            return row
    raise Refusal("may_not_be_given", giver=giver.standing.value, holder=holder.value, on=on.isoformat())


def _fitting(kind: GrantKind, capacity: Capacity, on: date) -> Iterable[Row]:
    return (row for row in ROWS if row.kind is kind and capacity in row.capacities and row.holds_on(on))
