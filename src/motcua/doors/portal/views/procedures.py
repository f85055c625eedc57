"""The list of procedures: by words, field and level, with exact counts, page by page."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.catalogue.parts import Level
from motcua.doors.portal.frame import language, page, today
from motcua.rules.codes import parse_dossier_code
from motcua.rules.refusal import Refusal
from motcua.ui.fields import Field, Option
from motcua.ui.terms import term_in

SHOWN_LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
LONGEST = 400
"""More letters than that nobody types into a search."""


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Found procedures (four reads whatever the catalogue's size); a dossier's code leads to its dossier.

    Unknown values of `field`, `level` and `page` count as not given, so that an old link still finds something.
    """
    words = request.GET.get("q", "").strip()[:LONGEST]
    if code := dossier_code(words):
        return redirect("portal:look_up_code", code=code)
    level = next((each.value for each in SHOWN_LEVELS if each == request.GET.get("level")), "")
    fields = catalogue.by_field(at=today())
    field = next((each for each in fields if str(each.field.pk) == request.GET.get("field")), None)
    found = catalogue.search(
        words,
        level=level or None,
        field=field.field.pk if field else None,
        at=today(),
        page=whole_number(request.GET.get("page", "")),
    )
    context = {
        "words": words, "found": found.items, "total": found.total, "page": numbered(found),
        "choices": (_field_choice(fields, field), _level_choice(level)), "narrowed": bool(words or field or level),
        "chosen_field": field,
    }  # fmt: skip
    return page(request, "portal/procedures.html", context)


def dossier_code(text: str) -> str:
    """The dossier code a text is, or nothing."""
    try:
        return str(parse_dossier_code(text)) if text else ""
    except Refusal:
        return ""


def whole_number(text: str) -> int:
    """A page's number as typed into an address; 1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def numbered(found: catalogue.Page) -> Page[int]:
    """The same page for the part that links to the others."""
    everything: Sequence[int] = range(found.total)
    return Paginator(everything, catalogue.PAGE_SIZE).page(found.number)


def _field_choice(fields: tuple[catalogue.FieldCount, ...], chosen: catalogue.FieldCount | None) -> Field:
    options = [Option("", gettext("Mọi lĩnh vực"))]
    options += [Option(str(each.field.pk), f"{each.field.name} ({each.procedures})") for each in fields]
    value = str(chosen.field.pk) if chosen else ""
    return Field("field", gettext("Lĩnh vực"), "select", value, options=tuple(options))


def _level_choice(chosen: str) -> Field:
    options = [Option("", gettext("Mọi cấp"))]
    options += [Option(each.value, term_in("level", each.value, language())) for each in SHOWN_LEVELS]
    return Field("level", gettext("Cấp giải quyết"), "select", chosen, options=tuple(options))
