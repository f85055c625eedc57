"""Who holds a power and may give it: what a refusal names, so that nobody has to ask around."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from motcua.organisation.models import Competence, Officer, Tenure, Unit
from motcua.organisation.queries.people import people
from motcua.rules.authority import NEEDS_GRANT, GrantKind, Matter, Person, powers
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal

MOST_NAMED = 3
"""How many officials a refusal names at most."""
LACKING = frozenset(
    {
        "no_competence", "competence_expired", "competence_not_started", "competence_withdrawn",
        "competence_out_of_scope", "competence_only_while_absent", "competence_days_used_up", "not_your_duty",
        "not_your_unit", "mandate_expired", "officer_absent",
    }
)  # fmt: skip
"""Refusals that somebody else's power, or a grant from them, would mend."""


def who_can(refusal: Refusal, matter: Matter, at: datetime, *, asker: int = 0) -> Refusal:
    """The refusal with who may decide the matter now and who may give the power, by title and name (five reads).

    A refusal that nobody's power would mend, and one about a duty that needs no competence, stays as it is.
    """
    if refusal.code not in LACKING or matter.duty not in NEEDS_GRANT:
        return refusal
    able, givers = decide_and_give(matter, at, asker=asker)
    return Refusal(refusal.code, **{**refusal.params, "signers": able, "grantors": givers})


def decide_and_give(
    matter: Matter, at: datetime, *, asker: int = 0
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The officials who may decide the matter at `at`, and those who hold the power by law and may give it: the unit's
    own, else those of a unit above, else the leaders of the unit. Never the one who asks. Each as "Chủ tịch Nguyễn Văn
    An, Thành phố Hạ Long"."""
    first = Unit.objects.filter(pk=matter.unit).select_related("parent__parent").first()
    able = _named(_holders(matter.unit, at, asker), matter, at)
    unit = first
    while unit is not None:
        here = Matter(matter.duty, unit.pk, matter.procedure, matter.field)
        givers = [one for one in _named(_holders(unit.pk, at, asker), here, at) if one[0] == 0]
        if givers:
            return _told(able), _told(givers)
        unit = unit.parent
    return _told(able), tuple(_heads(first, at, asker)) if first else ()


def _told(found: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told for _, told in sorted(found)))[:MOST_NAMED]


def _holders(unit: int, at: datetime, asker: int) -> list[Person]:
    given = Competence.objects.filter(unit=unit, revoked_at=None)
    theirs = Q(pk__in=given.values("holder")) | Q(tenures__post__in=given.values("holder_post"))
    active = Officer.objects.filter(theirs, is_active=True).exclude(pk=asker)
    known = active.values_list("pk", flat=True).distinct()
    return list(people(list(known), at).values())


def _named(holders: Iterable[Person], matter: Matter, at: datetime) -> list[tuple[int, str]]:
    """Who has the power in this matter, those by law first: (rank of the source, title, name and unit)."""
    order = list(GrantKind)
    ranked: dict[int, int] = {}
    for one in holders:
        covering = [g for g in powers(one, matter.duty, matter.unit, at) if g.covers(matter)]
        if covering:
            ranked[one.id] = min(order.index(g.kind) for g in covering)
    titles = _titles(ranked, matter.unit, at)
    return [(rank, titles[pk]) for pk, rank in ranked.items() if pk in titles]


def _titles(officers: Iterable[int], unit: int, at: datetime) -> dict[int, str]:
    """Title, name and unit of officials as they sit in the unit (or elsewhere) at `at`."""
    open_then = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    held = Tenure.objects.filter(open_then, officer__in=list(officers), valid_from__lte=at)
    found: dict[int, tuple[int, str]] = {}
    for one in held.select_related("officer", "post__unit").order_by("pk"):
        rank = (one.post.unit_id != unit) * 2 + (one.post.kind != PostKind.LEADER)
        told = f"{one.post.name} {one.officer.full_name}, {one.post.unit.full_name}"
        found[one.officer_id] = min(found.get(one.officer_id, (9, "")), (rank, told))
    return {officer: told for officer, (_, told) in found.items()}


def _heads(unit: Unit, at: datetime, asker: int) -> list[str]:
    """Leaders of a unit in which nobody's power is on record."""
    open_then = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    held = Tenure.objects.filter(
        open_then,
        post__unit=unit,
        post__kind=PostKind.LEADER.value,
        officer__is_active=True,
        valid_from__lte=at,
    )
    return [
        f"{one.post.name} {one.officer.full_name}, {unit.full_name}"
        for one in held.exclude(officer=asker)
        .select_related("officer", "post")
        .order_by("post__name", "pk")[:MOST_NAMED]
    ]
