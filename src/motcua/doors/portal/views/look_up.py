"""Look up a dossier by its code: state, progress, what happens next; never a person (TT 01/2018/TT-VPCP Đ.16).

The QR code of every slip leads to `look_up_code`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.doors.portal.clock import now
from motcua.doors.portal.dossier_ribbon import dossier_ribbon
from motcua.doors.portal.frame import language, page, refused
from motcua.doors.portal.pace import paced
from motcua.doors.portal.saying import desk_of, say
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import lookup
from motcua.dossiers.queries.lookup import PublicView
from motcua.rules.codes import parse_dossier_code
from motcua.rules.refusal import Refusal
from motcua.rules.timing import Timing, timing
from motcua.ui.fields import Field
from motcua.ui.refusals import words

LONGEST = 120
ON_PAPER = ("viec", "dau")
"""What the QR code of a slip says about its event in the journal and the head printed with it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How the appointment stands: the state of time, working minutes left (None: not running)."""

    state: Timing
    left: int | None


@never_cache
@require_safe
@paced("look_up_form")
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for the code (`ma`); a good one leads to its page, a bad one stays in the field with its error (400)."""
    typed = request.GET.get("ma", "")[:LONGEST]
    if not typed.strip():
        error = gettext("Nhập mã hồ sơ.") if "ma" in request.GET else ""
        return _form(request, typed, error)
    try:
        return redirect("portal:look_up_code", code=str(parse_dossier_code(typed)))
    except Refusal as refusal:
        said = words(refusal, language())
        return _form(request, typed, f"{said.title} {said.why}")


@never_cache
@require_safe
@paced("look_up")
def look_up_code(request: HttpRequest, code: str) -> HttpResponse:
    """The dossier under a code (five statements whatever its history; 404 with words if there is none)."""
    try:
        canonical = str(parse_dossier_code(code))
        if canonical != code:
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(reverse("portal:look_up_code", kwargs={"code": canonical}) + query)
        context = seen_by_code(canonical)
    except Refusal as refusal:
        return refused(request, refusal, searched=code[:LONGEST])
    on_paper = {name: request.GET[name][:LONGEST] for name in ON_PAPER if name in request.GET}
    paper = urlencode({"ma": canonical, **on_paper}) if on_paper else ""
    return page(request, "portal/dossier.html", {**context, "paper": paper})


def seen_by_code(code: str) -> dict[str, object]:
    """What the page of a dossier says to anybody who has its code. Raises `unknown_dossier`."""
    view, at = lookup.look_up(code), now()
    return {
        "dossier": view.dossier, "procedure": view.dossier.version.procedure, "percent": view.percent,
        "said": say(view.dossier), "limit": limit_now(view, at),
        "desk": desk_of(view.dossier), "ribbon": dossier_ribbon(view, at, language()),
    }  # fmt: skip


def limit_now(view: PublicView, at: datetime) -> Limit | None:
    """How the time of a dossier stands; None before its clock has started."""
    dossier: Dossier = view.dossier
    start = dossier.restarted_at or dossier.clock_start
    if start is None:
        return None
    stopped = dossier.paused_at is not None
    state = timing(
        dossier.due_at, dossier.original_due_at, dossier.finished_at, at, start, stopped, view.calendar
    )
    running = dossier.finished_at is None and not stopped and dossier.due_at is not None
    left = view.calendar.minutes_between(at, dossier.due_at) if running and dossier.due_at else None
    return Limit(state, left)


def _form(request: HttpRequest, typed: str, error: str) -> HttpResponse:
    field = Field(
        "ma", gettext("Mã hồ sơ"), value=typed, error=error, width=30,
        hint=gettext("In trên Giấy tiếp nhận hồ sơ, ví dụ 000.17.22.H49-261120-0001. Chữ thường, dấu cách đều được."),
        attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )  # fmt: skip
    errors = [(error, field.target)] if error else []
    context = {"field": field, "errors": errors}
    return page(request, "portal/look_up.html", context, status=400 if error else 200)
