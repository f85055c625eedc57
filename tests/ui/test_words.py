"""Dates, limits, names and refusals in words."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from motcua.catalogue.parts import Channel, Level, ResultKind
from motcua.papers.forms import FormKind
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.completeness import Why
from motcua.rules.hours import DayKind
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, Guard, NationalCode, State
from motcua.rules.suspensions import SUSPENSION_KINDS
from motcua.rules.timing import Timing
from motcua.ui import time_wording, wording
from motcua.ui.refusals import words
from motcua.ui.terms import TERMS, term_in
from motcua.ui.time_states import TIME_STATES, time_state

NAMED: tuple[tuple[str, type[StrEnum]], ...] = (
    ("state", State), ("event", Event), ("duty", Duty), ("post", PostKind), ("guard", Guard), ("day", DayKind),
    ("capacity", Capacity), ("grant", GrantKind), ("paper", Why),
    ("form", FormKind), ("channel", Channel), ("level", Level), ("result", ResultKind),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "keys"), NAMED, ids=[kind for kind, _ in NAMED])
def test_every_key_of_the_rules_has_its_name(kind: str, keys: type[StrEnum]) -> None:
    assert [key for key in keys if key.value not in TERMS[kind]] == []


def test_every_national_code_and_kind_of_stop_has_its_name() -> None:
    assert [code for code in NationalCode if str(code.value) not in TERMS["national"]] == []
    assert [kind for kind in SUSPENSION_KINDS if kind not in TERMS["suspension"]] == []


def test_every_name_stands_in_both_languages() -> None:
    assert [
        (kind, key) for kind, table in TERMS.items() for key, pair in table.items() if not all(pair)
    ] == []


def test_a_key_without_a_name_is_shown_as_it_is() -> None:
    assert term_in("state", "strange", "vi") == "strange"


def test_every_state_of_time_of_the_rules_has_word_and_shape() -> None:
    assert [timing for timing in Timing if timing.value not in TIME_STATES] == []
    assert time_state(Timing.DUE_SOON).word("vi") == "Sắp đến hạn"


def test_a_moment_is_told_by_the_wall_clock_of_vietnam() -> None:
    assert wording.moment(datetime(2026, 11, 20, 17, 30, tzinfo=UTC), "vi") == "thứ Bảy, 21/11/2026, 00:30"


def test_a_moment_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        wording.moment(datetime(2026, 11, 20), "vi")  # noqa: DTZ001 - the error is what is tested


def test_sunday_is_no_numbered_day() -> None:
    assert wording.day(date(2026, 11, 22), "vi") == "Chủ nhật, 22/11/2026"


@pytest.mark.parametrize(
    ("minutes", "vi", "en"),
    [
        (480, "còn 1 ngày làm việc", "1 working day left"),
        (479, "còn 7 giờ 59 phút làm việc", "7 working hours 59 minutes left"),
        (1, "còn 1 phút làm việc", "1 working minute left"),
        (-959, "quá hạn 1 ngày làm việc", "1 working day overdue"),
    ],
)
def test_a_limit_is_told_in_whole_days_from_one_day_on(minutes: int, vi: str, en: str) -> None:
    assert time_wording.limit(minutes, "vi") == vi
    assert time_wording.limit(minutes, "en") == en


@pytest.mark.parametrize(
    ("value", "vi"), [(0, "0"), (1000, "1.000"), (-1234.56, "-1.234,56"), (0.1, "0,1"), (10, "10")]
)
def test_numbers_are_written_as_vietnamese_readers_write_them(value: float, vi: str) -> None:
    assert wording.number(value, "vi") == vi


def test_a_refusal_puts_keys_days_and_lists_into_words() -> None:
    said = words(Refusal("too_late_to_reappoint", latest="2026-11-20T15:30:00+07:00"), "vi")
    assert "thứ Sáu, 20/11/2026, 15:30" in said.title
    said = words(Refusal("missing_papers", papers=("Tờ khai (not_given)", "Bản đồ (too_few)")), "vi")
    assert "Tờ khai (chưa nộp); Bản đồ (chưa đủ số bản)" in said.title
    assert "50.000 đ" in words(Refusal("fee_unpaid", amount=50000), "vi").title


def test_the_second_of_two_officers_learns_who_was_first() -> None:
    refused = Refusal("wrong_state", state="signed", event="approve", who="Vũ Đức Thịnh", did="approve",
                      at="2026-11-20T15:30:00+07:00")  # fmt: skip
    assert "Vũ Đức Thịnh, “Ký duyệt”, thứ Sáu, 20/11/2026, 15:30" in words(refused, "vi").why


def test_a_value_the_refusal_does_not_carry_becomes_an_ellipsis() -> None:
    assert "…" in words(Refusal("wrong_state"), "en").title


def test_a_code_without_words_gets_a_general_sentence_that_names_it() -> None:
    assert "strange_code" in words(Refusal("strange_code"), "vi").title


def test_a_brace_in_a_value_stays_a_brace() -> None:
    assert "{0}" in words(Refusal("bad_code", text="{0}"), "vi").title
