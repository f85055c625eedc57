"""How long and how much is left, in words: limits, durations of working time, amounts as the law gives them."""

from decimal import Decimal

from motcua.ui.wording import MINUTES_A_DAY, is_vietnamese, number

_UNITS = {
    "working_hour": ("giờ làm việc", "working hour"),
    "working_day": ("ngày làm việc", "working day"),
    "calendar_day": ("ngày", "day"),
    "hour": ("giờ", "hour"),
    "month": ("tháng", "month"),
}


def amount(value: int | float | Decimal, unit: str, language: str) -> str:
    """An amount of time in the unit the law gives: working_hour, working_day, calendar_day, hour or month.

    >>> amount(15, "working_day", "vi"), amount(1, "working_day", "en"), amount(Decimal("1.5"), "month", "vi")
    ('15 ngày làm việc', '1 working day', '1,5 tháng')
    """
    vi, en = _UNITS[str(getattr(unit, "value", unit))]
    if is_vietnamese(language):
        return f"{number(value, language)} {vi}"
    return f"{number(value, language)} {en if value == 1 else en + 's'}"


def duration(minutes: int, language: str) -> str:
    """Working time in days of eight hours, hours, minutes: the two largest units, the rest dropped.

    >>> duration(3 * 480, "vi"), duration(570, "vi"), duration(240, "en"), duration(1, "en")
    ('3 ngày làm việc', '1 ngày 1 giờ làm việc', '4 working hours', '1 working minute')
    """
    days, rest = divmod(minutes, MINUTES_A_DAY)
    hours, left = divmod(rest, 60)
    parts = [(days, "ngày", "day"), (hours, "giờ", "hour"), (left, "phút", "minute")]
    first = next((index for index, part in enumerate(parts) if part[0]), 2)
    kept = [part for part in parts[first : first + 2] if part[0]] or [parts[2]]
    if is_vietnamese(language):
        return " ".join(f"{count} {vi}" for count, vi, _ in kept) + " làm việc"
    words = [f"{count} {en if count == 1 else en + 's'}" for count, _, en in kept]
    head, _, tail = words[0].partition(" ")
    return " ".join([f"{head} working {tail}", *words[1:]])


def limit(minutes_left: int, language: str) -> str:
    """What is left of a limit, or by how much it is passed. Whole days from one day on, for nobody plans finer.

    >>> limit(2 * 480 + 50, "vi"), limit(2 * 480, "en"), limit(-480, "vi"), limit(-90, "en")
    ('còn 2 ngày làm việc', '2 working days left', 'quá hạn 1 ngày làm việc', '1 working hour 30 minutes overdue')
    >>> limit(0, "vi")
    'đến hạn ngay lúc này'
    """
    if minutes_left == 0:
        return "đến hạn ngay lúc này" if is_vietnamese(language) else "due right now"
    size = abs(minutes_left)
    written = duration(size - size % MINUTES_A_DAY if size >= MINUTES_A_DAY else size, language)
    if is_vietnamese(language):
        return f"còn {written}" if minutes_left > 0 else f"quá hạn {written}"
    return f"{written} left" if minutes_left > 0 else f"{written} overdue"


def due(day_written: str, minutes_left: int, language: str) -> str:
    """The limit before the date, as look.md asks.

    >>> due("thứ Sáu, 20/11/2026, 15:30", 960, "vi")
    'còn 2 ngày làm việc (thứ Sáu, 20/11/2026, 15:30)'
    """
    return f"{limit(minutes_left, language)} ({day_written})"
