"""Officers as the rules see them, and who holds a post or may sign at a moment."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet

from motcua.organisation.models import Competence, Officer
from motcua.organisation.models.post import duties_of
from motcua.rules.authority import Capacity, Grant, GrantKind, Mandate, Matter, Person, may
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.statements import Prepared

Seat = tuple[int, bool, int | None, int, str, int, list[str], str, datetime, datetime | None]
"""An officer with a tenure: number, active, tenure, post, its kind, its unit, its own duties, its name, from, to."""
REMEMBERED = timedelta(days=731)
"""How long an ended tenure or competence is still read, so that a refusal can say it has expired."""


def person(officer_id: int, at: datetime, *, grants: bool = True) -> Person:
    """The official with posts and competences around `at` (two reads; one without `grants`, enough for every duty but
    deciding). Raises `unknown_officer`."""
    since = at - REMEMBERED
    rows = _tenures_of_one(officer_id, since)
    given = _competences_of_one(officer_id, since) if grants else ()
    found = _persons(rows, given).get(officer_id)
    if found is None:
        raise Refusal("unknown_officer", officer=officer_id)
    return found


def people(officer_ids: Collection[int], at: datetime) -> Mapping[int, Person]:
    """Several officials at once, by id (two reads whatever their number); unknown ids are left out."""
    since = at - REMEMBERED
    of_them = Q(pk__in=officer_ids)
    return _persons(_tenures(of_them, since), _competences(Q(holder__in=officer_ids), since))


def _persons(rows: Iterable[Seat], given: Iterable[Competence]) -> Mapping[int, Person]:
    active: dict[int, bool] = {}
    mandates: dict[int, list[Mandate]] = {}
    for pk, is_active, tenure, post, kind, unit, own, title, since, until in rows:
        active[pk] = is_active
        if tenure is not None:
            held = Mandate(tenure, post, PostKind(kind), unit, duties_of(kind, own), since, until, title)
            mandates.setdefault(pk, []).append(held)
    grants: dict[int, list[Grant]] = {}
    for one in given:
        grants.setdefault(one.holder_id, []).append(grant_of(one))
    return {
        officer: Person(officer, tuple(mandates.get(officer, ())), tuple(grants.get(officer, ())), is_active)
        for officer, is_active in active.items()
    }


def _tenures(whose: Q, since: datetime) -> QuerySet[Officer, Seat]:
    """One row for each tenure, and one for an officer without any."""
    recent = Q(tenures__valid_to__isnull=True) | Q(tenures__valid_to__gt=since)
    return (
        Officer.objects.filter(whose)
        .alias(held=FilteredRelation("tenures", condition=recent))
        .order_by("pk", "held__valid_from", "held__id")
        .values_list(
            "pk",
            "is_active",
            "held__id",
            "held__post",
            "held__post__kind",
            "held__post__unit",
            "held__post__own_duties",
            "held__post__name",
            "held__valid_from",
            "held__valid_to",
        )
    )


def _competences(whose: Q, since: datetime) -> QuerySet[Competence]:
    recent = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    return Competence.objects.filter(recent, whose).order_by("valid_from", "id")


_tenures_of_one = Prepared(lambda officer, since: _tenures(Q(pk=officer), since), int, datetime)
_competences_of_one = Prepared(lambda officer, since: _competences(Q(holder=officer), since), int, datetime)


def grant_of(one: Competence) -> Grant:
    """A competence as the rules see it."""
    return Grant(
        id=one.pk,
        kind=GrantKind(one.kind),
        capacity=Capacity(one.capacity),
        since=one.valid_from,
        duties=frozenset(Duty(duty) for duty in one.duties),
        procedures=frozenset(one.procedures),
        fields=frozenset(one.fields),
        units=frozenset({one.unit_id}),
        until=one.valid_to,
        revoked_at=one.revoked_at,
        act_number=one.act_number,
        giver_title=one.giver_title,
    )


def holders(unit_id: int, kind: PostKind | str, at: datetime) -> QuerySet[Officer]:
    """Active officers with a post of this kind in the unit at `at`, in Vietnamese order of given names."""
    return _seated(unit_id, at, Q(tenures__post__kind=str(kind)))


def staff(unit_id: int, at: datetime) -> QuerySet[Officer]:
    """Active officers who hold any post in the unit at `at`, each once."""
    return _seated(unit_id, at, Q())


def _seated(unit_id: int, at: datetime, which: Q) -> QuerySet[Officer]:
    # One filter call: a second one would join the tenures again, and mix two of them.
    open_then = Q(tenures__valid_to__isnull=True) | Q(tenures__valid_to__gt=at)
    held = Q(is_active=True, tenures__post__unit=unit_id, tenures__valid_from__lte=at) & open_then & which
    return Officer.objects.filter(held).order_by("sort_key", "id").distinct()


def signers(matter: Matter, at: datetime) -> tuple[Officer, ...]:
    """Who may sign (or do whatever duty needs a grant) in this matter at `at` (four reads)."""
    in_unit = Officer.objects.filter(is_active=True, competences__unit=matter.unit).distinct()
    known = list(in_unit.order_by("sort_key", "id"))
    found = people([one.pk for one in known], at)
    return tuple(one for one in known if may(found[one.pk], matter, at))


def competences_in_force(unit_id: int, at: datetime) -> QuerySet[Competence]:
    """The competences used in the unit at `at`, by law first, with their holders."""
    ended = Q(valid_to__lte=at) | Q(revoked_at__lte=at)
    found = Competence.objects.filter(unit=unit_id, valid_from__lte=at).exclude(ended)
    return found.select_related("holder").order_by(F("kind").desc(), "holder__sort_key", "id")
