"""Officers as the rules see them, and who holds a post or may sign at a moment."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet

from motcua.organisation.models import Absence, Competence, Officer, Tenure, TenureKind
from motcua.organisation.models.post import duties_of
from motcua.rules.authority import Away, Capacity, Grant, GrantKind, Mandate, Matter, Person, may
from motcua.rules.grants import Span
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.statements import Prepared

Seat = tuple[
    int, bool, list[dict[str, str]],
    int | None, int, str, int, list[str], str, str, datetime, datetime | None,
    int | None, int | None, datetime, datetime,
]  # fmt: skip
"""An officer (number, active, interests), a tenure (number, post, its kind, its unit, its own duties, its name, footing,
from, to) and an absence (number, substitute, from, to)."""
REMEMBERED = timedelta(days=731)
"""How long an ended tenure or competence is still read, so that a refusal can say it has expired."""


def person(officer_id: int, at: datetime, *, grants: bool = True) -> Person:
    """The official with posts, absences and competences around `at` (two reads; one without `grants`, enough for every
    duty but deciding; one more where a competence hangs on the giver's absence). Raises `unknown_officer`."""
    since = at - REMEMBERED
    rows = _tenures_of_one(officer_id, since)
    given = _competences_of_one(officer_id, since) if grants else []
    found = _persons([officer_id], rows, given).get(officer_id)
    if found is None:
        raise Refusal("unknown_officer", officer=officer_id)
    return found


def people(officer_ids: Collection[int], at: datetime) -> Mapping[int, Person]:
    """Several officials at once, by id (two or three reads whatever their number); unknown ids are left out."""
    since = at - REMEMBERED
    absent = Absence.objects.filter(substitute__in=officer_ids, valid_to__gt=since, cancelled_at=None)
    rows = _tenures(Q(pk__in=officer_ids) | Q(pk__in=absent.values("officer")), since)
    posts = Tenure.objects.filter(officer__in=officer_ids).values("post")
    given = _competences(Q(holder__in=officer_ids) | Q(holder_post__in=posts), since)
    return _persons(officer_ids, rows, list(given))


def _persons(
    asked: Collection[int], rows: Iterable[Seat], given: Collection[Competence]
) -> Mapping[int, Person]:
    wanted = set(asked)
    known: dict[int, tuple[bool, frozenset[str]]] = {}
    mandates: dict[int, dict[int, Mandate]] = {}
    away: dict[int, dict[int, Away]] = {}
    for row in rows:
        officer, is_active, interests, *held_and_away = row
        known[officer] = (is_active, frozenset(str(one["mark"]) for one in interests))
        _take(officer, tuple(held_and_away), mandates, away)
    for officer, spans in away.items():
        for one in spans.values():
            if one.substitute in wanted and one.substitute in known:
                _stand_in(one.substitute, officer, one, mandates)
    by_holder = _by_holder(given)
    held = {officer: tuple(mandates.get(officer, {}).values()) for officer in known}
    return {
        officer: Person(
            officer, held[officer], _grants(officer, held[officer], by_holder),
            known[officer][0], tuple(away.get(officer, {}).values()), known[officer][1],
        )
        for officer in known if officer in wanted
    }  # fmt: skip


def _take(
    officer: int,
    row: tuple[object, ...],
    mandates: dict[int, dict[int, Mandate]],
    away: dict[int, dict[int, Away]],
) -> None:
    """Enter the tenure and the absence of one row; both come again where the other has several."""
    tenure, post, kind, unit, own, title, footing, since, until, absence, substitute, gone, back = row
    if isinstance(tenure, int):
        held = Mandate(
            tenure, post, PostKind(str(kind)), unit, duties_of(str(kind), own), since, until, title,  # type: ignore[arg-type]
            acting=footing == TenureKind.ACTING.value,
        )  # fmt: skip
        mandates.setdefault(officer, {}).setdefault(tenure, held)
    if isinstance(absence, int):
        away.setdefault(officer, {}).setdefault(absence, Away(absence, gone, back, substitute))  # type: ignore[arg-type]


def _stand_in(substitute: int, officer: int, one: Away, mandates: dict[int, dict[int, Mandate]]) -> None:
    """The absent official's posts, for the substitute, while both the post and the absence last. Keys are negative, so
    that they never meet a tenure's own."""
    for held in list(mandates.get(officer, {}).values()):
        since = max(held.since, one.since)
        until = one.until if held.until is None else min(held.until, one.until)
        if held.instead_of is None and held.kind is not PostKind.ADMINISTRATOR and since < until:
            key = -(one.id * 100_000 + len(mandates.get(substitute, {})) + 1)
            mandates.setdefault(substitute, {})[key] = replace(
                held, since=since, until=until, instead_of=officer, absence=one.id, acting=False
            )


def _by_holder(given: Collection[Competence]) -> dict[tuple[str, int], list[tuple[int, Grant]]]:
    """The grants by whom they were given to, an officer or a post, each with its place in the order of reading."""
    spans = spans_of(given)
    found: dict[tuple[str, int], list[tuple[int, Grant]]] = {}
    for place, one in enumerate(given):
        key = ("officer", one.holder_id) if one.holder_id is not None else ("post", one.holder_post_id or 0)
        found.setdefault(key, []).append((place, grant_of(one, spans)))
    return found


def _grants(
    officer: int, held: Iterable[Mandate], by_holder: Mapping[tuple[str, int], list[tuple[int, Grant]]]
) -> tuple[Grant, ...]:
    posts = {one.post for one in held if one.instead_of is None}
    keys = [("officer", officer), *(("post", post) for post in sorted(posts))]
    return tuple(grant for _, grant in sorted(
        (one for key in keys for one in by_holder.get(key, ())), key=lambda pair: pair[0]
    ))  # fmt: skip


def spans_of(given: Iterable[Competence]) -> Mapping[int, tuple[Span, ...]]:
    """The absences of those givers on whose absence a competence hangs (one read, none where there is no such one)."""
    givers = {one.giver_id for one in given if one.only_while_absent and one.giver_id is not None}
    found: dict[int, tuple[Span, ...]] = dict.fromkeys(givers, ())
    if givers:
        asked = Absence.objects.filter(officer__in=givers, cancelled_at=None).order_by("valid_from")
        for officer, since, until in asked.values_list("officer", "valid_from", "valid_to"):
            found[officer] += ((since, until),)
    return found


def _tenures(whose: Q, since: datetime) -> QuerySet[Officer, Seat]:
    """One row for each tenure and absence, and one for an officer without any."""
    recent = Q(tenures__valid_to__isnull=True) | Q(tenures__valid_to__gt=since)
    away = Q(absences__cancelled_at__isnull=True, absences__valid_to__gt=since)
    return (
        Officer.objects.filter(whose)
        .alias(
            held=FilteredRelation("tenures", condition=recent),
            gone=FilteredRelation("absences", condition=away),
        )
        .order_by("pk", "held__valid_from", "held__id", "gone__id")
        .values_list(
            "pk",
            "is_active",
            "interests",
            "held__id",
            "held__post",
            "held__post__kind",
            "held__post__unit",
            "held__post__own_duties",
            "held__post__name",
            "held__kind",
            "held__valid_from",
            "held__valid_to",
            "gone__id",
            "gone__substitute",
            "gone__valid_from",
            "gone__valid_to",
        )
    )


def _tenures_with_absent(officer: int, since: datetime) -> QuerySet[Officer, Seat]:
    absent = Absence.objects.filter(substitute=officer, valid_to__gt=since, cancelled_at=None)
    return _tenures(Q(pk=officer) | Q(pk__in=absent.values("officer")), since)


def _competences(whose: Q, since: datetime) -> QuerySet[Competence]:
    recent = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    return Competence.objects.filter(recent, whose).order_by("valid_from", "id")


def _competences_with_posts(officer: int, since: datetime) -> QuerySet[Competence]:
    posts = Tenure.objects.filter(officer=officer).values("post")
    return _competences(Q(holder=officer) | Q(holder_post__in=posts), since)


_tenures_of_one = Prepared(_tenures_with_absent, int, datetime)
_competences_of_one = Prepared(_competences_with_posts, int, datetime)


def grant_of(one: Competence, spans: Mapping[int, tuple[Span, ...]]) -> Grant:
    """A competence as the rules see it; `spans` are the absences of givers (`spans_of`)."""
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
        post=one.holder_post_id,
        while_away=spans.get(one.giver_id or 0, ()) if one.only_while_absent else None,
        most_days=one.most_days,
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
    given = Competence.objects.filter(unit=matter.unit, revoked_at=None)
    theirs = Q(pk__in=given.values("holder")) | Q(tenures__post__in=given.values("holder_post"))
    known = list(Officer.objects.filter(theirs, is_active=True).order_by("sort_key", "id").distinct())
    found = people([one.pk for one in known], at)
    return tuple(one for one in known if may(found[one.pk], matter, at))


def competences_in_force(unit_id: int, at: datetime) -> QuerySet[Competence]:
    """The competences used in the unit at `at`, by law first, with their holders."""
    ended = Q(valid_to__lte=at) | Q(revoked_at__lte=at)
    found = Competence.objects.filter(unit=unit_id, valid_from__lte=at).exclude(ended)
    return found.select_related("holder", "holder_post").order_by(F("kind").desc(), "holder__sort_key", "id")
