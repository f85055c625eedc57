"""Who may sign what in a unit at a moment, for whole lists of procedures at once; what nobody may sign; what ends soon."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from motcua.organisation.models import Absence, Competence, Officer, Tenure
from motcua.organisation.queries.people import people
from motcua.rules.authority import Grant, Matter, Person, powers
from motcua.rules.posts import Duty

AHEAD = timedelta(days=30)
"""How far ahead expiries are shown."""


@dataclass(frozen=True)
class Signer:
    """One official who may sign in a unit, by one competence; `absent_from`: away soon."""

    officer: Officer
    grant: Grant


@dataclass(frozen=True)
class Subject:
    """A procedure as competences see it: code, name, field."""

    code: str
    name: str
    field: str


def signers_of(units: Collection[int], at: datetime) -> Mapping[int, tuple[Signer, ...]]:
    """Who may sign in each of the units at `at`, whatever the procedure (five or six reads, however many units)."""
    given = Competence.objects.filter(unit__in=units, valid_from__lte=at, revoked_at=None)
    given = given.filter(Q(valid_to=None) | Q(valid_to__gt=at))
    by_unit: dict[int, set[int]] = {}
    posts: dict[int, set[int]] = {}
    for unit, holder, post in given.values_list("unit", "holder", "holder_post"):
        if holder is not None:
            by_unit.setdefault(unit, set()).add(holder)
        if post is not None:
            posts.setdefault(post, set()).add(unit)
    for officer, post in Tenure.objects.filter(post__in=posts).values_list("officer", "post"):
        for unit in posts[post]:
            by_unit.setdefault(unit, set()).add(officer)
    wanted = set().union(*by_unit.values())
    known = people(wanted, at)
    named = Officer.objects.filter(pk__in=wanted).in_bulk()
    return {
        unit: tuple(_signers(unit, (known[pk] for pk in sorted(by_unit.get(unit, ())) if pk in known), named, at))
        for unit in units
    }  # fmt: skip


def _signers(
    unit: int, persons: Iterable[Person], named: Mapping[int, Officer], at: datetime
) -> Iterable[Signer]:
    for one in persons:
        for grant in powers(one, Duty.SIGN, unit, at):
            yield Signer(named[one.id], grant)


def may_sign(signers: Iterable[Signer], unit: int, subject: Subject) -> tuple[Signer, ...]:
    """Those whose competence covers the procedure."""
    matter = Matter(Duty.SIGN, unit, subject.code, subject.field)
    return tuple(one for one in signers if one.grant.covers(matter))


Scope = tuple[frozenset[str], frozenset[str]]
"""Procedures and fields of a competence; an empty set means any."""


def scopes(signers: Iterable[Signer]) -> frozenset[Scope]:
    """What these officials may sign, each scope once: many units share the same."""
    return frozenset((one.grant.procedures, one.grant.fields) for one in signers)


def gaps(known: frozenset[Scope], subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """The procedures no scope covers; none at all where one has no limit."""
    if (frozenset(), frozenset()) in known:
        return ()
    return tuple(subject for subject in subjects if not any(_covers(scope, subject) for scope in known))


def _covers(scope: Scope, subject: Subject) -> bool:
    procedures, fields = scope
    return (not procedures or subject.code in procedures) and (not fields or subject.field in fields)


def expiring(units: Collection[int] | None, at: datetime, ahead: timedelta = AHEAD) -> QuerySet[Competence]:
    """Competences in force that end within `ahead`, soonest first; of all units where `units` is None."""
    found = Competence.objects.filter(
        valid_from__lte=at, valid_to__gt=at, valid_to__lte=at + ahead, revoked_at=None
    )
    found = found if units is None else found.filter(unit__in=units)
    return found.select_related("holder", "holder_post", "unit").order_by("valid_to", "pk")


def absences(units: Collection[int], at: datetime) -> QuerySet[Absence]:
    """Absences now and ahead of the officials who sit in the units."""
    seated = Tenure.objects.filter(post__unit__in=units, valid_from__lte=at).exclude(valid_to__lte=at)
    found = Absence.objects.filter(officer__in=seated.values("officer"), valid_to__gt=at, cancelled_at=None)
    return found.select_related("officer", "substitute").order_by("valid_from", "pk")
