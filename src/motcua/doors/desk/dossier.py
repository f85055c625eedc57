"""The dossier page: what it is, who did what when, and the next acts, each opening its small form or done at one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from motcua.doors.desk.acts.form import Case, Signature
from motcua.doors.desk.acts.table import BY_EVENT
from motcua.doors.desk.dossier_page import answer
from motcua.doors.desk.forms import key_of, number
from motcua.doors.desk.here import Here, official, refused
from motcua.doors.desk.looking import why_not
from motcua.doors.desk.uploads import take
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.access import sight_of
from motcua.dossiers.queries.next_acts import NextAct
from motcua.dossiers.queries.page import DossierPage, dossier_by_id, dossier_page
from motcua.dossiers.queries.work import WorkList
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page, Sight
from motcua.rules.states import Event
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


@official(Page.DOSSIER)
def show(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The page (GET; `?act=` opens a form), or one act done (POST)."""
    dossier = dossier_by_id(pk)
    sight = sight_of(dossier, here.place.units, here.overseen)
    if request.method == "POST":
        return _do(request, here, dossier, sight)
    if sight is Sight.DOSSIER and (asked := why_not(request, here, dossier, "dossier")):
        return asked
    seen = dossier_page(dossier, here.officer.pk, here.at, here.person)
    wanted = _case(seen, here, request.GET.get("act", ""), request.GET.get("task"))
    form = BY_EVENT[wanted.act.event].form(wanted) if wanted else None
    return answer(request, here, seen, wanted, form, sight=sight)


def _do(request: HttpRequest, here: Here, dossier: Dossier, sight: Sight) -> HttpResponse:
    pk, name = dossier.pk, request.POST.get("act", "")
    spec = BY_EVENT.get(Event(name)) if name in Event.__members__.values() else None
    if spec is None:
        raise Refusal("bad_text", field="act")
    if sight is Sight.COURSE and spec.event is not Event.URGE:
        raise Refusal("oversight_sees_no_applicant")  # a form sent back would show the applicant
    seen = dossier_page(dossier, here.officer.pk, here.at, here.person)
    case = Case(seen, _named(seen, spec.event), here, number(request.POST.get("task")))
    form = spec.form(case, request.POST)
    if form.paper_rows:
        uploads = take(request, here, form.paper_rows)
        form.paper_rows, form.held_files = uploads.rows, uploads.held
        if uploads.refused:
            form.add_error(
                None, gettext("Có tệp không nhận được; lý do ghi cạnh từng giấy tờ. Các tệp khác đã giữ.")
            )
    refusal = None
    if form.is_valid():
        try:
            signature = Signature(
                here.officer.pk, here.at, key_of(request.POST), number(request.POST.get("seen"))
            )
            done = spec.do(case, form, form.cleaned_data, signature)
        except Refusal as said:
            refusal = said
        else:
            words = (
                gettext("%(act)s: đã ghi.")
                if not done.repeated
                else gettext("%(act)s: việc này đã ghi từ trước.")
            )
            messages.success(request, words % {"act": term_in("event", done.event.value, language())})
            return redirect(_after(request, pk))
    if refusal is not None:
        seen = dossier_page(dossier_by_id(pk), here.officer.pk, here.at, here.person)
    if sight is Sight.DOSSIER and (asked := why_not(request, here, dossier, "dossier")):
        return refused(request, here, refusal) if refusal else asked
    return answer(request, here, seen, case, form, refusal, sight=sight, status=409 if refusal else 422)


def _after(request: HttpRequest, pk: int) -> str:
    """Where an act leads: back to the list it was done from, else to the dossier."""
    back = request.POST.get("back", "")
    if back in WorkList.__members__.values():
        return f"{reverse('desk:my_work')}?list={back}"
    return reverse("desk:unit_work") if back == "unit" else reverse("desk:dossier", args=[pk])


def _named(seen: DossierPage, event: Event) -> NextAct:
    """The act as the page offers it; one the state no longer allows is left to the act itself to refuse."""
    found = next((act for act in seen.acts if act.event is event), None)
    return found or NextAct(event, None, (seen.dossier.holder_unit_id,))


def _case(seen: DossierPage, here: Here, name: str, task: str | None) -> Case | None:
    """The act whose form is to be open, if this official may do it now."""
    act = next((act for act in seen.allowed if act.event.value == name and act.event in BY_EVENT), None)
    if act is None:
        return None
    return Case(seen, act, here, number(task) if act.event is Event.ASSIGN else act.task)
