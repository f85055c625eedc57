"""Dates, sums and strange text as papers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.papers.wording import clean, day_in_words, decimal_in_words, moment, money, money_in_words


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Tra\u0302\u0300n Hu\u031bng \u0110a\u0323o", "Trần Hưng Đạo"),
        ("abc\u202exyz\u2069\u200f", "abcxyz"),
        ("a\x00b\x1b\x7f", "ab"),
        ("a\tb\r\nc", "a b\nc"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("a" + "\u0336" * 50, "a\u0336\u0336"),
        ("  ", ""),
    ],
)
def test_text_is_made_fit_for_paper(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text(st.characters(), max_size=200))
def test_cleaned_text_is_always_utf8_and_stays_clean(raw: str) -> None:
    once = clean(raw)
    once.encode()
    assert clean(once) == once


def test_a_very_long_word_may_break() -> None:
    assert clean("W" * 70) == "\u200b".join(["W" * 30, "W" * 30, "W" * 10])


def test_moments_are_written_in_vietnamese_local_time() -> None:
    written = moment(datetime(2026, 11, 19, 17, 30, tzinfo=UTC))
    assert written["long"] == "00 giờ 30 phút, ngày 20 tháng 11 năm 2026"
    assert written["weekday"] == "thứ Sáu"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        moment(datetime(2026, 11, 20, 8))  # noqa: DTZ001


def test_only_january_february_and_single_days_carry_a_zero() -> None:
    assert day_in_words(date(2026, 1, 9)) == "ngày 09 tháng 01 năm 2026"
    assert day_in_words(date(2026, 9, 10)) == "ngày 10 tháng 9 năm 2026"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (1, "Một đồng"),
        (21, "Hai mươi mốt đồng"),
        (105, "Một trăm linh năm đồng"),
        (115, "Một trăm mười lăm đồng"),
        (1000, "Một nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (2_500_000, "Hai triệu năm trăm nghìn đồng"),
    ],
)
def test_sums_are_spelled_out(amount: int, words: str) -> None:
    assert money_in_words(amount) == words


def test_a_negative_sum_has_no_words() -> None:
    with pytest.raises(ValueError, match="-1"):
        money_in_words(-1)


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert money(12_345_678) == "12.345.678"
    assert decimal_in_words(Decimal("111.50")) == "111,5"
