"""Spelling, search and order of Vietnamese words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean, fold, nfc, sort_key


def test_composed_and_decomposed_spellings_become_one() -> None:
    assert nfc(unicodedata.normalize("NFD", "Quảng Ninh")) == "Quảng Ninh"
    assert fold(unicodedata.normalize("NFD", "Đường Hoa")) == fold("Đường Hoa") == "duong hoa"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ĐẤT ĐAI", "dat dai"),
        ("Khai  sinh\n(lại)", "khai sinh lai"),
        ("1.004884", "1 004884"),
        ("Ư ơ Ỡ ằ ẫ", "u o o a a"),
        ("", ""),
    ],
)
def test_a_folded_text_has_no_accents_capitals_or_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_letters_are_ordered_as_in_the_vietnamese_alphabet() -> None:
    words = ["xã", "đường", "dân", "ăn", "an", "âm", "ô", "o", "ơ", "ưa", "ua", "êm", "em", "yên", "bán"]
    assert sorted(words, key=sort_key) == [
        "an", "ăn", "âm", "bán", "dân", "đường", "em", "êm", "o", "ô", "ơ", "ua", "ưa", "xã", "yên",
    ]  # fmt: skip


def test_tones_decide_only_between_the_same_letters() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["hòa an", "hoa binh"], key=sort_key) == ["hòa an", "hoa binh"]


def test_a_shorter_name_comes_before_one_that_goes_on() -> None:
    assert sort_key("Hạ Long") < sort_key("Hạ Long 2") < sort_key("Hạ Long a")
    assert sort_key("an bình") < sort_key("ang")


def test_both_places_of_the_tone_mark_give_the_same_letters() -> None:
    assert sort_key("Hòa").split("00")[0] == sort_key("Hoà").split("00")[0]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_key_is_plain_hexadecimal_and_the_same_under_any_collation(one: str, other: str) -> None:
    assert set(sort_key(one)) <= set("0123456789abcdef")
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(unicodedata.normalize("NFC", one))
    assert (sort_key(one) < sort_key(other)) == (sort_key(one).upper() < sort_key(other).upper())


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\x00b", "a\x1bb", "a\u200bb", "a\nb", "a\ud800b", "a\ufeffb", "a\u2028b"]
)
def test_hidden_and_turning_signs_are_refused_by_name(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean(text, 80, field="name")
    assert (refused.value.code, refused.value.params) == ("bad_text", {"field": "name"})


def test_empty_and_overlong_texts_are_refused_with_field_and_limit() -> None:
    with pytest.raises(Refusal, match="text_empty"):
        clean(" \u00a0 ", 80, field="name")
    with pytest.raises(Refusal) as refused:
        clean("ă" * 81, 80, field="name")
    assert refused.value.code == "text_too_long"
    assert refused.value.params == {"field": "name", "limit": 80}
    assert clean("ă" * 80, 80, field="name") == "ă" * 80
    assert clean("", 80, field="note", optional=True) == ""


def test_a_note_may_have_lines() -> None:
    assert clean("một\r\nhai", 80, field="note", multiline=True) == "một\nhai"
