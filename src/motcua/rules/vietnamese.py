"""Vietnamese text: one spelling of it, search without accents, dictionary order, and what may be typed in.

Dictionary order is that of Vietnamese dictionaries: the alphabet decides first, the tone only between words
of the same letters (ngang, huyền, hỏi, ngã, sắc, nặng).
"""

import unicodedata

from motcua.rules.refusal import Refusal

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The 29 letters in their order, with f, j, w and z where Latin order puts them."""

TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""huyền, hỏi, ngã, sắc, nặng; a letter without a mark (ngang) counts 0."""

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction of writing: they can make a name read differently from what is stored."""

HIDDEN = frozenset("\u00ad\u200b\u2060\ufeff")
"""Marks nobody can see; two names that look alike would differ by them."""

MULTILINE = frozenset("\n\t")

UNITS_OF_KEY = 250
"""Letters of a text that take part in its order: long enough to part names, short enough for an index."""


def nfc(text: str) -> str:
    """The text with every letter in its composed form, so that equal words have equal bytes."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text as it is searched: no accents or capitals, đ as d, letters and digits only, one blank between.

    >>> fold("Đất đai - Hộ tịch (1.004884)")
    'dat dai ho tich 1 004884'
    """
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign)).replace("đ", "d")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def sort_key(text: str) -> str:
    """Hexadecimal digits that sort as a Vietnamese dictionary sorts the texts, under any collation.

    First the letters (two digits each, blanks before digits before letters), then `00`, then one digit of
    tone for each letter. Only 0-9 and a-f occur, so byte order and linguistic collations agree.

    >>> sorted(["má", "đa", "mà", "ma", "dê", "mạ", "mả", "ă", "a b", "an", "mã"], key=sort_key)
    ['a b', 'an', 'ă', 'dê', 'đa', 'ma', 'mà', 'mả', 'mã', 'má', 'mạ']
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in _words(text):
        if letters:
            letters.append("01")
        for letter, tone in word:
            letters.append(_weight(letter))
            tones.append(str(tone))
    return "".join(letters[:UNITS_OF_KEY]) + "00" + "".join(tones[:UNITS_OF_KEY])


def _words(text: str) -> list[list[tuple[str, int]]]:
    """The words of a text as letters with their tone; circumflex, breve and horn belong to the letter."""
    words: list[list[tuple[str, int]]] = [[]]
    for sign in unicodedata.normalize("NFD", text.lower()):
        if sign in TONES and words[-1]:
            words[-1][-1] = (words[-1][-1][0], TONES[sign])
        elif unicodedata.combining(sign) and words[-1]:
            letter, tone = words[-1][-1]
            words[-1][-1] = (unicodedata.normalize("NFC", letter + sign), tone)
        elif sign.isalnum():
            words[-1].append((sign, 0))
        elif words[-1]:
            words.append([])
    return [word for word in words if word]


def _weight(letter: str) -> str:
    """Two digits for digits and letters of the alphabet, ff and six more for any other sign."""
    if letter in "0123456789":
        return f"{0x10 + int(letter):02x}"
    if letter in ALPHABET:
        return f"{0x20 + ALPHABET.index(letter):02x}"
    return f"ff{ord(letter[0]):06x}"


def clean(text: str, limit: int, *, field: str, optional: bool = False, multiline: bool = False) -> str:
    """The text as it may be stored: NFC, trimmed, at most `limit` letters, nothing hidden in it.

    Refuses "bad_text" (control signs, marks of writing direction, invisible or broken signs), "text_empty"
    (unless `optional`) and "text_too_long"; each names the `field`. Line breaks are fine if `multiline`.

    >>> clean("  Nguyễn Thị Hoa ", 80, field="name")
    'Nguyễn Thị Hoa'
    """
    whole = nfc(text.replace("\r\n", "\n") if multiline else text).strip()
    if any(_forbidden(sign, multiline) for sign in whole):
        raise Refusal("bad_text", field=field)
    if not whole and not optional:
        raise Refusal("text_empty", field=field)
    if len(whole) > limit:
        raise Refusal("text_too_long", field=field, limit=limit)
    return whole


def _forbidden(sign: str, multiline: bool) -> bool:
    if multiline and sign in MULTILINE:
        return False
    return unicodedata.category(sign) in {"Cc", "Cs", "Cn", "Zl", "Zp"} or sign in BIDI or sign in HIDDEN
