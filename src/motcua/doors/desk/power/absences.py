"""Who is away and who stands in: my own absences, those of the units I lead; and whose dossiers I keep out of."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.forms import Day, DeskForm, number
from motcua.doors.desk.here import Here, official, page
from motcua.organisation.actions import (
    InterestKind,
    declare_interest,
    end_absence,
    record_absence,
    withdraw_interest,
)
from motcua.organisation.actions.absence import HEADS
from motcua.organisation.models import Absence, AbsenceReason, Officer
from motcua.organisation.queries import staff
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.rules.worktime import LOCAL
from motcua.ui.pieces import Column
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import short_day, short_moment


class AbsenceForm(DeskForm):
    """Who, from when to when, why in a word, who stands in."""

    officer = forms.ChoiceField(label=gettext_lazy("Người vắng mặt"))
    valid_from = Day(label=gettext_lazy("Vắng từ ngày"))
    valid_to = Day(label=gettext_lazy("Vắng đến hết ngày"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Chỉ ghi loại lý do, không ghi thông tin sức khỏe"),
    )
    substitute = forms.ChoiceField(label=gettext_lazy("Người thay thế"), required=False)

    def __init__(
        self, people: list[Officer], colleagues: list[Officer], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        named = {
            "officer": [(str(one.pk), one.full_name) for one in people],
            "substitute": [("", gettext("Không có")), *((str(one.pk), one.full_name) for one in colleagues)],
            "reason": [(one.value, term_in("absence", one.value, language())) for one in AbsenceReason],
        }
        for name, pairs in named.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = pairs


class InterestForm(DeskForm):
    """Whose number."""

    kind = forms.ChoiceField(label=gettext_lazy("Của ai"))
    number = forms.CharField(
        label=gettext_lazy("Số định danh hoặc mã số thuế"),
        help_text=gettext_lazy("Hệ thống chỉ giữ dấu của số này; không ai đọc lại được."),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, term_in("interest", one.value, language())) for one in InterestKind]


@official(Page.ABSENCES)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """Absences now and ahead; POST records one or ends one."""
    people, colleagues = _people(here)
    recording = request.method == "POST" and "end" not in request.POST
    form = AbsenceForm(people, colleagues, request.POST if recording else None)
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        try:
            if not recording:
                end_absence(number(request.POST.get("end")) or 0, by=here.officer.pk, at=here.at)
                messages.success(request, gettext("Đã ghi: đã trở lại làm việc."))
                return redirect("desk:absences")
            if form.is_valid():
                _record(form, here)
                messages.success(request, gettext("Đã ghi vắng mặt."))
                return redirect("desk:absences")
        except Refusal as said:
            refusal, status = said, 409
    shown = Absence.objects.filter(officer__in=people, valid_to__gt=here.at, cancelled_at=None)
    rows = [
        (one, (one.officer.full_name, short_moment(one.valid_from, language()), short_moment(one.valid_to, language()),
               term_in("absence", one.reason, language()), one.substitute.full_name if one.substitute else "–"))
        for one in shown.select_related("officer", "substitute").order_by("valid_from", "pk")
    ]  # fmt: skip
    context = {
        "form": form, "refusal": refusal, "rows": [cells for _, cells in rows], "columns": _columns(),
        "ending": [
            (one.pk, format_html("{}, {}", one.officer.full_name, short_moment(one.valid_from, language())))
            for one, _ in rows
        ],
    }  # fmt: skip
    return page(request, here, "desk/absences.html", context, status=status)


@official(Page.INTERESTS)
def interests(request: HttpRequest, here: Here) -> HttpResponse:
    """What I declared, as marks; POST declares or withdraws a number."""
    form = InterestForm(request.POST if request.method == "POST" else None)
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told, mine, at = form.cleaned_data, here.officer.pk, here.at
            try:
                if request.POST.get("act") == "withdraw":
                    withdraw_interest(mine, number=told["number"], by=mine, at=at)
                else:
                    declare_interest(
                        mine, kind=InterestKind(told["kind"]), number=told["number"], by=mine, at=at
                    )
            except Refusal as said:
                refusal, status = said, 409
            else:
                messages.success(request, gettext("Đã ghi kê khai."))
                return redirect("desk:interests")
    rows = [
        (term_in("interest", one["kind"], language()),
         short_day(datetime.fromisoformat(one["on"]).date(), language()), one["mark"][:12] + "…")
        for one in here.officer.interests
    ]  # fmt: skip
    columns = [Column(gettext("Của ai")), Column(gettext("Kê khai ngày")), Column(gettext("Dấu"), "code")]
    context = {"form": form, "refusal": refusal, "rows": rows, "columns": columns}
    return page(request, here, "desk/interests.html", context, status=status)


def _record(form: AbsenceForm, here: Here) -> None:
    told = form.cleaned_data
    found = Officer.objects.in_bulk([int(told["officer"]), int(told["substitute"] or 0)])
    begins = datetime.combine(told["valid_from"], time(), LOCAL)
    record_absence(
        found[int(told["officer"])], valid_from=max(begins, here.at) if begins.date() == here.at.date() else begins,
        valid_to=datetime.combine(told["valid_to"] + timedelta(days=1), time(), LOCAL), reason=told["reason"],
        substitute=found.get(int(told["substitute"] or 0)), by=here.officer.pk, at=here.at,
    )  # fmt: skip


def _people(here: Here) -> tuple[list[Officer], list[Officer]]:
    """Whose absences this official records (their own; of the units they lead everybody's), and who could stand in."""
    units = dict.fromkeys(one.unit for one in here.held)
    led = set(here.units(*HEADS))
    people, colleagues = {here.officer.pk: here.officer}, {here.officer.pk: here.officer}
    for unit in units:
        for one in staff(unit, here.at):
            colleagues[one.pk] = one
            if unit in led:
                people[one.pk] = one
    return list(people.values()), list(colleagues.values())


def _columns() -> list[Column]:
    return [
        Column(gettext("Vắng mặt")), Column(gettext("Từ")), Column(gettext("Đến")), Column(gettext("Lý do")),
        Column(gettext("Người thay thế")),
    ]  # fmt: skip
