"""A naive second opinion on deadlines: walks day by day and shift by shift, shares no code with the product.

It reads the list of days off itself and knows one set of hours: 07:00-11:30, 13:30-17:00, Monday to Friday.
"""

from datetime import date, datetime, time, timedelta

from tests.rules.vietnam import rows

Stop = tuple[datetime, datetime]
OFF = {date.fromisoformat(day) for day, kind in rows() if kind != "lam_bu"}
ON = {date.fromisoformat(day) for day, kind in rows() if kind == "lam_bu"}
SHIFTS = ((time(7), time(11, 30)), (time(13, 30), time(17)))
DAY = timedelta(days=1)


def worked(day: date) -> bool:
    return day in ON or (day.weekday() < 5 and day not in OFF)


def closing(day: date) -> datetime:
    while not worked(day):
        day += DAY
    return datetime.combine(day, time(17))


def due(start: datetime, amount: int, unit: str) -> datetime:
    """Local wall-clock times without a zone, whole amounts."""
    if unit == "working_hour":
        return after_working_time(start, timedelta(hours=amount))
    day, left = start.date(), amount
    while left:
        day += DAY
        if unit == "calendar_day" or worked(day):
            left -= 1
    return closing(day)


def after_working_time(start: datetime, left: timedelta) -> datetime:
    day = start.date()
    while True:
        if worked(day):
            for opens, closes in SHIFTS:
                begin = max(start, datetime.combine(day, opens))
                end = datetime.combine(day, closes)
                if begin < end and left <= end - begin:
                    return begin + left
                left -= max(end - begin, timedelta(0))
        day += DAY


def due_with_stops(start: datetime, amount: int, unit: str, stops: list[Stop]) -> datetime:
    """Count a limit while stops (sorted, apart) interrupt it: days by walking, hours minute by minute."""
    if unit == "working_hour":
        return _minute_by_minute(start, amount * 60, stops)
    day, left = start.date(), amount
    while True:
        if left == 0:
            end = closing(day)
            cut = [stop for stop in stops if stop[0].date() >= day and stop[0] <= end]
            if not cut:
                return end
            back = cut[0][1]
            day, left = back.date() - DAY, 1
            if worked(back.date()) and back >= closing(back.date()):
                day += DAY
            stops = [stop for stop in stops if stop[0] > cut[0][0]]
        day += DAY
        counted = unit == "calendar_day" or worked(day)
        if counted and not any(stop.date() < day <= end.date() for stop, end in stops):
            left -= 1


def _minute_by_minute(at: datetime, left: int, stops: list[Stop]) -> datetime:
    minute = timedelta(minutes=1)
    while left:
        open_now = worked(at.date()) and any(opens <= at.time() < closes for opens, closes in SHIFTS)
        if open_now and not any(stop <= at < end for stop, end in stops):
            left -= 1
        at += minute
    return at
