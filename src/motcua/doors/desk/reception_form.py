"""The one form of reception: who, which papers, what is owed, and the reasons of the other two outcomes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from motcua.applicants.actions import PartyData
from motcua.applicants.actions.register import settled
from motcua.applicants.models import PartyKind
from motcua.catalogue.document import FeeDue, ProcedureDocument
from motcua.doors.desk.forms import Day, DeskForm, Moment, Money
from motcua.doors.desk.papers import PaperRow, paper_rows, papers_given
from motcua.dossiers.actions import Filing
from motcua.dossiers.actions.attach import Held
from motcua.dossiers.actions.clock import counted
from motcua.dossiers.actions.papers_given import lacking
from motcua.dossiers.models import Channel
from motcua.organisation.models import Unit
from motcua.rules.citizen_card import read_card
from motcua.rules.completeness import Given, Missing
from motcua.rules.refusal import Refusal
from motcua.ui.refusals import words
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import money

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS = {
    PartyKind.PERSON: gettext_lazy("Cá nhân"),
    PartyKind.BUSINESS: gettext_lazy("Doanh nghiệp"),
    PartyKind.HOUSEHOLD: gettext_lazy("Hộ kinh doanh"),
    PartyKind.ORGANISATION: gettext_lazy("Tổ chức"),
}
CARD_WARNINGS = {
    "sex": gettext_lazy("Số định danh và giới tính trên thẻ không khớp."),
    "year": gettext_lazy("Số định danh và năm sinh trên thẻ không khớp."),
    "birth_date": gettext_lazy("Ngày sinh trên thẻ không phải là một ngày."),
    "number": gettext_lazy("Số trên thẻ không phải 12 chữ số."),
}


def text(
    label: "str | _StrPromise", *, required: bool = False, hint: "str | _StrPromise" = "", **attrs: str
) -> forms.CharField:
    """One line; how long it may be is the act's own question."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def area(label: "str | _StrPromise", rows: int, hint: "str | _StrPromise" = "") -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReceptionForm(DeskForm):
    """What the citizen says and shows. Errors are all named at once; nothing typed is lost."""

    unit = forms.ChoiceField(label=gettext_lazy("Nơi tiếp nhận"))
    card = text(
        gettext_lazy("Quét thẻ căn cước"),
        hint=gettext_lazy(
            "Đặt con trỏ ở đây rồi quét mã QR; thông tin tự điền vào các ô bên dưới, nhìn lại bằng mắt."
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Chủ hồ sơ là"), widget=forms.RadioSelect, required=False)
    name = text(gettext_lazy("Họ và tên hoặc tên tổ chức"), required=True, hint=gettext_lazy("Bắt buộc"))
    id_number = text(gettext_lazy("Số định danh hoặc mã số thuế"), inputmode="numeric")
    birth_date = Day(label=gettext_lazy("Ngày sinh"), required=False)
    phone = text(gettext_lazy("Điện thoại"), inputmode="tel")
    email = text(gettext_lazy("Thư điện tử"), inputmode="email")
    address = text(gettext_lazy("Địa chỉ"))
    filer_name = text(gettext_lazy("Họ và tên người nộp thay"))
    filer_id = text(gettext_lazy("Số định danh người nộp thay"), inputmode="numeric")
    filer_phone = text(gettext_lazy("Điện thoại người nộp thay"), inputmode="tel")
    authorisation = text(gettext_lazy("Văn bản ủy quyền"), hint=gettext_lazy("Số, ngày, nơi chứng thực"))
    conditions = forms.MultipleChoiceField(
        label=gettext_lazy("Trường hợp của người nộp"), widget=forms.CheckboxSelectMultiple, required=False
    )
    channel = forms.ChoiceField(label=gettext_lazy("Cách nộp"), widget=forms.RadioSelect, required=False)
    matter = text(gettext_lazy("Nội dung yêu cầu"), hint=gettext_lazy("Ví dụ: tên con, địa chỉ thửa đất"))
    sets = text(gettext_lazy("Số bộ hồ sơ"), inputmode="numeric", maxlength="2")
    fee = Money(label=gettext_lazy("Phí, lệ phí (đồng)"), required=False)
    fee_paid = forms.BooleanField(label=gettext_lazy("Đã thu tại quầy"), required=False)
    appointment = Moment(label=gettext_lazy("Hẹn trả"), required=False)
    result_title = text(gettext_lazy("Tên kết quả trả ngay"))
    items = area(
        gettext_lazy("Những gì phải bổ sung"), 5, gettext_lazy("Mỗi dòng một giấy tờ hoặc nội dung.")
    )
    supplement_reason = area(gettext_lazy("Lý do yêu cầu bổ sung"), 2)
    refusal_reason = area(gettext_lazy("Lý do từ chối"), 3)

    def __init__(self, document: ProcedureDocument, desks: list[Unit], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.document, self.desks, self.told = document, desks, data
        self.paper_rows: tuple[PaperRow, ...] = paper_rows(document, data)
        self.given: Mapping[str, Given] = {}
        self.held_files: tuple[Held, ...] = ()
        self.warnings: list[str] = []
        self.wanted = ""
        self._choices()
        self._first_values()

    def _choices(self) -> None:
        fields, desks = self.fields, self.desks
        pairs: dict[str, list[tuple[str, str]]] = {
            "unit": [(str(desk.pk), desk.desk_name or desk.full_name) for desk in desks],
            "kind": [(kind.value, str(label)) for kind, label in KINDS.items()],
            "channel": [
                (each.value, term_in("channel", each.value, language()))
                for each in (Channel.IN_PERSON, Channel.POST)
            ],
            "conditions": _conditions(self.document),
        }
        for name, choices in pairs.items():
            field = fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if len(desks) == 1:
            fields["unit"].widget = forms.HiddenInput()
        if not pairs["conditions"]:
            del fields["conditions"]
        if not self.document.immediate:
            del fields["result_title"]

    def _first_values(self) -> None:
        fields, document = self.fields, self.document
        fields["unit"].initial = str(self.desks[0].pk) if self.desks else ""
        fields["kind"].initial, fields["channel"].initial = PartyKind.PERSON.value, Channel.IN_PERSON.value
        fields["sets"].initial = str(document.sets or 1)
        fees = next((manner.fees for manner in document.manners if manner.channel == "in_person"), ())
        fields["fee"].initial = str(fees[0].amount) if len(fees) == 1 else ""
        fields["fee"].help_text = "; ".join(
            f"{fee.name}: {money(fee.amount, language())}" for fee in fees[:4]
        )
        fields["fee_paid"].initial = document.fee_due is FeeDue.RECEPTION and len(fees) == 1
        fields["supplement_reason"].initial = "Hồ sơ chưa đủ thành phần theo quy định đã công bố"
        if "result_title" in fields and document.results:
            fields["result_title"].initial = document.results[0].name
        fields["appointment"].help_text = (
            gettext("Để trống: tính theo thời hạn của thủ tục. Ví dụ: 20/11/2026 15:30")
            if counted(document.limit)
            else gettext("Thủ tục không có thời hạn cố định: ghi ngày hẹn. Ví dụ: 20/11/2026 15:30")
        )

    def check(self, wanted: str, at: datetime) -> bool:
        """Whether `wanted` (receive, immediate, supplement, refuse) can be asked of the act; every error is named."""
        self.wanted = wanted
        valid = self.is_valid()
        for name, data in (("", self.owner), ("filer_", self.filer)):
            if data is not None:
                self._check_party(name, data, at)
        if self.filer is not None and not self.cleaned_data.get("authorisation"):
            self._refused("authorisation", Refusal("authorisation_required"))
        try:
            self.given = papers_given(self.paper_rows)
        except Refusal as refusal:
            self._refused(None, refusal)
        if wanted == "refuse" and not self.cleaned_data.get("refusal_reason"):
            self.add_error("refusal_reason", gettext("Ghi lý do từ chối."))
        if wanted in ("receive", "immediate"):
            for gap in self.gaps:
                self.add_error(None, gettext("Còn thiếu: %(paper)s.") % {"paper": gap_words(gap)})
        return valid and not self.errors

    def typed(self) -> QueryDict:
        """The answers as typed, to be changed."""
        return self.told.copy() if self.told is not None else QueryDict(mutable=True)

    def list_gaps(self) -> None:
        """Write the missing papers into the list of the supplement slip, if that is still empty."""
        filled = self.typed()
        if self.wanted in ("receive", "supplement") and self.gaps and not filled.get("items", "").strip():
            filled["items"] = "\n".join(gap_words(gap) for gap in self.gaps)
            self.data = self.told = filled

    def hush(self) -> None:
        """Show the answers without checking them: they were only filled in."""
        self._errors = ErrorDict()

    def _check_party(self, prefix: str, data: PartyData, at: datetime) -> None:
        """Ask the applicants' room about each answer apart, so that all that is wrong is said at once."""
        plain = PartyData(name="-", kind=data.kind)
        asked = {"name": "name", "id_number": "id", "phone": "phone", "email": "email", "address": "address",
                 "birth_date": "birth_date"}  # fmt: skip
        for attribute, short in asked.items():
            field = f"{prefix}{short}" if prefix else attribute
            value = getattr(data, attribute)
            if not value or field in self.errors:
                continue
            try:
                settled(replace(plain, **{attribute: value}), at=at)
            except Refusal as refusal:
                self._refused(field, refusal)

    def _refused(self, field: str | None, refusal: Refusal) -> None:
        said = words(refusal, language())
        self.add_error(field if field in self.fields else None, f"{said.title} {said.do}")

    @property
    def owner(self) -> PartyData:
        """The owner as told."""
        told = self.cleaned_data
        return PartyData(
            name=told.get("name", ""), id_number=told.get("id_number", ""), kind=told.get("kind") or PartyKind.PERSON,
            birth_date=told.get("birth_date"), address=told.get("address", ""), phone=told.get("phone", ""),
            email=told.get("email", ""),
        )  # fmt: skip

    @property
    def filer(self) -> PartyData | None:
        """Who acts for the owner, if anybody."""
        told = self.cleaned_data
        name, number, phone = (told.get(f"filer_{each}", "") for each in ("name", "id", "phone"))
        return PartyData(name=name, id_number=number, phone=phone) if name or number or phone else None

    @property
    def gaps(self) -> tuple[Missing, ...]:
        """What is missing of the papers required in this case."""
        return lacking(self.document, self.given.values(), self.cleaned_data.get("conditions") or ())

    def filing(self, procedure: str) -> Filing:
        """The request as the acts take it."""
        told = self.cleaned_data
        sets = told["sets"] or "1"
        return Filing(
            procedure=procedure, unit=int(told["unit"]), owner=self.owner, filer=self.filer,
            authorisation=told["authorisation"], channel=told["channel"] or Channel.IN_PERSON, matter=told["matter"],
            conditions=tuple(told.get("conditions") or ()), sets=int(sets) if sets.isdecimal() else 0, papers=self.given,
            files=self.held_files,
        )  # fmt: skip

    def fill_from_card(self) -> QueryDict:
        """The answers with what the card says in the empty ones; warnings where it differs. May refuse `bad_card`."""
        filled = self.typed()
        card = read_card(filled.get("card", ""))
        filled["card"] = ""
        said = {
            "name": card.name, "id_number": card.number, "address": card.address,
            "birth_date": f"{card.birth_date:%d/%m/%Y}" if card.birth_date else "",
        }  # fmt: skip
        for name, value in said.items():
            typed = filled.get(name, "").strip()
            if not typed:
                filled[name] = value
            elif value and typed.casefold() != value.casefold():
                self.warnings.append(
                    gettext("%(question)s: đã nhập “%(typed)s”, trên thẻ là “%(card)s”.")
                    % {"question": self.fields[name].label, "typed": typed, "card": value}
                )
        self.warnings += [str(CARD_WARNINGS[key]) for key in card.warnings]
        return filled


def _conditions(document: ProcedureDocument) -> list[tuple[str, str]]:
    """The procedure's conditions by key, then those only its papers hang on."""
    found = dict(document.conditions)
    for paper in document.components:
        if paper.condition:
            found.setdefault(paper.condition, paper.condition)
    return list(found.items())


def gap_words(gap: Missing) -> str:
    """A missing paper as a line of the slip."""
    return f"{gap.name} ({term_in('paper', gap.why.value, language())})"
