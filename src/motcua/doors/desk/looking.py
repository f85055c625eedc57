"""Every page with a person's data asks first why the official looks, and writes the view down."""

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.timing import when
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.access import require_seen_here
from motcua.dossiers.queries.page import dossier_by_id
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer
from motcua.privacy.actions import look
from motcua.privacy.actions.look import Looker
from motcua.privacy.queries.looks import purpose_of, unusual_access
from motcua.rules.looking import STATED, Purpose
from motcua.rules.refusal import Refusal
from motcua.rules.roles import LEADING, Page
from motcua.ui.pieces import Column
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in

DAYS = 30
"""How far back the heads' page looks."""


def looker(request: HttpRequest, here: Here, *units: int) -> Looker:
    """Who looks, in which post: the one in one of `units` if there is one."""
    held = sorted(here.held, key=lambda one: one.unit not in units)
    session = request.session.session_key or ""
    mark = hashlib.sha256(session.encode()).hexdigest()[:16] if session else ""
    return Looker(here.officer.pk, held[0].post if held else None, mark)


def why_not(request: HttpRequest, here: Here, dossier: Dossier, shown: str) -> HttpResponse | None:
    """Write the view down and answer None; where nothing says why, the page that asks."""
    found = purpose_of(dossier, here.officer.pk, here.place.duties, here.at)
    if found is None:
        return _ask(request, here, dossier)
    purpose, task = found
    by = looker(request, here, dossier.holder_unit_id, dossier.unit_id, dossier.competent_unit_id)
    look.looked(by, dossier.pk, shown, purpose, at=here.at, task=task)
    return None


def searched(request: HttpRequest, here: Here, dossiers: Iterable[int]) -> None:
    """A search told the names of these people."""
    look.found(looker(request, here, *here.place.units), dossiers, at=here.at)


def listed(
    request: HttpRequest, here: Here, name: str, dossiers: Iterable[int], purpose: Purpose = Purpose.LIST
) -> None:
    """A list or register told the names of these people."""
    if here.place.units:
        look.listed(looker(request, here, *here.place.units), name, dossiers, at=here.at, purpose=purpose)


def _ask(request: HttpRequest, here: Here, dossier: Dossier, refusal: Refusal | None = None) -> HttpResponse:
    choices = [(one.value, term_in("purpose", one.value, language())) for one in STATED]
    context = {
        "dossier": dossier, "choices": choices, "refusal": refusal,
        "next": request.POST.get("next", "") if request.method == "POST" else request.get_full_path(),
    }  # fmt: skip
    return page(request, here, "desk/why.html", context, status=409 if refusal else 200)


@require_POST
@official(Page.DOSSIER_PAPERS)
def why(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The purpose stated; it holds for half an hour, and the applicant reads it."""
    dossier = dossier_by_id(pk)
    require_seen_here(dossier, here.place.units)
    said = request.POST.get("purpose", "")
    if said not in {one.value for one in STATED}:
        return _ask(request, here, dossier, Refusal("purpose_missing"))
    by = looker(request, here, dossier.holder_unit_id, dossier.unit_id, dossier.competent_unit_id)
    look.looked(by, pk, "stated", Purpose(said), at=here.at)
    return redirect(_back(request.POST.get("next", "")) or reverse("desk:dossier", args=[pk]))


def _back(address: str) -> str:
    """An address of this desk, or nothing.

    >>> _back("/desk/dossiers/4/?act=approve"), _back("//elsewhere/desk/"), _back("https://x/desk/")
    ('/desk/dossiers/4/?act=approve', '', '')
    """
    parts = urlsplit(address)
    fit = not parts.scheme and not parts.netloc and parts.path.startswith("/desk/") and "\\" not in address
    return address if fit and address.isprintable() else ""


@require_safe
@official(Page.LOOKS)
def unusual(request: HttpRequest, here: Here) -> HttpResponse:
    """Unusual access of one's own unit's officials: how many dossiers, of how many, and how much is usual for them."""
    units = here.units(*LEADING)
    officers = {one.pk: one for one in _officers(units, here)}
    found, views = unusual_access(list(officers), at=here.at, days=DAYS)
    rows = [
        (
            f"{one.day:%d/%m/%Y}", officers[one.officer].full_name, term_in("unusual", one.what.value, language()),
            gettext("%(count)d trong %(of)d hồ sơ đã mở") % {"count": one.count, "of": one.of},
            f"{one.usual:g}".replace(".", ","),
        )
        for one in found
    ]  # fmt: skip
    context = {
        "rows": rows, "views": views, "officers": len(officers), "days": DAYS, "since": when(here.at),
        "columns": [
            Column(gettext("Ngày")), Column(gettext("Ai")), Column(gettext("Điều khác thường")),
            Column(gettext("Bao nhiêu")), Column(gettext("Thường mỗi giờ"), "number"),
        ],
    }  # fmt: skip
    return page(request, here, "desk/looks.html", context)


def _officers(units: Iterable[int], here: Here) -> list[Officer]:
    """The officials who work in the units now (one read for each)."""
    found = {one.pk: one for unit in units for one in organisation.staff(unit, here.at)}
    return list(found.values())
