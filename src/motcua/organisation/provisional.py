"""Days off of years nobody has decreed yet, from the Labour Code; marked provisional wherever they are used.

Labour Code 2019 art. 112: 1 January, five days of Tết, 10th of the third lunar month, 30 April, 1 May, 2
September and one day beside it (since 2021; before, one day); since 2026 also 24 November. Art. 111(3): a
holiday on a weekly rest day is made good on the next working day. The Prime Minister chooses the days of
Tết and the one beside 2 September each year (art. 112(3)); here Tết runs from the eve, as it mostly did.
"""

from datetime import date, timedelta

import holidays

from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal

FRIDAY = 4
FIRST_YEAR, LAST_YEAR = 2000, 2100
TET = "Tết Nguyên Đán"
HUNG_KINGS = "Ngày Giỗ Tổ Hùng Vương"
Days = dict[date, tuple[DayKind, str]]


def computed_days(first_year: int, last_year: int) -> Days:
    """Holidays and compensated days of the years, in order.

    Raises `Refusal("year_out_of_range")` for years the lunar tables do not reach.

    >>> computed_days(2027, 2027)[date(2027, 5, 3)][1]
    'Nghỉ bù: Ngày Quốc tế Lao động'
    """
    if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
        raise Refusal("year_out_of_range", first=first_year, last=last_year)
    named: dict[date, str] = {}
    for year in range(first_year, last_year + 1):
        named |= _holidays(year)
    days: Days = {day: (DayKind.HOLIDAY, name) for day, name in named.items()}
    for day in sorted(named):
        if day.weekday() > FRIDAY:
            instead = _next_working(day, days)
            days[instead] = (DayKind.COMPENSATED, f"Nghỉ bù: {named[day]}")
    return dict(sorted(days.items()))


def _holidays(year: int) -> dict[date, str]:
    tet, hung_kings = _lunar(year)
    national = date(year, 9, 2)
    named = {
        date(year, 1, 1): "Tết Dương lịch",
        **{tet + timedelta(offset): TET for offset in range(-1, 4)},
        hung_kings: HUNG_KINGS,
        date(year, 4, 30): "Ngày Chiến thắng",
        date(year, 5, 1): "Ngày Quốc tế Lao động",
        national: "Quốc khánh",
    }
    if year >= 2021:
        named[_beside(national)] = "Quốc khánh (ngày liền kề)"
    if year >= 2026:
        named[date(year, 11, 24)] = "Ngày Văn hóa Việt Nam"
    return named


def _beside(national: date) -> date:
    """3 September, unless that is a rest day and 1 September is not."""
    before, after = national - timedelta(1), national + timedelta(1)
    return before if after.weekday() > FRIDAY >= before.weekday() else after


def _lunar(year: int) -> tuple[date, date]:
    """First day of the lunar year, and the 10th of its third month, by Vietnamese reckoning."""
    known = holidays.country_holidays("VN", years=year, language="vi", observed=False)
    tet = min(day for day in known if known[day] == TET and day.year == year)
    return tet, min(day for day in known if HUNG_KINGS in known[day] and day.year == year)


def _next_working(day: date, days: Days) -> date:
    while day.weekday() > FRIDAY or day in days:
        day += timedelta(1)
    return day
