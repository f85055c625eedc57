"""Dates, limits, durations, numbers and money as Vietnamese and English readers write them.

Every function takes plain values and the language ("vi" or "en"); nothing here reads a clock or a model.
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTES_A_DAY = 480
"""One working day is eight hours (rules.md T7)."""

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def is_vietnamese(language: str) -> bool:
    """Whether the reader reads Vietnamese ("vi", "vi-vn")."""
    return language.startswith("vi")


def local(at: datetime) -> datetime:
    """The moment on the wall clock of Vietnam. A naive moment is an error."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {at.isoformat()}")
    return at.astimezone(LOCAL)


def _on(at: date) -> date:
    return local(at).date() if isinstance(at, datetime) else at


def day(at: date, language: str) -> str:
    """A day with its weekday.

    >>> day(date(2026, 11, 20), "vi")
    'thứ Sáu, 20/11/2026'
    >>> day(date(2026, 11, 20), "en")
    'Friday 20 November 2026'
    """
    on = _on(at)
    if is_vietnamese(language):
        return f"{_WEEKDAYS['vi'][on.weekday()]}, {on:%d/%m/%Y}"
    return f"{_WEEKDAYS['en'][on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_day(at: date, language: str) -> str:
    """A day for tables.

    >>> short_day(date(2026, 1, 2), "vi"), short_day(date(2026, 1, 2), "en")
    ('02/01/2026', '2 Jan 2026')
    """
    on = _on(at)
    return f"{on:%d/%m/%Y}" if is_vietnamese(language) else f"{on.day} {_MONTHS[on.month - 1][:3]} {on.year}"


def moment(at: datetime, language: str) -> str:
    """A moment with its weekday.

    >>> moment(datetime(2026, 11, 20, 15, 30, tzinfo=LOCAL), "vi")
    'thứ Sáu, 20/11/2026, 15:30'
    >>> moment(datetime(2026, 11, 20, 15, 30, tzinfo=LOCAL), "en")
    'Friday 20 November 2026, 15:30'
    """
    return f"{day(at, language)}, {local(at):%H:%M}"


def short_moment(at: datetime, language: str) -> str:
    """A moment for tables.

    >>> short_moment(datetime(2026, 11, 20, 15, 30, tzinfo=LOCAL), "vi")
    '20/11/2026, 15:30'
    """
    return f"{short_day(at, language)}, {local(at):%H:%M}"


def number(value: int | float | Decimal, language: str, places: int | None = None) -> str:
    """A number with its separators; `places` fixes the decimals, else superfluous zeros are dropped.

    >>> number(1234.5, "vi"), number(1234.5, "en"), number(2, "vi", 1)
    ('1.234,5', '1,234.5', '2,0')
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is None:
        written = f"{exact:,f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
    else:
        written = f"{exact:,.{places}f}"
    return written.translate(str.maketrans(",.", ".,")) if is_vietnamese(language) else written


def percent(share: float, language: str, places: int = 1) -> str:
    """A share of one as percent.

    >>> percent(0.928, "vi"), percent(0.928, "en")
    ('92,8%', '92.8%')
    """
    return f"{number(Decimal(str(share)) * 100, language, places)}%"


def money(dong: int | Decimal, language: str) -> str:
    """An amount in Vietnamese đồng.

    >>> money(50000, "vi"), money(50000, "en")
    ('50.000 đ', '50,000 VND')
    """
    return f"{number(dong, language, 0)} {'đ' if is_vietnamese(language) else 'VND'}"


def waiting(seconds: int, language: str) -> str:
    """How long to wait, rounded up.

    >>> waiting(61, "vi"), waiting(1, "en"), waiting(7200, "en")
    ('2 phút', '1 minute', '2 hours')
    """
    minutes = max(1, -(-seconds // 60))
    count = minutes if minutes < 120 else -(-minutes // 60)
    if is_vietnamese(language):
        return f"{count} {'phút' if minutes < 120 else 'giờ'}"
    return f"{count} {'minute' if minutes < 120 else 'hour'}{'' if count == 1 else 's'}"
