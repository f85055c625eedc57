"""Days off of years not decreed yet follow the Labour Code, and agree with what was decreed where that is known."""

from datetime import date

import pytest

from motcua.organisation.provisional import computed_days
from motcua.organisation.sample import sample_rows
from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal


def off(year: int) -> set[date]:
    """Weekdays off of a year, as computed."""
    return {day for day in computed_days(year, year) if day.weekday() < 5 and day.year == year}


@pytest.mark.parametrize(
    ("year", "tet", "hung_kings"),
    [
        (2027, date(2027, 2, 6), date(2027, 4, 16)),
        (2028, date(2028, 1, 26), date(2028, 4, 4)),
        (2029, date(2029, 2, 13), date(2029, 4, 23)),
        (2030, date(2030, 2, 2), date(2030, 4, 12)),
    ],
)
def test_lunar_days_follow_the_vietnamese_reckoning(year: int, tet: date, hung_kings: date) -> None:
    days = computed_days(year, year)
    assert days[tet] == (DayKind.HOLIDAY, "Tết Nguyên Đán")
    assert days[hung_kings] == (DayKind.HOLIDAY, "Ngày Giỗ Tổ Hùng Vương")


def test_a_holiday_on_a_rest_day_is_made_good_on_the_next_working_day() -> None:
    days = computed_days(2027, 2028)
    assert days[date(2027, 5, 3)] == (DayKind.COMPENSATED, "Nghỉ bù: Ngày Quốc tế Lao động")
    # 30 April 2028 is a Sunday, but Monday is 1 May: the next working day is Tuesday
    assert days[date(2028, 5, 2)] == (DayKind.COMPENSATED, "Nghỉ bù: Ngày Chiến thắng")
    # two days of Tết 2027 fall on a weekend
    assert [days[date(2027, 2, day)][0] for day in (10, 11)] == [DayKind.COMPENSATED] * 2


@pytest.mark.parametrize("year", range(2027, 2051))
def test_every_year_has_twelve_weekdays_off(year: int) -> None:
    holidays = [kind for kind, _ in computed_days(year, year).values() if kind is DayKind.HOLIDAY]
    assert len(holidays) in (11, 12)  # the day of the Hùng Kings may fall on another holiday
    assert len(off(year)) == len(holidays)


@pytest.mark.parametrize("year", [2016, 2017, 2020, 2023])
def test_the_number_of_days_off_agrees_with_decreed_years_without_swaps(year: int) -> None:
    decreed = [date.fromisoformat(row["ngay"]) for row in sample_rows("calendar_2015_2026.csv")]
    assert len(off(year)) == sum(day.year == year and day.weekday() < 5 for day in decreed)


def test_since_2021_the_day_beside_the_national_day_is_off_too() -> None:
    assert date(2020, 9, 3) not in computed_days(2020, 2020)
    assert date(2027, 9, 3) in computed_days(2027, 2027)
    # 2 September 2028 is a Saturday: the Friday before is the day beside it
    assert date(2028, 9, 1) in computed_days(2028, 2028)


def test_years_beyond_the_lunar_tables_are_refused() -> None:
    with pytest.raises(Refusal) as caught:
        computed_days(2099, 2101)
    assert caught.value.code == "year_out_of_range"
