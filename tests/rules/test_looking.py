"""What is unusual about looking: named thresholds, the official's own median, different dossiers only."""

from datetime import date, datetime, timedelta

from motcua.rules.calendar import LOCAL
from motcua.rules.looking import BULK_AT_LEAST, OUTSIDE_A_DAY, Purpose, Seen, Unusual, unusual

NINE = datetime(2026, 3, 3, 9, 0, tzinfo=LOCAL)


def views(count: int, at: datetime = NINE, purpose: Purpose = Purpose.TASK, first: int = 0) -> list[Seen]:
    """`count` different dossiers seen at `at`."""
    return [Seen(1, first + number, at, purpose) for number in range(count)]


def what(seen: list[Seen], off: tuple[date, ...] = ()) -> list[tuple[Unusual, int, int]]:
    """The findings in short."""
    return [(one.what, one.count, one.of) for one in unusual(seen, off)]


def test_an_ordinary_day_has_no_findings() -> None:
    assert what(views(BULK_AT_LEAST)) == []
    assert what([]) == []


def test_the_same_dossier_seen_often_is_one_dossier() -> None:
    assert what([Seen(1, 7, NINE + timedelta(seconds=number), Purpose.RECORDS) for number in range(90)]) == []


def test_stated_purposes_count_from_the_threshold() -> None:
    assert what(views(OUTSIDE_A_DAY - 1, purpose=Purpose.RELATED)) == []
    assert what([*views(OUTSIDE_A_DAY, purpose=Purpose.RELATED), *views(3, first=100)]) == [
        (Unusual.OUTSIDE, OUTSIDE_A_DAY, OUTSIDE_A_DAY + 3)
    ]


def test_bulk_is_measured_against_the_officials_own_hours() -> None:
    assert what(views(BULK_AT_LEAST + 1)) == [(Unusual.BULK, BULK_AT_LEAST + 1, BULK_AT_LEAST + 1)]
    busy = [each for day in range(1, 6) for each in views(20, NINE - timedelta(days=day))]
    assert what([*busy, *views(60)]) == []
    assert [one[0] for one in what([*busy, *views(61)])] == [Unusual.BULK]


def test_night_begins_at_seven_in_the_evening_and_ends_at_six() -> None:
    for hour, minute, night in ((18, 59, False), (19, 0, True), (5, 59, True), (6, 0, False)):
        found = what(views(1, NINE.replace(hour=hour, minute=minute)))
        assert (found == [(Unusual.NIGHT, 1, 1)]) is night


def test_a_day_off_is_said_once_even_at_night() -> None:
    assert what(views(2, NINE.replace(hour=23)), (NINE.date(),)) == [(Unusual.HOLIDAY, 2, 2)]
