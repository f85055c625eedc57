"""Receive a dossier at the desk: exactly one of receipt, supplement slip, refusal slip, or the result on the spot."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.doors.desk.forms import key_of, new_key
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.looking import why_not
from motcua.doors.desk.reception_form import ReceptionForm
from motcua.doors.desk.uploads import take
from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.models import Slip
from motcua.dossiers.queries.access import require_seen_here
from motcua.dossiers.queries.competent import competent_unit
from motcua.dossiers.queries.page import dossier_by_id
from motcua.organisation.models import Unit
from motcua.organisation.queries import local_day
from motcua.rules.authority import Matter, may
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.rules.states import Event
from motcua.ui.pieces import Crumb

OUTCOMES = ("receive", "supplement", "refuse", "immediate")


@require_safe
@official(Page.RECEPTION)
def reception(request: HttpRequest, here: Here) -> HttpResponse:
    """Find the procedure: words without accents, by beginnings of words."""
    desks_of(here)
    words = request.GET.get("q", "")
    number = request.GET.get("page", "1")
    found = catalogue.search(
        words, at=local_day(here.at), page=int(number) if number.isdecimal() and len(number) < 6 else 1
    )
    return page(
        request,
        here,
        "desk/reception.html",
        {"found": found, "words": words, "previous": found.number - 1, "next": found.number + 1},
    )


@official(Page.RECEPTION)
def receive(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """The one form (GET), and its outcomes (POST)."""
    desks = desks_of(here)
    version = catalogue.published_version(code, local_day(here.at))
    document = version.parsed
    if request.method != "POST":
        competent_unit(document, desks[0], here.at)
        form = ReceptionForm(document, desks)
        return _form(request, here, code, form, new_key())
    form = ReceptionForm(document, desks, request.POST)
    uploads = take(request, here, form.paper_rows)
    form.paper_rows, form.held_files = uploads.rows, uploads.held
    wanted = request.POST.get("do", "receive")
    if request.POST.get("card", "").strip() or wanted == "card":
        return _from_card(request, here, code, form)
    key = key_of(request.POST)
    refusal = None
    if wanted not in OUTCOMES:
        wanted = "receive"
    if uploads.refused:
        form.add_error(
            None, gettext("Có tệp không nhận được; lý do ghi cạnh từng giấy tờ. Các tệp khác đã giữ.")
        )
    if form.check(wanted, here.at):
        if wanted == "supplement" and not form.cleaned_data["items"].strip() and form.gaps:
            form.list_gaps()
            note = gettext(
                "Danh sách lấy từ các giấy tờ chưa đánh dấu. Xem lại, sửa nếu cần, rồi bấm lần nữa."
            )
            return _form(request, here, code, form, key, note=note)
        try:
            done = _act(wanted, form, code, here, key)
        except Refusal as said:
            refusal = said
        else:
            return redirect("desk:received", done.dossier)
    form.list_gaps()
    return _form(request, here, code, form, key, status=409 if refusal else 422, refusal=refusal, errors=form)


def _act(wanted: str, form: ReceptionForm, code: str, here: Here, key: str) -> Done:
    """The one call."""
    told, filing, by, at = form.cleaned_data, form.filing(code), here.officer.pk, here.at
    match wanted:
        case "supplement":
            return actions.request_supplement_at_desk(
                filing,
                items=told["items"].splitlines(),
                reason=told["supplement_reason"],
                by=by,
                at=at,
                key=key,
            )
        case "refuse":
            return actions.refuse_reception(filing, reason=told["refusal_reason"], by=by, at=at, key=key)
        case "immediate":
            title = told.get("result_title", "")
            return actions.resolve_immediately(filing, title=title, fee=told["fee"], by=by, at=at, key=key)
        case _:
            return actions.receive(
                filing,
                appointment=told["appointment"],
                fee=told["fee"],
                fee_paid=told["fee_paid"],
                by=by,
                at=at,
                key=key,
            )


def _from_card(request: HttpRequest, here: Here, code: str, form: ReceptionForm) -> HttpResponse:
    key = key_of(request.POST)
    try:
        filled = form.fill_from_card()
    except Refusal as refusal:
        return _form(request, here, code, form, key, status=422, refusal=refusal)
    again = ReceptionForm(form.document, desks_of(here), filled)
    again.paper_rows = form.paper_rows
    note = gettext("Đã điền từ thẻ căn cước. Nhìn lại thẻ và người trước khi tiếp nhận.")
    return _form(request, here, code, again, key, note=note, warnings=form.warnings)


def desks_of(here: Here) -> list[Unit]:
    """The one-stop units where the official receives. Refuses `not_your_duty`."""
    units = here.units(Duty.RECEIVE)
    found = {
        post.unit_id: post.unit for post in here.posts if post.unit_id in units and post.unit.is_one_stop
    }
    if not found:
        raise Refusal("not_your_duty", duty=Duty.RECEIVE.value)
    return list(found.values())


def _form(
    request: HttpRequest, here: Here, code: str, form: ReceptionForm, key: str, *, status: int = 200,
    refusal: Refusal | None = None, errors: ReceptionForm | None = None, note: str = "",
    warnings: list[str] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page. `errors` is the checked form; one only filled in is shown without errors."""
    if form.is_bound and errors is not form:
        form.hush()
    return page(
        request, here, "desk/receive.html", status=status,
        context={
            "form": form, "document": form.document, "code": code, "key": key, "refusal": refusal, "errors": errors,
            "note": note, "warnings": warnings or [], "at_once": _may_decide(here, form),
            "filer_open": any(form[name].value() for name in ("filer_name", "filer_id", "filer_phone", "authorisation")),
            "supplement_open": bool(form["items"].value()) or bool(errors and errors.wanted == "supplement"),
            "refuse_open": bool(form["refusal_reason"].value()) or bool(errors and errors.wanted == "refuse"),
            "crumbs": [Crumb(gettext("Tiếp nhận"), ".."), Crumb(code)],
        },
    )  # fmt: skip


def _may_decide(here: Here, form: ReceptionForm) -> bool:
    """Whether the official may decide this procedure at one of these desks, as a result on the spot asks."""
    about = form.document.code, form.document.field
    return any(may(here.person, Matter(Duty.SIGN, desk.pk, *about), here.at) for desk in form.desks)


@require_safe
@official(Page.DOSSIER_PAPERS)
def received(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """What was just done at the desk: code, appointment, the paper to print, hand over now, next reception."""
    dossier = dossier_by_id(pk)
    require_seen_here(dossier, here.place.units)
    if asked := why_not(request, here, dossier, "received"):
        return asked
    slip = Slip.objects.filter(dossier=dossier).order_by("pk").first()
    return page(
        request, here, "desk/received.html",
        {"dossier": dossier, "slip": slip, "key": new_key(), "hand_over": Event.HAND_OVER.value},
    )  # fmt: skip
