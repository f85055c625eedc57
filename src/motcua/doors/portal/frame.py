"""What every page of the citizens' door shows around its own: the province, the ways to go on, refusals as pages."""

from collections.abc import Mapping
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL
from motcua.ui.pieces import TabLink

UNDER = {"procedure": "procedures", "look_up_code": "look_up"}
"""Pages that lie under one of the ways."""


def now() -> datetime:
    """The moment of this request: the only place where this door reads the clock."""
    return timezone.now().astimezone(LOCAL)


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
    around = {"province": _province(), "nav_links": _ways(request)}
    return render(request, template, {**around, **(context or {})}, status=status)


def refused(request: HttpRequest, refusal: Refusal, *, searched: str = "") -> HttpResponse:
    """The page that says what was not found, why, and where to look (status 404)."""
    return page(request, "portal/refused.html", {"refusal": refusal, "searched": searched}, status=404)


def _province() -> Unit | None:
    try:
        return organisation.province(now())
    except Refusal:  # nothing was set up yet
        return None


def _ways(request: HttpRequest) -> tuple[TabLink, ...]:
    here = request.resolver_match.url_name if request.resolver_match else ""
    words = {
        "portal:home": gettext("Trang chủ"),
        "portal:procedures": gettext("Tìm thủ tục"),
        "portal:look_up": gettext("Tra cứu hồ sơ"),
    }
    current = f"portal:{UNDER.get(here or '', here)}"
    return tuple(TabLink(word, reverse(name), current=name == current) for name, word in words.items())
