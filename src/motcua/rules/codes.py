"""Codes of dossiers, agencies, procedures and fields: make, parse, check; the dated table of their forms.

A dossier code is `agency-yymmdd-sequence` (TT 01/2018/TT-VPCP art. 19): the receiving unit's identifier,
the day of reception and the unit's running number of that day. The identifier has two orders: level 1 last
(TT 10/2016/TT-BTTTT, `000.17.22.H56`) and level 1 first (QĐ 20/2020/QĐ-TTg art. 4, `H49.14`). Systems went
on printing the old order after 2020, so both stay readable on any day; `agency_pattern_on` says which one a
*new* identifier takes.

No text read says what follows number 9999 of a day. Here the number widens to five digits (never reused,
never reset), so up to 99,999 dossiers a unit a day.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.rules.refusal import Refusal

MAX_AGENCY = 35  # characters of an agency identifier (QĐ 20/2020 art. 4)
MAX_SEQUENCE = 99_999  # dossiers of one unit in one day
_LONGEST_INPUT = 120  # nobody types a longer code; keeps refusals short
_DASHES = dict.fromkeys(
    map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d_"), "-"
)


class CodeKind(StrEnum):
    """What a code names."""

    DOSSIER = "dossier"
    AGENCY = "agency"
    PROCEDURE = "procedure"
    FIELD = "field"


@dataclass(frozen=True)
class CodePattern:
    """One form of code, the days new codes take it (`valid_to` exclusive), the act that says so."""

    kind: CodeKind
    key: str
    regex: str
    example: str
    valid_from: date
    valid_to: date | None
    source: str

    def in_force(self, on: date) -> bool:
        """Whether codes made on `on` take this form."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def fits(self, text: str) -> bool:
        """Whether `text` (canonical: upper case, plain dashes) has this form, whatever the day."""
        return re.fullmatch(self.regex, text) is not None


_LEVEL_1_LAST = r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}"
_LEVEL_1_FIRST = r"(?=.{3,35}(?![0-9A-Z.]))[A-Y][0-9]{2}(?:\.[0-9A-Z]+)*"
_AGENCY = f"(?:{_LEVEL_1_LAST}|{_LEVEL_1_FIRST})"
_SEQUENCE = r"(?:[0-9]{4}|[1-9][0-9]{4})"
_ORDER_CHANGED = date(2020, 9, 15)  # QĐ 20/2020/QĐ-TTg comes into force

PATTERNS: tuple[CodePattern, ...] = (
    CodePattern(
        CodeKind.AGENCY, "level_1_last", _LEVEL_1_LAST, "000.17.22.H56", date.min, _ORDER_CHANGED,
        "TT 10/2016/TT-BTTTT; QCVN 102:2016/BTTTT",
    ),
    CodePattern(
        CodeKind.AGENCY, "level_1_first", _LEVEL_1_FIRST, "H49.14", _ORDER_CHANGED, None,
        "QĐ 20/2020/QĐ-TTg Đ.4",
    ),
    CodePattern(
        CodeKind.DOSSIER, "agency_day_sequence", f"{_AGENCY}-[0-9]{{6}}-{_SEQUENCE}", "H49.14-251201-0001",
        date.min, None, "TT 01/2018/TT-VPCP Đ.19",
    ),
    CodePattern(
        CodeKind.PROCEDURE, "national", rf"[0-9]\.[0-9]{{6}}(?:\.{_AGENCY})?", "1.003695.000.00.00.H36",
        date.min, None, "NĐ 63/2010/NĐ-CP Đ.24 (mã trên Cơ sở dữ liệu quốc gia)",
    ),
    CodePattern(
        CodeKind.FIELD, "owner_field", r"[A-Y][0-9]{2}-[0-9A-Z]{2,10}", "G03-GD10",
        date.min, None, "TT 01/2018/TT-VPCP Đ.20",
    ),
)  # fmt: skip
"""The dated table. A code's kind and day choose the row; reading accepts every row of the kind."""


@dataclass(frozen=True)
class DossierCode:
    """A dossier code taken apart; `str()` puts it together again."""

    agency: str
    on: date
    sequence: int

    def __str__(self) -> str:
        return make_dossier_code(self.agency, self.on, self.sequence)


@dataclass(frozen=True)
class ProcedureCode:
    """A procedure's national code and, where a province wrote it behind, its agency identifier."""

    national: str
    agency: str = ""

    def __str__(self) -> str:
        return f"{self.national}.{self.agency}" if self.agency else self.national


def patterns(kind: CodeKind, on: date | None = None) -> tuple[CodePattern, ...]:
    """The patterns of a kind of code: all, or those new codes take on a day."""
    return tuple(p for p in PATTERNS if p.kind is kind and (on is None or p.in_force(on)))


def agency_pattern_on(on: date) -> CodePattern:
    """The form a new agency identifier takes on `on`.

    >>> agency_pattern_on(date(2018, 6, 21)).key, agency_pattern_on(date(2025, 7, 1)).key
    ('level_1_last', 'level_1_first')
    """
    return patterns(CodeKind.AGENCY, on)[0]


def normalise_code(text: str) -> str:
    """What a person typed or pasted, as a code is written: no spaces, upper case, plain dashes, ASCII digits.

    >>> normalise_code(" h49.14 – 251201 – 0001 ")
    'H49.14-251201-0001'
    """
    return re.sub(r"\s+", "", _cleaned(text))


def check_agency_code(text: str) -> str:
    """The canonical agency identifier, in either order. Raises `Refusal("bad_code")`.

    >>> check_agency_code("000.00.00.h49")
    '000.00.00.H49'
    """
    code = normalise_code(text)
    if len(code) <= MAX_AGENCY and any(p.fits(code) for p in patterns(CodeKind.AGENCY)):
        return code
    raise _bad(text)


def level_1_of(agency: str) -> str:
    """The level-1 body (province or ministry) an agency identifier belongs to.

    >>> level_1_of("000.17.22.H56"), level_1_of("H49.14.3")
    ('H56', 'H49')
    """
    code = check_agency_code(agency)
    return code.rsplit(".", 1)[-1] if code[0].isdigit() else code.split(".", 1)[0]


def make_dossier_code(agency: str, on: date, sequence: int) -> str:
    """The code of the `sequence`-th dossier (from 1) a unit receives on the local day `on`.

    Past 9999 the number has five digits. Raises `Refusal("bad_code")` for a malformed agency, a day outside
    2000-2099 (the code writes two digits of the year) or a number outside 1..99,999.

    >>> make_dossier_code("000.17.22.H56", date(2021, 5, 31), 1)
    '000.17.22.H56-210531-0001'
    >>> make_dossier_code("H49.14", date(2025, 12, 1), 10_000)
    'H49.14-251201-10000'
    """
    unit = check_agency_code(agency)
    if not 2000 <= on.year <= 2099 or not 1 <= sequence <= MAX_SEQUENCE:
        raise _bad(f"{unit}-{on:%Y-%m-%d}-{sequence}")
    return f"{unit}-{on:%y%m%d}-{sequence:04d}"


def parse_dossier_code(text: str) -> DossierCode:
    """A dossier code as typed, pasted or scanned, taken apart.

    Forgiven: spaces, small letters, any dash, a space where a dash belongs. Raises `Refusal("bad_code",
    text=…)`.

    >>> parse_dossier_code("h49.14 251201 0001")
    DossierCode(agency='H49.14', on=datetime.date(2025, 12, 1), sequence=1)
    """
    if len(text) <= _LONGEST_INPUT:
        spaced = re.sub(r"\s*([-.])\s*", r"\1", _cleaned(text).strip())
        for candidate in (re.sub(r"\s+", "", spaced), re.sub(r"\s+", "-", spaced)):
            found = _dossier_code(candidate)
            if found is not None:
                return found
    raise _bad(text)


def parse_procedure_code(text: str) -> ProcedureCode:
    """A procedure code: the national one, with or without an agency behind. Raises `Refusal("bad_code")`.

    >>> parse_procedure_code("1.003695.000.00.00.H36")
    ProcedureCode(national='1.003695', agency='000.00.00.H36')
    """
    code = normalise_code(text)
    if len(code) <= 9 + MAX_AGENCY and any(p.fits(code) for p in patterns(CodeKind.PROCEDURE)):
        return ProcedureCode(code[:8], code[9:])
    raise _bad(text)


def _dossier_code(code: str) -> DossierCode | None:
    if not any(p.fits(code) for p in patterns(CodeKind.DOSSIER)):
        return None
    agency, day, number = code.rsplit("-", 2)
    try:
        on = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return None
    return DossierCode(agency, on, int(number)) if int(number) else None


def _cleaned(text: str) -> str:
    """Upper case, plain dashes, full-width forms made narrow, invisible characters gone; spaces kept."""
    dashed = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    return "".join(c for c in dashed if unicodedata.category(c) != "Cf").upper()


def _bad(text: str) -> Refusal:
    return Refusal("bad_code", text=text[:_LONGEST_INPUT])
