"""The QR code of a citizen's identity card: a help for filling in, never a proof (it carries no signature).

Its text is seven fields parted by "|": number, number of the old card (may be empty), full name, birth date
`ddmmyyyy`, sex (`Nam` or `Nữ`), residence, issue date `ddmmyyyy`. Further fields are kept aside. The twelve digits
are: three of the place of birth registration, one of sex and century, two of the year, six at random (Decree
137/2015/NĐ-CP; circulars 07/2016 and 59/2021/TT-BCA); a card that contradicts itself is a warning, not a refusal.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from motcua.rules.refusal import Refusal

LONGEST = 600
FEWEST_FIELDS = 6


@dataclass(frozen=True)
class CitizenCard:
    """What the code says. `warnings` are keys of contradictions: `sex`, `year`, `birth_date`, `number`."""

    number: str
    old_number: str
    name: str
    birth_date: date | None
    sex: str
    address: str
    issued_on: date | None
    extra: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def looks_like_card(text: str) -> bool:
    """Whether a scan is a card's rather than a dossier's code.

    >>> looks_like_card("022190000123||Nguyễn Thị Hoa|01021990|Nữ|Hạ Long|01012022"), looks_like_card("H49.14-251201-0001")
    (True, False)
    """
    return text.count("|") >= FEWEST_FIELDS - 1


def read_card(text: str) -> CitizenCard:
    """The card behind a scanned text. Refuses `bad_card` for anything that has not its shape.

    >>> card = read_card("022190000123||Nguyễn Thị Hoa|01021990|Nữ|Tổ 5, Hồng Hải, Hạ Long|01012022")
    >>> card.name, card.birth_date, card.warnings
    ('Nguyễn Thị Hoa', datetime.date(1990, 2, 1), ())
    >>> read_card("022090000123||Nguyễn Thị Hoa|01021990|Nữ|Hạ Long|01012022").warnings
    ('sex',)
    """
    if len(text) > LONGEST:
        raise Refusal("bad_card")
    fields = [" ".join(part.split()) for part in unicodedata.normalize("NFC", text).strip().split("|")]
    if len(fields) < FEWEST_FIELDS:
        raise Refusal("bad_card")
    number, old, name, born, sex, address = fields[:6]
    if not (number.isascii() and number.isdigit() and len(number) in (9, 12)) or not name:
        raise Refusal("bad_card")
    issued = fields[6] if len(fields) > FEWEST_FIELDS else ""
    birth_date = _day(born)
    return CitizenCard(
        number, old, name, birth_date, sex, address, _day(issued), tuple(fields[7:]),
        tuple(_contradictions(number, birth_date, born, sex)),
    )  # fmt: skip


def _contradictions(number: str, birth_date: date | None, born: str, sex: str) -> list[str]:
    found = []
    if born and birth_date is None:
        found.append("birth_date")
    if len(number) != 12:
        return [*found, "number"]
    digit = int(number[3])
    if sex.casefold() in ("nam", "nữ") and (digit % 2 == 1) != (sex.casefold() == "nữ"):
        found.append("sex")
    if birth_date is not None and 1900 + 100 * (digit // 2) + int(number[4:6]) != birth_date.year:
        found.append("year")
    return found


def _day(text: str) -> date | None:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None
