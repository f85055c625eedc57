"""How the papers write dates, moments, sums and strange text.

Dates follow decree 30/2020, annex I: days below ten and the months January and February carry a leading zero.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap

from motcua.rules.calendar import LOCAL

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
LONGEST_WORD = 30
LONGEST_IN_COLUMN = 11
MOST_MARKS = 2
ZERO_WIDTH_SPACE = "\u200b"
LONG_RUN = {n: re.compile(rf"[^\s\u200b]{{{n + 1},}}") for n in (LONGEST_IN_COLUMN, LONGEST_WORD)}
PIECE = {n: re.compile(rf"[^-./@_,;:]{{0,{n - 1}}}[-./@_,;:]|.{{1,{n}}}") for n in LONG_RUN}


def clean(text: str) -> str:
    """Text as it may stand on a paper: composed letters (NFC), no control characters, no bidi overrides.

    Lone surrogates go, at most two marks stay on a letter, and a place to break is put into words longer than
    30 letters, so that no text leaves its column.

    >>> clean("Tra\\u0302\\u0300n\\x00\\u202e A")
    'Trần A'
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    kept: list[str] = []
    marks = 0
    for letter in composed:
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if letter == "\n" or (category not in ("Cc", "Cf", "Cs") and marks <= MOST_MARKS):
            kept.append(letter)
    return breakable("".join(kept).strip(), longest=LONGEST_WORD)


def breakable(text: str, *, longest: int) -> str:
    """Text with a zero-width space wherever a word longer than `longest` may break: after punctuation, else
    every `longest` letters.

    >>> breakable("mã 000.00.22.H49", longest=11).split(ZERO_WIDTH_SPACE)
    ['mã 000.', '00.', '22.', 'H49']
    """
    return LONG_RUN[longest].sub(lambda word: ZERO_WIDTH_SPACE.join(PIECE[longest].findall(word[0])), text)


def day_in_words(on: date) -> str:
    """The day as a letterhead writes it.

    >>> day_in_words(date(2026, 2, 5)), day_in_words(date(2026, 3, 15))
    ('ngày 05 tháng 02 năm 2026', 'ngày 15 tháng 3 năm 2026')
    """
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def copy_mark(agency: str, at: datetime) -> tuple[str, ...]:
    """The lines of the mark on an electronic copy: form of copy, agency, time of signing with the zone as ISO 8601 writes
    it (NĐ 30/2020, annex I part II).

    >>> copy_mark("Ủy ban nhân dân phường Hạ Long", datetime(2026, 3, 2, 8, 5, 9, tzinfo=LOCAL))
    ('SAO Y', 'Ủy ban nhân dân phường Hạ Long', '02-03-2026 08:05:09 +07:00')
    """
    here = at.astimezone(LOCAL)
    zone = here.isoformat()[-6:]
    return ("SAO Y", *wrap(agency, LONGEST_IN_MARK), f"{here:%d-%m-%Y %H:%M:%S} {zone}")


LONGEST_IN_MARK = 58


def moment(at: datetime) -> dict[str, str]:
    """The ways a template may write an aware moment, in local time. ValueError when it is not aware."""
    if at.tzinfo is None:
        raise ValueError(f"a paper needs an aware moment, not {at.isoformat()}")
    here = at.astimezone(LOCAL)
    return {
        "long": f"{here.hour:02d} giờ {here.minute:02d} phút, {day_in_words(here.date())}",
        "short": f"{here:%H:%M}, {here:%d/%m/%Y}",
        "time": f"{here:%H:%M}",
        "day": f"{here:%d/%m/%Y}",
        "day_long": day_in_words(here.date()),
        "weekday": WEEKDAYS[here.weekday()],
    }


def decimal_in_words(value: Decimal) -> str:
    """A decimal with a Vietnamese comma and no needless zeros.

    >>> decimal_in_words(Decimal("1.50")), decimal_in_words(Decimal("120"))
    ('1,5', '120')
    """
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def money(amount: int) -> str:
    """Whole đồng with dots between thousands.

    >>> money(1500000)
    '1.500.000'
    """
    return f"{amount:,}".replace(",", ".")


def money_in_words(amount: int) -> str:
    """A sum in words, as payment papers must give it.

    >>> money_in_words(1505021000)
    'Một tỷ năm trăm linh năm triệu không trăm hai mươi mốt nghìn đồng'
    >>> money_in_words(0), money_in_words(15)
    ('Không đồng', 'Mười lăm đồng')
    """
    if amount < 0 or amount >= 1000 ** len(GROUPS):
        raise ValueError(f"no words for the sum {amount}")
    thousands: list[int] = []
    rest = amount
    while rest:
        rest, group = divmod(rest, 1000)
        thousands.append(group)
    words: list[str] = []
    for place in range(len(thousands) - 1, -1, -1):
        if thousands[place]:
            words += [_group(thousands[place], full=bool(words)), GROUPS[place]]
    sentence = " ".join(word for word in words if word) or DIGITS[0]
    return f"{sentence[0].upper()}{sentence[1:]} đồng"


def _group(value: int, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [DIGITS[tens], "mươi"]
    elif units and words:
        words.append("linh")
    if units == 1 and tens > 1:
        words.append("mốt")
    elif units == 5 and tens:
        words.append("lăm")
    elif units:
        words.append(DIGITS[units])
    return " ".join(words)
