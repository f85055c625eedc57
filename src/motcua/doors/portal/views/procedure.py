"""One procedure: can I, what do I bring, how long, what does it cost, where, who does what; then the whole law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.parts import Level, Paper
from motcua.doors.portal.clock import now
from motcua.doors.portal.frame import language, page, refused, today
from motcua.doors.portal.parts import twelve
from motcua.doors.portal.process_ribbon import named_units, process_ribbon, step_lines
from motcua.doors.portal.words import count_words, fees, limit_words, promise_words
from motcua.dossiers.queries.competent import agency_now
from motcua.dossiers.queries.waits import Wait, waited
from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit
from motcua.rules.refusal import Refusal
from motcua.ui.pieces import Crumb


@dataclass(frozen=True, slots=True)
class Asked:
    """One paper to bring: how many, and whether one of several is enough (`choice`: the others stand beside it)."""

    name: str
    count: str
    condition: str
    optional: bool
    form_file: str


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers under one heading; of a `choice` one paper is enough."""

    heading: str
    choice: bool
    papers: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks of one level that take the procedure in."""

    level: str
    units: tuple[Unit, ...]


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force today (six reads at most whatever the catalogue's size; 404 with words if there is none)."""
    try:
        version = catalogue.published_version(code.strip(), today())
    except Refusal as refusal:
        return refused(request, refusal)
    if version.procedure.code != code:
        return redirect("portal:procedure", code=version.procedure.code, permanent=True)
    document = version.parsed
    names = unit_names(document)
    context = {
        "version": version, "procedure": version.procedure, "document": document,
        "papers": paper_groups(document.components), "promise": promise_words(document, language()),
        "law": limit_words(document.legal_limit, language()), "wait": wait_for(version),
        "fees": fees(document, language()), "desks": desks(document), "channels": document.manners,
        "ribbon": process_ribbon(document, names, language()), "steps": step_lines(document, names, language()),
        "parts": twelve(document, language()), "crumbs": _crumbs(document),
    }  # fmt: skip
    return page(request, "portal/procedure.html", context)


def unit_names(document: ProcedureDocument) -> Mapping[str, str]:
    """The names today of the units the process names, by code (few reads, none if it names none).

    A department that was merged goes by its heir's name; one whose record ends keeps its code.
    """
    names = {}
    for code in sorted(named_units(document)):
        try:
            names[code] = agency_now(code, now()).full_name
        except Refusal:
            continue
    return names


def paper_groups(components: Sequence[Paper]) -> tuple[PaperGroup, ...]:
    """The papers in the order of the source; those of which one is enough stand together."""
    found: dict[tuple[str, str], list[Asked]] = {}
    for paper in components:
        asked = Asked(paper.name, count_words(paper), paper.condition, not paper.required, paper.form_file)
        found.setdefault((paper.group, paper.one_of), []).append(asked)
    return tuple(
        PaperGroup(group, bool(one_of) and len(papers) > 1, tuple(papers))
        for (group, one_of), papers in found.items()
    )


def wait_for(version: ProcedureVersion) -> Wait | None:
    """What people really waited, if anything is finished yet and there is a calendar to count by."""
    try:
        return waited(version.procedure_id, organisation.calendar())
    except Refusal:
        return None


def desks(document: ProcedureDocument) -> tuple[Desks, ...]:
    """The desks in this province that take the dossier in, by level (one read)."""
    levels = set(document.received_at or document.levels)
    here = list(organisation.one_stop_units(now()).defer("fold"))
    if document.two_tier_level and not any(unit.level == Level.DISTRICT for unit in here):
        levels = (levels - {Level.DISTRICT}) | {document.two_tier_level}
    by_level = (
        (level, tuple(unit for unit in here if unit.level == level)) for level in Level if level in levels
    )
    return tuple(Desks(level.value, units) for level, units in by_level if units)


def _crumbs(document: ProcedureDocument) -> tuple[Crumb, ...]:
    return (
        Crumb(gettext("Trang chủ"), reverse("portal:home")),
        Crumb(gettext("Tìm thủ tục"), reverse("portal:procedures")),
        Crumb(document.name),
    )
