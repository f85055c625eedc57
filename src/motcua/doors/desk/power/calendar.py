"""The working calendar: the days decided for a year, and a proposal to decide others."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.forms import Day, DeskForm, day, number
from motcua.doors.desk.here import Here, official, page
from motcua.organisation.actions import DecidedDay
from motcua.organisation.models import CalendarDecision
from motcua.organisation.queries import calendar
from motcua.proposals.actions import propose_calendar
from motcua.proposals.content import CalendarChange
from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.ui.pieces import Column, TabLink
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import day as long_day
from motcua.ui.wording import short_day


class CalendarForm(DeskForm):
    """Which days become what, by which decision."""

    number = forms.CharField(
        label=gettext_lazy("Số quyết định"), help_text=gettext_lazy("Ví dụ: 1234/QĐ-UBND")
    )
    issued_on = Day(label=gettext_lazy("Ngày ký quyết định"))
    source = forms.CharField(label=gettext_lazy("Nguồn"), help_text=gettext_lazy("Văn bản, cơ quan ban hành"))
    days = forms.CharField(
        label=gettext_lazy("Các ngày"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Mỗi ngày một dòng: ngày/tháng/năm, rồi tên ngày. Ví dụ: 30/04/2027 Ngày Chiến thắng"
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Các ngày này là"))

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, term_in("day", kind.value, language())) for kind in DayKind]

    def clean_days(self) -> tuple[tuple[date, str], ...]:
        """The days with their names; a broken line is named."""
        found = []
        for line in self.cleaned_data["days"].splitlines():
            if line.strip():
                first, _, name = line.strip().partition(" ")
                found.append((day(first, str(self.fields["days"].label)), name.strip() or first))
        return tuple(found)


@official(Page.CALENDAR)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """A year's days that are not as their weekday, the decisions, and the form (POST: a proposal)."""
    year = number(request.GET.get("year")) or here.at.year
    form = CalendarForm(request.POST if request.method == "POST" else None)
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.cleaned_data
            days = tuple(
                DecidedDay(on, DayKind(told["kind"]), name, told["number"]) for on, name in told["days"]
            )
            change = CalendarChange(told["number"], told["issued_on"], days, told["source"])
            try:
                made = propose_calendar(change, by=here.officer.pk, at=here.at)
            except Refusal as said:
                refusal, status = said, 409
            else:
                messages.success(request, gettext("Đã gửi đề xuất, chờ người khác xác nhận."))
                return redirect("desk:proposal", made.pk)
    known = calendar()
    rows = [
        (long_day(on, language()), term_in("day", kind.value, language()))
        for on, kind in sorted(known.days.items()) if on.year == year
    ]  # fmt: skip
    decisions = CalendarDecision.objects.filter(first_year__lte=year, last_year__gte=year).order_by("-pk")[
        :50
    ]
    return page(
        request, here, "desk/calendar.html", status=status,
        context={
            "form": form, "refusal": refusal, "year": year, "rows": rows,
            "columns": [Column(gettext("Ngày")), Column(gettext("Là"))],
            "tabs": [
                TabLink(str(each), f"?year={each}", each == year) for each in range(here.at.year - 1, here.at.year + 4)
            ],
            "decisions": [(one.number, short_day(one.issued_on, language()), one.source) for one in decisions],
            "decision_columns": [Column(gettext("Quyết định")), Column(gettext("Ngày ký")), Column(gettext("Nguồn"))],
        },
    )  # fmt: skip
