"""Reading the catalogue: search without accents, fields with counts, the version in force on a day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)

from motcua.catalogue.models import Field, Procedure, ProcedureVersion
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import fold
from motcua.statements import Prepared

PAGE_SIZE = 20
MOST_WORDS = 12
State = ProcedureVersion.State


@dataclass(frozen=True, slots=True)
class Page:
    """One page of procedures with exact counts; `number` counts from 1."""

    items: tuple[Procedure, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A field and how many procedures it has."""

    field: Field
    procedures: int


def search(
    words: str,
    *,
    level: str | None = None,
    field: int | None = None,
    published_only: bool = True,
    at: date | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """Procedures in which every word begins some word of code, name, field or agency (three reads at most).

    Accents and capitals do not matter. Procedures whose name holds the words side by side come first, then
    those whose name holds them all, each in dictionary order. `field` is a field's number; `at` a day (none:
    whatever is in force or to come). A page beyond the last gives the last.
    """
    asked = fold(words[:400]).split()[:MOST_WORDS]
    found = _listed(published_only, at)
    if level:
        found = found.filter(levels__contains=f"|{level}|")
    if field is not None:
        found = found.filter(field=field)
    for word in asked:
        found = found.filter(fold__contains=f" {word}")
    total = found.count()
    pages = max(1, -(-total // size))
    number = min(max(1, page), pages)
    first = (number - 1) * size
    ranked = found.annotate(rank=_rank(asked)).order_by("rank", "sort_key", "code")
    items = tuple(ranked.select_related("field")[first : first + size]) if total else ()
    return Page(items, number, pages, total)


def _rank(words: list[str]) -> Case | Value:
    if not words:
        return Value(0)
    all_in_name = Q()
    for word in words:
        all_in_name &= Q(name_fold__contains=f" {word}")
    return Case(
        When(name_fold__contains=f" {' '.join(words)}", then=Value(0)),
        When(all_in_name, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _listed(published_only: bool, at: date | None) -> QuerySet[Procedure]:
    if not published_only:
        return Procedure.objects.all()
    versions = ProcedureVersion.objects.filter(_in_force(at), procedure=OuterRef("pk"))
    return Procedure.objects.filter(Exists(versions))


def _in_force(at: date | None) -> Q:
    """The versions published and in force on the day, or without a day those not ended yet."""
    open_ended = Q(valid_to__isnull=True)
    if at is None:
        return Q(state=State.PUBLISHED) & open_ended
    return Q(state=State.PUBLISHED, valid_from__lte=at) & (open_ended | Q(valid_to__gt=at))


def by_field(
    *, level: str | None = None, published_only: bool = True, at: date | None = None
) -> tuple[FieldCount, ...]:
    """Every field that has procedures, with their number, in dictionary order (one read)."""
    listed = _listed(published_only, at)
    if level:
        listed = listed.filter(levels__contains=f"|{level}|")
    counted = (
        Field.objects.filter(procedures__in=listed)
        .annotate(count=Count("procedures"))
        .order_by("sort_key", "pk")
    )
    return tuple(FieldCount(field, field.count) for field in counted)


def procedures_at_level(level: str, *, at: date | None = None) -> tuple[Procedure, ...]:
    """The published procedures a level resolves, in dictionary order (one read)."""
    listed = _listed(True, at).filter(levels__contains=f"|{level}|")
    return tuple(listed.select_related("field").order_by("sort_key", "code"))


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who decides a procedure: at which levels, or the one agency named; where it came down to from the districts."""

    code: str
    name: str
    field: str
    levels: str
    agency: str
    came_down_to: str


def resolutions(on: date) -> tuple[Resolution, ...]:
    """Who decides each procedure in force, in dictionary order (one read; few documents name an agency, only these are
    looked into)."""
    telling = Q(document__contains=f'"{AGENCY}":"') | Q(document__contains=f'"{TIER}":"')
    held = ProcedureVersion.objects.filter(_in_force(on)).annotate(
        told=Case(When(telling, then=F("document")), default=Value(""), output_field=TextField())
    )
    rows = held.order_by("procedure__sort_key", "procedure__code").values_list(
        "procedure__code", "procedure__name", "procedure__field__name", "procedure__levels", "told"
    )
    return tuple(
        Resolution(code, name, field or "", levels, _named(AGENCY, told), _named(TIER, told))
        for code, name, field, levels, told in rows
    )


AGENCY, TIER = "competent_agency", "two_tier_level"
"""Parts of a procedure's document."""


def _named(part: str, document: str) -> str:
    found = re.search(f'"{part}":"([^"]+)"', document)
    return found[1] if found else ""


def published_version(code: str, on: date) -> ProcedureVersion:
    """The version of the procedure that holds on a day (one read; the document is read when first needed).

    Refuses "unknown_procedure" and "procedure_not_in_force" (known, but no version holds on that day).
    """
    found = _published(code, on)
    if found:
        return found[0]
    if Procedure.objects.filter(code=code).exists():
        raise Refusal("procedure_not_in_force", code=code, on=on.isoformat())
    raise Refusal("unknown_procedure", code=code[:60])


_published = Prepared(
    lambda code, on: (
        ProcedureVersion.objects.filter(_in_force(on), procedure__code=code)
        .select_related("procedure", "procedure__field")
        .defer("document")
        .order_by("pk")[:1]
    ),
    str,
    date,
)


def versions(code: str) -> tuple[ProcedureVersion, ...]:
    """All versions of a procedure, newest first, without their documents (one read)."""
    return tuple(
        ProcedureVersion.objects.filter(procedure__code=code)
        .select_related("procedure", "published_by")
        .defer("document")
        .order_by("-number")
    )


def versions_in_state(state: str, words: str = "") -> QuerySet[ProcedureVersion]:
    """The versions that are drafts, or published and not ended, in dictionary order, without their documents."""
    found = ProcedureVersion.objects.filter(state=state, valid_to__isnull=True)
    for word in fold(words[:400]).split()[:MOST_WORDS]:
        found = found.filter(procedure__fold__contains=f" {word}")
    return (
        found.select_related("procedure__field")
        .defer("document", "flaws")
        .order_by("procedure__sort_key", "procedure__code", "number")
    )


def version_numbered(code: str, number: int) -> ProcedureVersion:
    """One version by its number; refuses "unknown_procedure"."""
    found = (
        ProcedureVersion.objects.filter(procedure__code=code, number=number)
        .select_related("procedure", "procedure__field", "published_by")
        .first()
    )
    if found is None:
        raise Refusal("unknown_procedure", code=f"{code[:60]} ({number})")
    return found


def in_force(codes: Iterable[str], on: date) -> dict[str, ProcedureVersion]:
    """The versions that hold on a day, by procedure code (one read, with documents); others are absent."""
    found = ProcedureVersion.objects.filter(_in_force(on), procedure__code__in=list(codes))
    return {version.procedure.code: version for version in found.select_related("procedure")}
