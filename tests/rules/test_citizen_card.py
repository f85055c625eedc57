"""Reading the QR code of an identity card."""

from datetime import date

import pytest

from motcua.rules.citizen_card import looks_like_card, read_card
from motcua.rules.refusal import Refusal

HOA = "022190000123|100123456|Nguyễn Thị Hoa|01021990|Nữ|Tổ 5, khu 2, phường Hồng Hải|15062022"


def test_a_card_fills_name_number_birth_and_address() -> None:
    card = read_card(HOA)
    assert (card.number, card.old_number, card.name) == ("022190000123", "100123456", "Nguyễn Thị Hoa")
    assert (card.birth_date, card.issued_on) == (date(1990, 2, 1), date(2022, 6, 15))
    assert card.address == "Tổ 5, khu 2, phường Hồng Hải"
    assert card.warnings == ()


def test_an_empty_old_number_and_further_fields_are_fine() -> None:
    card = read_card(HOA.replace("100123456", "") + "|Cha|Mẹ")
    assert card.old_number == ""
    assert card.extra == ("Cha", "Mẹ")


def test_decomposed_marks_and_doubled_blanks_are_mended() -> None:
    assert read_card("022190000123||Nguyê\u0303n  Thi\u0323 Hoa|01021990|Nữ|Hạ Long").name == "Nguyễn Thị Hoa"


@pytest.mark.parametrize(
    ("number", "born", "sex", "warnings"),
    [
        ("022090000123", "01021990", "Nữ", ("sex",)),
        ("022191000123", "01021990", "Nữ", ("year",)),
        ("022390000123", "01021990", "Nữ", ("year",)),
        ("022305000123", "01022005", "Nữ", ()),
        ("022205000123", "01022005", "Nam", ()),
        ("022190000123", "31021990", "Nữ", ("birth_date",)),
        ("100123456", "01021990", "Nữ", ("number",)),
        ("022190000123", "", "", ()),
    ],
)
def test_a_card_that_contradicts_itself_is_a_warning(
    number: str, born: str, sex: str, warnings: tuple[str, ...]
) -> None:
    assert read_card(f"{number}||Nguyễn Thị Hoa|{born}|{sex}|Hạ Long|15062022").warnings == warnings


@pytest.mark.parametrize(
    "text",
    ["", "H49.14-251201-0001", "a|b|c", "abc||Hoa|01021990|Nữ|Hạ Long", "022190000123|||01021990|Nữ|Hạ Long",
     "٠٢٢١٩٠٠٠٠١٢٣||Hoa|01021990|Nữ|Hạ Long", HOA + "|" + "x" * 600],
)  # fmt: skip
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="bad_card"):
        read_card(text)


def test_a_card_is_told_from_a_dossiers_code() -> None:
    assert looks_like_card(HOA)
    assert not looks_like_card("https://mot-cua.test/tra-cuu/H49.14-251201-0001/")
