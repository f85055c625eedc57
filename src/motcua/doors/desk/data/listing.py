"""Requests about personal data that my units answer: those that wait, what is due first; those answered."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.doors.desk.find import asked_for
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.timing import state_of_time, when
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.lists import page_of
from motcua.organisation import queries as organisation
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import open_requests, requests_at
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.rules.timing import timing
from motcua.ui.pieces import Column, TabLink
from motcua.ui.refusals import words
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in

ANSWERING = (Duty.ASSIGN, Duty.RECEIVE)
"""Who sees the requests of a unit: whoever leads it answers, its desk takes them down and hands out copies."""


@require_safe
@official(Page.DATA_REQUESTS)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """The list; a dossier's code (`ma`) leads to taking a request down."""
    typed, error = request.GET.get("ma", "").strip()[:600], ""
    if typed:
        try:
            return redirect("desk:take_data_request", _dossier(here, asked_for(typed)))
        except Refusal as refusal:
            said = words(refusal, language())
            error = f"{said.title} {said.why}"
    units = here.units(*ANSWERING)
    waiting = open_requests(units)
    answered = request.GET.get("list") == "answered"
    rows = requests_at(units).exclude(decided_at=None).order_by("-decided_at", "-pk") if answered else waiting
    found = page_of(rows, request.GET.get("page"))
    context = {
        "found": found, "rows": [_row(one, here.at) for one in found], "typed": typed, "error": error,
        "takes": bool(here.units(Duty.RECEIVE)),
        "tabs": [
            TabLink(gettext("Chờ trả lời"), "?list=waiting", not answered, waiting.count()),
            TabLink(gettext("Đã trả lời"), "?list=answered", answered),
        ],
        "columns": [
            Column(gettext("Số"), "number"), Column(gettext("Yêu cầu")), Column(gettext("Hồ sơ"), "code"),
            Column(gettext("Nhận lúc")), Column(gettext("Thời hạn")), Column(gettext("Kết quả")),
        ],
    }  # fmt: skip
    return page(request, here, "desk/data_requests.html", context, status=404 if error else 200)


def _dossier(here: Here, code: str) -> int:
    """A dossier these desks received. Refuses `unknown_dossier` for any other."""
    found = Dossier.objects.filter(code__iexact=code, unit__in=here.units(Duty.RECEIVE)).values_list(
        "pk", flat=True
    )
    if not found:
        raise Refusal("unknown_dossier")
    return found[0]


def _row(one: DataRequest, at: datetime) -> tuple[str, ...]:
    address = reverse("desk:data_request", args=[one.pk])
    return (
        format_html('<a class="govuk-link" href="{}">{}</a>', address, one.pk),
        term_in("wish", one.wish, language()), one.dossier.code or f"#{one.dossier_id}", when(one.asked_at),
        time_of(one, at), state_of(one),
    )  # fmt: skip


def state_of(one: DataRequest) -> str:
    """Where a request stands, in words."""
    return term_in("request", one.outcome or ("agreed" if one.agreed_at else ""), language())


def time_of(one: DataRequest, at: datetime) -> str:
    """The clock of the answer, or once somebody agreed that of the deed."""
    calendar = organisation.calendar(one.unit_id)
    due = one.carry_by if one.agreed_at and one.carry_by else one.due_at
    left = None if one.decided_at else calendar.minutes_between(at, due)
    return state_of_time(timing(due, due, one.decided_at, at, one.asked_at, False, calendar), left, due)
