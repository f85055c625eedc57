"""Which form a day has."""

from datetime import date

import pytest

from motcua.papers.forms import FORM_SETS, FormKind, Page, form, form_number, form_set, paper_number

LAST_OF_2018 = date(2025, 9, 14)
FIRST_OF_2025 = date(2025, 9, 15)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (FormKind.RECEIPT, "01", "01"),
        (FormKind.SUPPLEMENT, "02", "02"),
        (FormKind.REFUSAL, "03", "03"),
        (FormKind.APOLOGY, "04", "04"),
        (FormKind.STOP, None, "05"),
        (FormKind.CONTROL, "05", "06"),
        (FormKind.REGISTER, "06", "07"),
        (FormKind.HANDOVER, None, None),
        (FormKind.RESULT, None, None),
    ],
)
def test_a_form_takes_its_number_from_the_circular_of_the_day(
    kind: FormKind, before: str | None, after: str | None
) -> None:
    assert form_number(kind, LAST_OF_2018) == before
    assert form_number(kind, FIRST_OF_2025) == after


def test_no_notice_of_stopping_exists_before_the_circular_of_2025() -> None:
    assert form(FormKind.STOP, LAST_OF_2018) is None
    assert form(FormKind.STOP, FIRST_OF_2025) is not None


def test_the_apology_changes_its_title_in_2025() -> None:
    titles = [
        each.title
        for each in (form(FormKind.APOLOGY, LAST_OF_2018), form(FormKind.APOLOGY, FIRST_OF_2025))
        if each
    ]
    assert titles == [
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
    ]


def test_days_before_the_first_circular_take_its_forms() -> None:
    assert form_set(date(2015, 3, 2)) is FORM_SETS[0]


def test_slips_are_a5_and_the_register_lies_on_a4() -> None:
    for each in FORM_SETS:
        for kind, found in each.forms.items():
            if found.number and kind is not FormKind.REGISTER:
                assert found.page is Page.A5, kind
        assert each.forms[FormKind.REGISTER].page is Page.A4_LANDSCAPE


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FormKind.RECEIPT, "07/TTPVHCC"),
        (FormKind.SUPPLEMENT, "07/PBS"),
        (FormKind.REFUSAL, "07/PTC"),
        (FormKind.APOLOGY, "07/PXL"),
        (FormKind.CONTROL, "07/PKS"),
        (FormKind.RESULT, "07"),
    ],
)
def test_a_paper_number_carries_the_suffix_of_its_kind(kind: FormKind, expected: str) -> None:
    assert paper_number(kind, 7, FIRST_OF_2025) == expected


def test_a_one_stop_unit_writes_its_own_suffix_on_receipts() -> None:
    assert paper_number(FormKind.RECEIPT, 1234, FIRST_OF_2025, office="TN") == "1234/TN"
