"""Days are decided; a later decision overrides an earlier one day by day, and nothing is edited."""

from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from motcua.journal.queries import entries
from motcua.organisation.actions import (
    DecidedDay,
    decide_calendar,
    decide_hours,
    decide_provisional,
    import_calendar,
)
from motcua.organisation.models import CalendarDecision, Unit, WorkingHours
from motcua.organisation.queries import (
    calendar,
    calendar_at_version,
    calendar_version,
    calendar_version_subquery,
)
from motcua.organisation.sample import sample_rows
from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal
from tests.organisation.world import NOW, make_officer, make_province, make_unit, moment

pytestmark = pytest.mark.django_db

FRIDAY, SATURDAY = date(2026, 1, 2), date(2026, 1, 10)
SWAP = [
    DecidedDay(FRIDAY, DayKind.SWAPPED_OFF, "Nghỉ, làm bù 10/01"),
    DecidedDay(SATURDAY, DayKind.SWAPPED_ON, "Làm bù 02/01"),
]
OFFICE = [[["07:00", "11:30"], ["13:30", "17:00"]]] * 5
SATURDAY_MORNING = [*OFFICE, [["07:00", "11:30"]], []]


@pytest.fixture
def decreed() -> None:
    import_calendar(sample_rows("calendar_2015_2026.csv"), at=NOW)


@pytest.mark.usefixtures("decreed")
def test_the_swapped_days_of_january_2026_count_as_decreed() -> None:
    known = calendar()
    assert known.kind(FRIDAY) is DayKind.SWAPPED_OFF
    assert known.is_working(SATURDAY)
    assert known.add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert (known.first, known.last) == (date(2015, 1, 1), date(2026, 12, 31))
    assert known.provisional_from is None


@pytest.mark.usefixtures("decreed")
def test_weekdays_off_agree_with_the_counts_of_the_source() -> None:
    off = dict.fromkeys(range(2015, 2027), 0)
    for day, kind in calendar().days.items():
        off[day.year] += day.weekday() < 5 and not kind.may_be_worked
    assert off == {2015: 13, 2016: 10, 2017: 10, 2018: 11, 2019: 11, 2020: 10, 2021: 11, 2022: 11, 2023: 11,
                   2024: 12, 2025: 12, 2026: 14}  # fmt: skip


def test_a_later_decision_overrides_day_by_day_and_tells_what_changed() -> None:
    first = [DecidedDay(date(2026, 1, 1), DayKind.HOLIDAY, "Tết Dương lịch")]
    decide_calendar("1/QĐ", date(2025, 1, 1), first, source="thử", at=NOW, years=(2026, 2026))
    done = decide_calendar("2/QĐ", date(2025, 12, 25), SWAP, source="12729/VPCP-KGVX", at=NOW)
    assert (done.changed, done.first, done.last) == (2, FRIDAY, SATURDAY)
    back = [DecidedDay(FRIDAY, DayKind.WORKING, "Làm việc bình thường")]
    third = decide_calendar("3/QĐ", date(2025, 12, 30), back, source="thử", at=NOW)
    assert (third.first, third.last) == (FRIDAY, FRIDAY)
    known = calendar()
    assert known.is_working(FRIDAY)
    assert known.is_working(SATURDAY)
    assert not known.is_working(date(2026, 1, 1))
    assert [entry.kind for entry in entries("calendar")] == ["calendar_decided"] * 3


def test_a_decision_on_whole_years_replaces_what_they_held() -> None:
    decide_calendar("1/QĐ", date(2025, 1, 1), SWAP, source="thử", at=NOW, years=(2026, 2026))
    done = decide_calendar("2/QĐ", date(2025, 2, 1), SWAP[1:], source="thử", at=NOW, years=(2026, 2026))
    assert (done.first, done.last) == (FRIDAY, FRIDAY)
    assert calendar().is_working(FRIDAY)


def test_an_old_version_can_still_be_asked() -> None:
    first = decide_calendar("1/QĐ", date(2025, 1, 1), SWAP, source="thử", at=NOW)
    back = [DecidedDay(FRIDAY, DayKind.WORKING, "Làm việc")]
    second = decide_calendar("2/QĐ", date(2025, 2, 1), back, source="thử", at=NOW)
    assert first.version != second.version == calendar_version()
    assert not calendar_at_version(first.version).is_working(FRIDAY)
    assert calendar_at_version(second.version).is_working(FRIDAY)
    with pytest.raises(Refusal) as caught:
        calendar_at_version("nobody:decided")
    assert caught.value.code == "unknown_calendar"


@pytest.mark.usefixtures("decreed")
def test_a_known_calendar_costs_one_read_and_none_with_the_version_at_hand(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    province = make_province()
    with django_assert_num_queries(1):
        row = Unit.objects.annotate(version=calendar_version_subquery()).get(pk=province.pk)
    calendar_at_version(row.version, province.pk)
    with django_assert_num_queries(0):
        kept = calendar_at_version(row.version, province.pk)
    with django_assert_num_queries(1):
        assert calendar(province.pk) is kept


def test_what_was_rolled_back_is_not_remembered() -> None:
    decide_calendar("1/QĐ", date(2025, 1, 1), SWAP, source="thử", at=NOW)
    back = [DecidedDay(FRIDAY, DayKind.WORKING, "Làm việc")]
    with transaction.atomic():
        decide_calendar("2/QĐ", date(2025, 2, 1), back, source="thử", at=NOW)
        assert calendar().is_working(FRIDAY)
        transaction.set_rollback(True)
    other = [DecidedDay(SATURDAY, DayKind.REST, "Nghỉ")]
    decide_calendar("2/QĐ", date(2025, 2, 1), other, source="thử", at=NOW)
    assert not calendar().is_working(FRIDAY)
    assert not calendar().is_working(SATURDAY)


def test_before_the_first_decision_there_is_no_calendar() -> None:
    with pytest.raises(Refusal) as caught:
        calendar()
    assert caught.value.code == "no_calendar"


def test_hours_of_a_unit_are_its_own_and_a_saturday_morning_does_not_count_by_itself() -> None:
    decide_calendar("1/QĐ", date(2025, 1, 1), SWAP, source="thử", at=NOW, years=(2025, 2026))
    province = make_province()
    special, plain = make_unit("1", parent=province), make_unit("2", parent=province)
    decide_hours(special, SATURDAY_MORNING, valid_from=date(2025, 1, 1), at=NOW)
    saturday = date(2025, 3, 8)
    assert calendar(special.pk).shifts(saturday)
    assert not calendar(special.pk).is_working(saturday)
    assert not calendar(plain.pk).shifts(saturday)
    assert calendar(plain.pk) is calendar()
    decide_hours(special, SATURDAY_MORNING, valid_from=date(2025, 6, 1), saturday_counts=True, at=NOW)
    assert calendar(special.pk).is_working(saturday)
    assert not calendar(special.pk, on=date(2025, 5, 31)).is_working(saturday)


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (OFFICE, "bad_hours"),
        ([[["11:30", "07:00"]], *[[]] * 6], "bad_shift"),
        ([[["sáng", "trưa"]], *[[]] * 6], "bad_hours"),
        ([[]] * 7, "bad_hours"),
    ],
)
def test_hours_that_make_no_sense_are_refused(hours: list[list[list[str]]], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        decide_hours(None, hours, valid_from=date(2025, 1, 1), at=NOW)
    assert caught.value.code == code
    assert not WorkingHours.objects.exists()


@pytest.mark.parametrize(
    ("number", "days", "years", "code"),
    [
        ("1/QĐ", SWAP, None, "calendar_number_used"),
        ("2/QĐ", [], None, "calendar_empty"),
        ("2/QĐ", [SWAP[0], SWAP[0]], None, "calendar_day_twice"),
        ("2/QĐ", SWAP, (2027, 2027), "calendar_day_outside_years"),
        ("  ", SWAP, None, "text_empty"),
        ("x" * 101, SWAP, None, "text_too_long"),
        ("2/\u202eQĐ", SWAP, None, "bad_text"),
    ],
)
def test_a_faulty_decision_is_refused_and_nothing_is_written(
    number: str, days: list[DecidedDay], years: tuple[int, int] | None, code: str
) -> None:
    decide_calendar("1/QĐ", date(2025, 1, 1), SWAP, source="thử", at=NOW)
    with pytest.raises(Refusal) as caught:
        decide_calendar(number, date(2025, 1, 1), days, source="thử", at=NOW, years=years)
    assert caught.value.code == code
    assert CalendarDecision.objects.count() == 1


def test_only_who_configures_may_decide() -> None:
    with pytest.raises(Refusal) as caught:
        decide_calendar("1/QĐ", date(2025, 1, 1), SWAP, source="thử", by=make_officer("a").pk, at=NOW)
    assert caught.value.code == "not_your_duty"


def test_importing_the_same_calendar_twice_decides_once() -> None:
    first = import_calendar(sample_rows("calendar_2015_2026.csv"), at=NOW)
    again = import_calendar(sample_rows("calendar_2015_2026.csv"), at=moment(2026, 1, 5))
    assert (first.read, first.number) == (178, again.number)
    assert first.decided is not None
    assert again.decided is None
    assert len(entries("calendar")) == 1


def test_a_calendar_file_with_broken_lines_is_refused_whole() -> None:
    rows = sample_rows("calendar_2015_2026.csv")
    rows[3]["ngay"] = "2015-02-30"
    rows[7]["loai"] = "nghi_choi"
    with pytest.raises(Refusal) as caught:
        import_calendar(rows, at=NOW)
    assert (caught.value.code, caught.value.params["lines"]) == ("calendar_lines_broken", ("5", "9"))
    assert not CalendarDecision.objects.exists()


@pytest.mark.usefixtures("decreed")
def test_computed_years_are_provisional_until_decreed() -> None:
    decide_provisional(2027, 2028, at=NOW)
    assert calendar().provisional_from == date(2027, 1, 1)
    assert calendar().last == date(2028, 12, 31)
    eve = [DecidedDay(date(2027, 2, 4), DayKind.HOLIDAY, "Tết Nguyên Đán")]
    decide_calendar("9/QĐ", date(2026, 11, 1), eve, source="thử", at=NOW)
    assert calendar().provisional_from == date(2027, 1, 1)
    decide_calendar("10/QĐ", date(2026, 12, 1), eve, source="thử", at=NOW, years=(2027, 2027))
    assert calendar().provisional_from == date(2028, 1, 1)
    assert calendar().is_working(date(2027, 4, 30))
