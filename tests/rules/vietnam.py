"""The real calendar of 2015-2026 as a value for tests: kinds of day read from the sample the product
ships."""

import csv
from datetime import date, time
from functools import cache
from importlib.resources import files

from motcua.rules.worktime import OFFICE_HOURS, Calendar, DayKind, Hours, Shift

KINDS = {
    "nghi_le": DayKind.HOLIDAY,
    "nghi_bu": DayKind.COMPENSATED,
    "nghi_hoan_doi": DayKind.SWAPPED_OFF,
    "lam_bu": DayKind.SWAPPED_ON,
}


@cache
def rows() -> tuple[tuple[str, str], ...]:
    """(date, kind in Vietnamese) of every listed day."""
    text = files("motcua.samples").joinpath("calendar_2015_2026.csv").read_text("utf-8-sig")
    return tuple((row["ngay"], row["loai"]) for row in csv.DictReader(text.splitlines()))


@cache
def days() -> dict[date, DayKind]:
    return {date.fromisoformat(day): KINDS[kind] for day, kind in rows()}


HOURS = {
    "office": OFFICE_HOURS,
    "saturday_reception": OFFICE_HOURS.with_saturday_morning(),
    "saturday_counted": OFFICE_HOURS.with_saturday_morning(counts=True),
    "winter": Hours(
        (*((Shift(time(7, 30), time(11, 30)), Shift(time(13), time(17))),) * 5, (), ()),
    ),
}


@cache
def calendar(hours: str = "office") -> Calendar:
    """The calendar with one of the named desk hours."""
    return Calendar(days(), HOURS[hours], date(2015, 1, 1), date(2026, 12, 31), version="test")
