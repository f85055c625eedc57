"""Propose to give somebody the power to sign: the form, with the scanned act."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.forms import Day, DeskForm, number
from motcua.doors.desk.here import Here, official, page
from motcua.gateways import intake, storage
from motcua.organisation.actions import Scan, Terms
from motcua.organisation.models import Officer, Post, Unit
from motcua.organisation.queries import staff, units_in_force
from motcua.proposals.actions import propose_competence
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.rules.worktime import LOCAL
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


class GrantForm(DeskForm):
    """From whom to whom, for what, on which conditions, by which act, until when."""

    giver = forms.ChoiceField(label=gettext_lazy("Người giao"))
    giver_title = forms.CharField(
        label=gettext_lazy("Chức vụ người giao, ghi trên chữ ký"), help_text=gettext_lazy("Ví dụ: Chủ tịch")
    )
    holder = forms.ChoiceField(label=gettext_lazy("Người hoặc vị trí nhận"))
    capacity = forms.ChoiceField(label=gettext_lazy("Thể thức ký"))
    procedures = forms.CharField(
        label=gettext_lazy("Mã thủ tục"),
        required=False,
        help_text=gettext_lazy("Mỗi mã một dòng; để trống là mọi thủ tục"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    fields_ = forms.CharField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        help_text=gettext_lazy("Mỗi lĩnh vực một dòng"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    conditions = forms.CharField(
        label=gettext_lazy("Điều kiện khác"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    only_while_absent = forms.BooleanField(label=gettext_lazy("Chỉ khi người giao vắng mặt"), required=False)
    most_days = forms.IntegerField(
        label=gettext_lazy("Nhiều nhất bao nhiêu ngày mỗi lần vắng mặt"),
        required=False,
        min_value=1,
        max_value=366,
    )
    act_number = forms.CharField(label=gettext_lazy("Số văn bản giao thẩm quyền"))
    act_date = Day(label=gettext_lazy("Ngày văn bản"))
    valid_from = Day(label=gettext_lazy("Có hiệu lực từ ngày"))
    valid_to = Day(label=gettext_lazy("Đến hết ngày"), required=False)
    scan = forms.FileField(
        label=gettext_lazy("Bản chụp văn bản"), required=False, help_text=gettext_lazy("PDF, JPEG hoặc PNG")
    )

    def __init__(self, unit: Unit, at: datetime, data: Any = None, files: Any = None) -> None:
        super().__init__(data)
        if files is not None:
            self.files = files
        people = list(staff(unit.pk, at))
        posts = Post.objects.filter(unit=unit).order_by("kind", "name")
        choose = ("", gettext("Chọn"))
        self._choices("giver", [choose, *((str(one.pk), one.full_name) for one in people)])
        self._choices(
            "holder",
            [choose, *((f"officer:{one.pk}", one.full_name) for one in people),
             *((f"post:{one.pk}", gettext("Vị trí: ") + one.name) for one in posts)],
        )  # fmt: skip
        offered = (Capacity.TUQ, Capacity.KT, Capacity.TL)
        self._choices(
            "capacity", [(one.value, term_in("capacity", one.value, language())) for one in offered]
        )

    def _choices(self, name: str, pairs: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs


@official(Page.GRANTING)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """The form for one unit (`?unit=`); POST makes a proposal."""
    units = _units(here)
    asked = number(request.GET.get("unit")) or number(request.POST.get("unit"))
    unit = next((one for one in units if one.pk == asked), units[0])  # the page opens to nobody who has none
    posted = request.method == "POST"
    form = GrantForm(unit, here.at, request.POST if posted else None, request.FILES if posted else None)
    refusal, status = None, 200
    if posted:
        status = 422
        if form.is_valid():
            try:
                terms = _terms(form.cleaned_data, unit)
                made = propose_competence(terms, by=here.officer.pk, at=here.at)
            except Refusal as said:
                refusal, status = said, 409
            else:
                messages.success(request, gettext("Đã gửi đề xuất, chờ người khác xác nhận."))
                return redirect("desk:proposal", made.pk)
    context = {
        "form": form, "refusal": refusal, "unit": unit, "units": [(one.pk, one.full_name) for one in units]
    }  # fmt: skip
    return page(request, here, "desk/granting.html", context, status=status)


def _units(here: Here) -> list[Unit]:
    """Every unit for whoever configures, else those where the official has a signing post."""
    if any(Duty.CONFIGURE in one.duties for one in here.held):
        return list(units_in_force(here.at))
    led = set(here.units(Duty.SIGN))
    return list(dict.fromkeys(post.unit for post in here.posts if post.unit_id in led))


def _terms(told: dict[str, Any], unit: Unit) -> Terms:
    capacity = Capacity(told["capacity"])
    which, _, pk = told["holder"].partition(":")
    posts = Post.objects.select_related("unit")  # holder and giver are among the form's own choices
    found = posts.get(pk=int(pk)) if which == "post" else Officer.objects.get(pk=int(pk))
    giver = Officer.objects.get(pk=int(told["giver"]))
    return Terms(
        GrantKind.AUTHORISED if capacity is Capacity.TUQ else GrantKind.DEVOLVED, capacity, found, unit,
        told["act_number"], giver=giver, giver_unit=unit, giver_title=told["giver_title"],
        procedures=_lines(told["procedures"]), fields=_lines(told["fields_"]), act_date=told["act_date"],
        scan=_kept(told["scan"]) if told["scan"] else None, conditions=" ".join(told["conditions"].split()),
        only_while_absent=told["only_while_absent"], most_days=told["most_days"],
        valid_from=_midnight(told["valid_from"]),
        valid_to=_midnight(told["valid_to"] + timedelta(days=1)) if told["valid_to"] else None,
    )  # fmt: skip


def _kept(file: "UploadedFile[bytes]") -> Scan:
    """The scanned act, checked by its content and kept encrypted. Refuses as `intake.accept` does."""
    accepted = intake.accept((file.name or "")[:1000], file.read())
    if not accepted.kind.shown_inline:
        raise Refusal("scan_kind")
    stored = storage.put(accepted.data)
    return Scan(stored.key, stored.sha256, stored.size)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), LOCAL)
