"""Which form is in force on a day: its number, Vietnamese title, paper size and number suffix.

A form's *kind* is apart from its *number*: control slip and register moved from 05 and 06 (circular
01/2018/TT-VPCP, article 9) to 06 and 07 (circular 03/2025/TT-VPCP, annex I, from 15/09/2025), when the notice
of stopping took 05.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class FormKind(StrEnum):
    """What a paper is for, whatever number the circular of the day gives it."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL = "control"
    REGISTER = "register"
    HANDOVER = "handover"
    RESULT = "result"
    PAYMENT_NOTICE = "payment_notice"
    PROCEDURE_NOTICE = "procedure_notice"


class Page(StrEnum):
    """Paper size and direction."""

    A5 = "a5"
    A4 = "a4"
    A4_LANDSCAPE = "a4-landscape"


@dataclass(frozen=True)
class Form:
    """One form of a set: number in the circular (None: none orders it), names, page and number suffix."""

    number: str | None
    title: str
    gloss: str
    page: Page = Page.A5
    suffix: str | None = None


@dataclass(frozen=True)
class FormSet:
    """The forms one circular orders, from `valid_from` until the next set starts."""

    law: str
    source: str
    valid_from: date
    forms: Mapping[FormKind, Form]


_UNNUMBERED: Mapping[FormKind, Form] = {
    FormKind.HANDOVER: Form(None, "PHIẾU BÀN GIAO HỒ SƠ, KẾT QUẢ", "Hand-over slip", Page.A4, "PBG"),
    FormKind.RESULT: Form(None, "KẾT QUẢ GIẢI QUYẾT", "Result document", Page.A4),
    FormKind.PAYMENT_NOTICE: Form(
        None, "THÔNG BÁO NỘP NGHĨA VỤ TÀI CHÍNH", "Payment notice", Page.A5, "TBNT"
    ),
    FormKind.PROCEDURE_NOTICE: Form(None, "NIÊM YẾT THỦ TỤC HÀNH CHÍNH", "Procedure notice", Page.A4),
}
_COMMON: Mapping[FormKind, Form] = {
    FormKind.RECEIPT: Form(
        "01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Receipt with appointment", Page.A5, "TTPVHCC"
    ),
    FormKind.SUPPLEMENT: Form(
        "02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Supplement slip", Page.A5, "PBS"
    ),
    FormKind.REFUSAL: Form("03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Refusal slip", Page.A5, "PTC"),
}
_CONTROL_TITLE = "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"

FORM_SETS: tuple[FormSet, ...] = (
    FormSet(
        law="Thông tư số 01/2018/TT-VPCP",
        source="TT 01/2018/TT-VPCP, Đ.9",
        valid_from=date(2019, 1, 6),
        forms=MappingProxyType(
            {
                **_COMMON,
                FormKind.APOLOGY: Form(
                    "04", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "Apology slip", Page.A5, "PXL"
                ),
                FormKind.CONTROL: Form("05", _CONTROL_TITLE, "Control slip", Page.A5, "PKS"),
                FormKind.REGISTER: Form("06", "SỔ THEO DÕI HỒ SƠ", "Register of dossiers", Page.A4_LANDSCAPE),
                **_UNNUMBERED,
            }
        ),
    ),
    FormSet(
        law="Thông tư số 03/2025/TT-VPCP",
        source="TT 03/2025/TT-VPCP, phụ lục I",
        valid_from=date(2025, 9, 15),
        forms=MappingProxyType(
            {
                **_COMMON,
                FormKind.APOLOGY: Form(
                    "04",
                    "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
                    "Apology and request for more time",
                    Page.A5,
                    "PXL",
                ),
                FormKind.STOP: Form(
                    "05", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Notice of stopping", Page.A5, "TBD"
                ),
                FormKind.CONTROL: Form("06", _CONTROL_TITLE, "Control slip", Page.A5, "PKS"),
                FormKind.REGISTER: Form("07", "SỔ THEO DÕI HỒ SƠ", "Register of dossiers", Page.A4_LANDSCAPE),
                **_UNNUMBERED,
            }
        ),
    ),
)


def form_set(on: date) -> FormSet:
    """The set in force on a day.

    Days before 06/01/2019, when none was, are given the oldest set, so that a dossier played back from
    earlier years can still be printed.

    >>> form_set(date(2025, 9, 14)).law
    'Thông tư số 01/2018/TT-VPCP'
    """
    in_force = [each for each in FORM_SETS if each.valid_from <= on]
    return in_force[-1] if in_force else FORM_SETS[0]


def form(kind: FormKind, on: date) -> Form | None:
    """The form of a kind on a day, or None when that day's set has none (stop notice before 15/09/2025)."""
    return form_set(on).forms.get(kind)


def form_number(kind: FormKind, on: date) -> str | None:
    """The number the circular gives, or None when no circular in force that day orders such a form.

    >>> form_number(FormKind.CONTROL, date(2025, 9, 14)), form_number(FormKind.CONTROL, date(2025, 9, 15))
    ('05', '06')
    """
    found = form(kind, on)
    return found.number if found else None


def paper_number(kind: FormKind, number: int, on: date, *, office: str | None = None) -> str:
    """Number and symbol of a paper; `office` replaces the receipt's suffix (`TN` at a one-stop unit).

    Numbers below ten are written with a zero before them (decree 30/2020, annex I).

    >>> paper_number(FormKind.SUPPLEMENT, 7, date(2026, 1, 5))
    '07/PBS'
    """
    found = form(kind, on)
    suffix = office or (found.suffix if found else None)
    return f"{number:02d}/{suffix}" if suffix else f"{number:02d}"
