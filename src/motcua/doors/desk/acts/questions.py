"""The questions of the acts, one form to an act that asks any."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.acts.form import ActForm, Case
from motcua.doors.desk.forms import Day, Moment, Money
from motcua.doors.desk.papers import paper_rows
from motcua.dossiers.models import Channel, Task
from motcua.dossiers.queries.competent import resolving
from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit, UnitKind
from motcua.rules.posts import Duty
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def lines(
    label: "str | _StrPromise", rows: int = 5, *, required: bool = True, hint: "str | _StrPromise" = ""
) -> forms.CharField:
    """A question with an answer of several lines; the act itself says how long it may be."""
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def line(
    label: "str | _StrPromise", *, required: bool = True, hint: "str | _StrPromise" = ""
) -> forms.CharField:
    """A question with an answer of one line."""
    return forms.CharField(label=label, required=required, help_text=hint)


class Reason(ActForm):
    """Why."""

    reason = lines(gettext_lazy("Lý do"))


class Note(ActForm):
    """A note, if there is one."""

    note = lines(gettext_lazy("Ghi chú"), 3, required=False)


class Urge(ActForm):
    """What to remind of."""

    note = lines(gettext_lazy("Nội dung đôn đốc"), 3)


class Finding(ActForm):
    """What the appraisal found."""

    finding = lines(gettext_lazy("Kết quả thẩm định"), 6)


class Record(ActForm):
    """A record of verification."""

    record = lines(
        gettext_lazy("Nội dung xác minh"),
        6,
        hint=gettext_lazy("Thời gian, địa điểm, thành phần tham gia, kết quả."),
    )


class StepName(ActForm):
    """A step that the process does not have."""

    name = line(gettext_lazy("Việc đã làm"))


class LateStep(ActForm):
    """A step written down afterwards."""

    name = line(gettext_lazy("Việc đã làm"))
    done_at = Moment(label=gettext_lazy("Đã làm lúc"))
    reason = lines(gettext_lazy("Vì sao ghi bù"), 3)


class Answer(ActForm):
    """The answer to a consultation."""

    answer = lines(gettext_lazy("Nội dung trả lời"), 6)


class Proof(ActForm):
    """The proof of a payment."""

    proof = line(gettext_lazy("Chứng từ"), hint=gettext_lazy("Số biên lai hoặc mã giao dịch"))


class Ground(ActForm):
    """On which ground in law, and why."""

    ground = line(gettext_lazy("Căn cứ pháp lý"), hint=gettext_lazy("Điều, khoản của văn bản"))
    reason = lines(gettext_lazy("Lý do"))


class Withdrawal(ActForm):
    """Why the applicant withdraws, and how they said so."""

    reason = lines(gettext_lazy("Lý do người nộp nêu"), 3)
    channel = forms.ChoiceField(label=gettext_lazy("Người nộp yêu cầu bằng cách"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The channels in the reader's language."""
        choice(self, "channel").choices = [
            (each.value, term_in("channel", each.value, language())) for each in Channel
        ]
        self.fields["channel"].initial = Channel.IN_PERSON.value


class RowChoice(forms.ChoiceField):
    """A choice of a row, answered with its number. Whether the row still fits is the act's own question: a second click,
    when the first one has changed what there is to choose, must still find the first one's answer."""

    def valid_value(self, value: str) -> bool:
        """Any number of a row."""
        return value.isascii() and value.isdigit() and len(value) < 16


class Assignment(ActForm):
    """Who works on it."""

    officer = RowChoice(label=gettext_lazy("Người thụ lý"))
    task = RowChoice(label=gettext_lazy("Việc"))
    note = lines(gettext_lazy("Ý kiến phân công"), 3, required=False)

    def prepare(self) -> None:
        """The open tasks here, and whoever of the unit could take them: those with the fewest clicks away first."""
        unit = self.case.act.units[0]
        tasks = [t for t in self.case.page.tasks if t.state == Task.State.OPEN and t.unit_id == unit]
        staff = organisation.staff(unit, self.case.here.at)
        choice(self, "officer").choices = [
            ("", gettext("Chọn người")),
            *((str(o.pk), o.full_name) for o in staff),
        ]
        choice(self, "task").choices = [(str(t.pk), _with_holder(t)) for t in tasks]
        wanted = self.case.task or next((t.pk for t in tasks if t.duty == Duty.ASSIGN), None)
        self.fields["task"].initial = str(wanted) if wanted else None
        if len(tasks) == 1:
            self.fields["task"].widget = forms.HiddenInput()
            self.fields["task"].initial = str(tasks[0].pk)


class Consultation(ActForm):
    """Whom to ask, what, until when."""

    unit = RowChoice(label=gettext_lazy("Cơ quan, đơn vị được hỏi"))
    question = lines(gettext_lazy("Nội dung lấy ý kiến"), 6)
    answer_by = Moment(label=gettext_lazy("Trả lời chậm nhất"))

    def prepare(self) -> None:
        """The units in force; three working days are proposed."""
        choice(self, "unit").choices = unit_choices(self.case)
        self.fields["answer_by"].initial = closing_in(self.case, 3)


class Transfer(ActForm):
    """To which unit, and why."""

    unit = RowChoice(label=gettext_lazy("Cơ quan có thẩm quyền"))
    reason = lines(gettext_lazy("Lý do"), 3)

    def prepare(self) -> None:
        """The units in force that resolve the procedure."""
        dossier, here = self.case.page.dossier, self.case.here
        others = organisation.units_in_force(here.at).exclude(pk=dossier.competent_unit_id)
        choice(self, "unit").choices = in_groups(resolving(dossier.version.parsed, others, here.at))


class SupplementRequest(ActForm):
    """Everything to supplement, at once."""

    items = lines(
        gettext_lazy("Những gì phải bổ sung"), 6,
        hint=gettext_lazy("Mỗi dòng một giấy tờ hoặc nội dung; chỉ được yêu cầu một lần."),
    )  # fmt: skip
    reason = lines(gettext_lazy("Lý do"), 3)


class Obligation(ActForm):
    """What is owed, why, until when."""

    amount = Money(label=gettext_lazy("Số tiền phải nộp (đồng)"))
    reason = line(gettext_lazy("Khoản phải nộp"))
    basis = line(gettext_lazy("Căn cứ pháp lý"), hint=gettext_lazy("Điều, khoản của văn bản"))
    due_on = Day(label=gettext_lazy("Nộp chậm nhất ngày"), required=False)


class Apology(ActForm):
    """Why late, and the new date."""

    reason = lines(gettext_lazy("Lý do chậm"))
    new_due = Moment(label=gettext_lazy("Hẹn lại"))


class Handing(ActForm):
    """Who takes the result, and whether what is owed is paid now."""

    receiver = line(
        gettext_lazy("Người nhận thay"), required=False, hint=gettext_lazy("Để trống nếu chủ hồ sơ tự nhận.")
    )
    authorisation = line(gettext_lazy("Văn bản ủy quyền"), required=False, hint=gettext_lazy("Số, ngày"))
    receipt_shown = forms.BooleanField(
        label=gettext_lazy("Đã xuất trình Giấy tiếp nhận và hẹn trả"), required=False, initial=True
    )
    fee_collected = forms.BooleanField(label=gettext_lazy("Đã thu đủ phí, lệ phí còn thiếu"), required=False)
    proof = line(gettext_lazy("Biên lai thu"), required=False)

    def prepare(self) -> None:
        """Ask for money only where some is owed."""
        owed = any(payment.paid_at is None for payment in self.case.page.payments)
        if not owed and "fee_collected" not in self.data:
            del self.fields["fee_collected"], self.fields["proof"]


class Papers(ActForm):
    """The papers handed in now."""

    def prepare(self) -> None:
        """The procedure's components as rows to tick."""
        self.paper_rows = paper_rows(self.case.page.dossier.version.parsed, self.told)


class Reception(Papers):
    """What is still asked when a filed or completed dossier is received."""

    appointment = Moment(
        label=gettext_lazy("Hẹn trả"), required=False,
        help_text=gettext_lazy("Để trống: tính theo thời hạn của thủ tục."),
    )  # fmt: skip
    fee = Money(label=gettext_lazy("Phí, lệ phí (đồng)"), required=False)
    fee_paid = forms.BooleanField(label=gettext_lazy("Đã thu"), required=False)


def choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """The field of that name as what it is, a choice."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    return field


def unit_choices(case: Case) -> list[tuple[str, object]]:
    """Every unit in force by kind, this dossier's own left out."""
    return in_groups(organisation.units_in_force(case.here.at).exclude(pk=case.page.dossier.holder_unit_id))


def in_groups(units: Iterable[Unit]) -> list[tuple[str, object]]:
    """Units to choose from, those of a kind under one heading."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in units:
        groups.setdefault(unit.kind, []).append((str(unit.pk), unit.full_name))
    kinds = (UnitKind.AGENCY, UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)
    return [
        ("", gettext("Chọn đơn vị")),
        *((term_in("level", kind.value, language()), groups[kind]) for kind in kinds if kind in groups),
    ]


def closing_in(case: Case, days: int) -> datetime:
    """The end of the n-th working day from now."""
    calendar = organisation.calendar(case.page.dossier.competent_unit_id)
    today = calendar.local(case.here.at).date()
    return calendar.closing(calendar.add_working_days(today, days))


def _with_holder(task: Task) -> str:
    return f"{task.name} ({task.officer.full_name})" if task.officer else task.name
