"""What every page of the citizens' door shows around its own: the province, the ways to go on, refusals as pages."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from motcua.applicants.models import Citizen
from motcua.doors.portal.citizen import signed_in
from motcua.doors.portal.clock import now
from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit
from motcua.rules.refusal import Refusal
from motcua.ui.pieces import TabLink

UNDER = {
    "procedure": "procedures",
    "look_up_code": "look_up",
    "checked_document": "check_document",
    "my_dossier": "my_dossiers",
    "my_data_request": "my_data",
}
"""Pages that lie under one of the ways."""


def today() -> date:
    """The day in Vietnam."""
    return now().date()


def language() -> str:
    """The reader's language."""
    return get_language() or "vi"


def page(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of this door in its frame (one read: the province)."""
    citizen = signed_in(request)
    around = {
        "province": _province(),
        "nav_links": _ways(request, citizen),
        "citizen": citizen,
        "signs_in": bool(settings.IDENTITY_ISSUER),
    }
    answer = render(request, template, {**around, **(context or {})}, status=status)
    if citizen is not None:
        answer.headers["Cache-Control"] = "private, no-store"  # even a public page names who is signed in
    return answer


def refused(request: HttpRequest, refusal: Refusal, *, searched: str = "") -> HttpResponse:
    """The page that says what was not found, why, and where to look (status 404)."""
    return page(request, "portal/refused.html", {"refusal": refusal, "searched": searched}, status=404)


def _province() -> Unit | None:
    try:
        return organisation.province(now())
    except Refusal:  # nothing was set up yet
        return None


def _ways(request: HttpRequest, citizen: Citizen | None) -> tuple[TabLink, ...]:
    here = request.resolver_match.url_name if request.resolver_match else ""
    words = {
        "portal:home": gettext("Trang chủ"),
        "portal:procedures": gettext("Tìm thủ tục"),
        "portal:look_up": gettext("Tra cứu hồ sơ"),
        "portal:check_document": gettext("Kiểm tra văn bản"),
    }
    if citizen is not None:
        words["portal:my_dossiers"] = gettext("Hồ sơ của tôi")
        words["portal:my_data"] = gettext("Dữ liệu của tôi")
    current = f"portal:{UNDER.get(here or '', here)}"
    return tuple(TabLink(word, reverse(name), current=name == current) for name, word in words.items())
