"""A calendar adds, subtracts and counts, knows its kinds of day and refuses what it does not know."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL, OFFICE_HOURS, Calendar, DayKind, Hours, Limit, LimitUnit, Shift, due
from tests.rules.vietnam import HOURS, calendar

FIRST, LAST = datetime.fromisoformat("2017-01-01"), datetime.fromisoformat("2024-12-31")
moments = st.datetimes(FIRST, LAST, timezones=st.just(LOCAL)).map(
    lambda moment: moment.replace(microsecond=0)
)
names = st.sampled_from(sorted(HOURS))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@given(start=moments, minutes=st.integers(-200_000, 200_000).filter(bool), hours=names)
@settings(max_examples=500, deadline=None)
def test_counting_undoes_adding(start: datetime, minutes: int, hours: str) -> None:
    by = calendar(hours)
    moved = by.add_minutes(start, minutes)
    assert by.minutes_between(start, moved) == minutes
    assert by.minutes_between(moved, start) == -minutes
    assert by.is_working_moment(moved)


@given(day=moments.map(datetime.date), n=st.integers(-400, 400).filter(bool), hours=names)
@settings(max_examples=500, deadline=None)
def test_counting_days_undoes_adding_days(day: date, n: int, hours: str) -> None:
    by = calendar(hours)
    moved = by.add_working_days(day, n)
    assert by.working_days_between(day, moved) == n
    assert by.is_working(moved)


@given(day=moments.map(datetime.date), length=st.integers(0, 60), hours=names)
@settings(max_examples=300, deadline=None)
def test_counted_days_are_the_working_ones_walked_through(day: date, length: int, hours: str) -> None:
    by = calendar(hours)
    walked = [day + timedelta(step) for step in range(1, length + 1)]
    assert by.working_days_between(day, day + timedelta(length)) == sum(map(by.is_working, walked))


@given(moment=moments, hours=names)
@example(moment=datetime.fromisoformat("2017-01-03T16:59:01").replace(tzinfo=LOCAL), hours="office")
@settings(max_examples=300, deadline=None)
def test_the_next_working_moment_loses_no_working_time(moment: datetime, hours: str) -> None:
    by = calendar(hours)
    later = by.next_working_moment(moment)
    assert later >= moment
    assert by.seconds_between(moment, later) == 0
    assert by.seconds_between(later, later + timedelta(seconds=1)) == 1


def test_a_shift_ends_at_its_end_and_begins_at_its_start() -> None:
    by = calendar()
    assert by.add_minutes(at("2026-03-02T07:00"), 270) == at("2026-03-02T11:30")
    assert by.add_minutes(at("2026-03-02T17:00"), -210) == at("2026-03-02T13:30")
    assert by.add_minutes(at("2026-03-02T13:30"), -60) == at("2026-03-02T10:30")
    assert by.next_working_moment(at("2026-03-02T11:30")) == at("2026-03-02T13:30")
    assert by.add_minutes(at("2026-03-01T10:00"), 0) == at("2026-03-01T10:00")


def test_seconds_are_kept() -> None:
    assert calendar().add_minutes(at("2026-03-02T11:29:30"), 1) == at("2026-03-02T13:30:30")


def test_answers_are_in_the_calendars_zone() -> None:
    start = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    found = due(start, Limit(Decimal(2), LimitUnit.WORKING_HOUR), calendar())
    assert found == at("2026-03-02T11:00")
    assert found.tzinfo is LOCAL


def test_the_local_day_counts_when_the_start_comes_in_another_zone() -> None:
    sunday_evening_in_utc = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)  # Monday 01:00 in Vietnam
    found = due(sunday_evening_in_utc, Limit(Decimal(1), LimitUnit.WORKING_DAY), calendar())
    assert found == at("2026-03-03T17:00")


def test_saturday_reception_opens_the_desk_without_counting() -> None:
    saturday = date(2026, 3, 7)
    open_only, counted = calendar("saturday_reception"), calendar("saturday_counted")
    assert open_only.shifts(saturday) == (Shift(time(7), time(11, 30)),)
    assert not open_only.is_working(saturday)
    assert counted.is_working(saturday)
    assert counted.closing(saturday) == at("2026-03-07T11:30")
    friday = at("2026-03-06T10:00")
    one_day = Limit(Decimal(1), LimitUnit.WORKING_DAY)
    assert due(friday, one_day, open_only) == at("2026-03-09T17:00")
    assert due(friday, one_day, counted) == at("2026-03-07T11:30")


def test_a_swapped_saturday_is_a_full_day_even_where_saturdays_are_short() -> None:
    for name in HOURS:
        assert calendar(name).closing(date(2026, 8, 22)) == at("2026-08-22T17:00")


def test_a_later_decision_can_close_a_weekday_or_work_a_holiday() -> None:
    typhoon = {date(2026, 3, 4): DayKind.REST, date(2026, 3, 8): DayKind.SWAPPED_ON}
    by = Calendar(typhoon, OFFICE_HOURS, date(2026, 3, 1), date(2026, 3, 31))
    assert by.shifts(date(2026, 3, 4)) == ()
    assert by.add_working_days(date(2026, 3, 3), 1) == date(2026, 3, 5)
    assert by.is_working(date(2026, 3, 8))


def test_days_after_the_last_decree_are_provisional() -> None:
    by = Calendar({}, OFFICE_HOURS, date(2026, 1, 1), date(2027, 12, 31), provisional_from=date(2027, 1, 1))
    assert by.is_provisional(date(2027, 1, 1))
    assert not by.is_provisional(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("start", "amount", "unit"),
    [
        ("2014-12-31T10:00", 1, LimitUnit.WORKING_DAY),
        ("2014-12-31T10:00", 1, LimitUnit.CALENDAR_DAY),
        ("2014-12-31T10:00", 1, LimitUnit.WORKING_HOUR),
        ("2026-12-31T10:00", 1, LimitUnit.WORKING_DAY),
        ("2026-12-31T10:00", 1, LimitUnit.CALENDAR_DAY),
        ("2026-12-31T10:00", 8, LimitUnit.WORKING_HOUR),
        ("2026-12-31T10:00", 10**6, LimitUnit.WORKING_DAY),
        ("2027-01-01T10:00", 1, LimitUnit.WORKING_DAY),
        ("2028-01-01T10:00", 1, LimitUnit.CALENDAR_DAY),
    ],
)
def test_dates_outside_the_calendar_are_refused(start: str, amount: int, unit: LimitUnit) -> None:
    with pytest.raises(Refusal) as refused:
        due(at(start), Limit(Decimal(amount), unit), calendar())
    assert refused.value.code == "calendar_out_of_range"
    assert refused.value.params == {"first": "2015-01-01", "last": "2026-12-31"}


def test_the_last_moment_of_the_calendar_can_still_be_reached() -> None:
    assert due(at("2026-12-30T10:00"), Limit(Decimal(1), LimitUnit.WORKING_DAY), calendar()) == at(
        "2026-12-31T17:00"
    )
    assert calendar().add_minutes(at("2026-12-31T16:00"), 60) == at("2026-12-31T17:00")
    with pytest.raises(Refusal, match="calendar_out_of_range"):
        calendar().next_working_moment(at("2026-12-31T17:00"))


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "sNaN"])
def test_a_limit_is_a_number_above_zero(amount: str) -> None:
    with pytest.raises(Refusal, match="bad_limit"):
        Limit(Decimal(amount), LimitUnit.WORKING_DAY)


def test_a_moment_without_a_zone_is_refused() -> None:
    for limit in (Limit(Decimal(1), unit) for unit in LimitUnit):
        with pytest.raises(Refusal, match="naive_time"):
            due(datetime(2026, 3, 2, 9), limit, calendar())  # noqa: DTZ001


@pytest.mark.parametrize(
    "shifts",
    [
        ((Shift(time(7), time(12)), Shift(time(11), time(17))),) + ((),) * 6,
        ((),) * 7,
        ((Shift(time(7), time(12)),),) * 5,
    ],
)
def test_hours_that_overlap_or_are_missing_are_refused(shifts: tuple[tuple[Shift, ...], ...]) -> None:
    with pytest.raises(Refusal, match=r"bad_shift|bad_hours"):
        Hours(shifts)


SHIFTS_REFUSED = [(time(9), time(9)), (time(9), time(8)), (time(9), time(10, 0, 1))]


@pytest.mark.parametrize(("start", "end"), SHIFTS_REFUSED)
def test_a_shift_has_whole_minutes_and_ends_after_it_begins(start: time, end: time) -> None:
    with pytest.raises(Refusal, match="bad_shift"):
        Shift(start, end)
