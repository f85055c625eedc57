"""One request about personal data: who asks what, what the law lets become of each dossier, and the answer."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.applicants.actions import PartyData
from motcua.doors.desk.data import told
from motcua.doors.desk.data.listing import ANSWERING, time_of
from motcua.doors.desk.forms import Day, DeskForm
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.looking import looker
from motcua.privacy.actions import answer, erase, export, look, mend
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import request_by_id, standing
from motcua.rules.looking import Purpose
from motcua.rules.personal_data import GROUNDS, LAW, Wish
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


class RefuseForm(DeskForm):
    """On which ground of the law, and what the person is told."""

    ground = forms.ChoiceField(label=gettext_lazy("Căn cứ từ chối"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Nói với người yêu cầu"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, wish: Wish, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.value, f"{term_in('ground', one.value, language())} ({LAW[one]})") for one in GROUNDS[wish]
        ]


class ReplyForm(DeskForm):
    """The answer to a complaint."""

    text = forms.CharField(
        label=gettext_lazy("Trả lời khiếu nại"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000
    )


class CorrectForm(DeskForm):
    """The data as they should be; what is kept now stands in the fields."""

    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=300)
    id_number = forms.CharField(label=gettext_lazy("Số định danh"), max_length=20, required=False)
    birth_date = Day(label=gettext_lazy("Ngày sinh"), required=False)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=500, required=False)
    phone = forms.CharField(label=gettext_lazy("Điện thoại"), max_length=20, required=False)
    email = forms.CharField(label=gettext_lazy("Thư điện tử"), max_length=254, required=False)


Doing = Callable[[int, int, Here], object]
ACTS: Mapping[str, Doing] = {
    "export": lambda pk, by, here: export.export(pk, by=by, at=here.at),
    "agree": lambda pk, by, here: answer.agree(pk, by=by, at=here.at),
    "erase": lambda pk, by, here: erase.erase(pk, by=by, at=here.at),
    "restrict": lambda pk, by, here: mend.restrict(pk, by=by, at=here.at),
    "lift": lambda pk, by, here: mend.lift(pk, by=by, at=here.at),
}
"""What needs no further words."""


@require_http_methods(["GET", "HEAD", "POST"])
@official(Page.DATA_REQUESTS)
def show(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The page; POST answers. Every view of it is written down and told to the person."""
    row = _here(here, pk)
    form, refusal, status = _form(request, row), None, 200
    if request.method == "POST":
        status = 422
        try:
            if _do(request, here, row, form):
                messages.success(request, gettext("Đã ghi."))
                return redirect("desk:data_request", pk)
        except Refusal as said:
            refusal, status = said, 409
        row = _here(here, pk)
    by = looker(request, here, row.unit_id)
    look.looked(by, row.dossier_id, "request", Purpose.REQUEST, at=here.at)
    lead = row.unit_id in here.units(Duty.ASSIGN)
    dossiers = standing(row.about, here.at) if row.about.name else ()
    waits = row.decided_at is None
    act, posted = request.POST.get("act", ""), form if form.is_bound else None
    context = {
        "row": row, "name": term_in("wish", row.wish, language()), "facts": told.facts(row), "time": time_of(row, here.at),
        "columns": told.columns(), "dossiers": [told.row(one, here.at) for one in dossiers], "refusal": refusal,
        "errors": posted, "decides": lead and waits, "agreed": row.agreed_at is not None,
        "agreed_by_me": row.agreed_by_id == here.officer.pk, "erasable": sum(one.erasable for one in dossiers),
        "kept": sum(not one.erasable for one in dossiers),
        "correct": posted if act == "correct" else _prefilled(row), "reply": posted if act == "reply" else ReplyForm(),
        "refuse": posted if act == "refuse" else RefuseForm(Wish(row.wish)), "refusing": act == "refuse",
        "may_fetch": row.wish == Wish.EXPORT and row.outcome == "done" and bool(row.about.name),
        "may_lift": lead and row.restrictions.filter(until=None).exists(),
    }  # fmt: skip
    return page(request, here, "desk/data_request.html", context, status=status)


@require_POST
@official(Page.DATA_REQUESTS)
def copy(request: HttpRequest, here: Here, pk: int) -> HttpResponseBase:
    """The copy, to be handed to the person at the counter; the person reads who fetched it."""
    row = _here(here, pk)
    data = export.fetch(pk, by=here.officer.pk, at=here.at)
    look.looked(looker(request, here, row.unit_id), row.dossier_id, "copy", Purpose.REQUEST, at=here.at)
    response = StreamingHttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="du-lieu-{pk}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def _here(here: Here, pk: int) -> DataRequest:
    """A request of one of my units. Refuses `unknown_request` and `not_your_unit`."""
    row = request_by_id(pk)
    if row.unit_id not in here.units(*ANSWERING):
        raise Refusal("not_your_unit", duty=Duty.ASSIGN.value)
    return row


def _form(request: HttpRequest, row: DataRequest) -> DeskForm:
    act, data = request.POST.get("act", ""), request.POST
    if act == "refuse":
        return RefuseForm(Wish(row.wish), data)
    return CorrectForm(data) if act == "correct" else ReplyForm(data) if act == "reply" else DeskForm()


def _prefilled(row: DataRequest) -> CorrectForm:
    about = row.about
    return CorrectForm(initial={name: getattr(about, name) for name in mend.CHANGEABLE})


def _do(request: HttpRequest, here: Here, row: DataRequest, form: DeskForm) -> bool:
    """Whether it was done; False where the form asks again."""
    act, pk, by = request.POST.get("act", ""), row.pk, here.officer.pk
    if act in ACTS:
        ACTS[act](pk, by, here)
        return True
    if act not in ("refuse", "correct", "reply"):
        raise Refusal("bad_text", field="act")
    if not form.is_valid():
        return False
    said = form.cleaned_data
    if act == "refuse":
        answer.refuse(pk, ground=said["ground"], reason=said["reason"], by=by, at=here.at)
    elif act == "reply":
        answer.reply(pk, text=said["text"], by=by, at=here.at)
    else:
        mend.correct(pk, PartyData(kind=row.about.kind, **said), by=by, at=here.at)
    return True
