"""A name from outside made fit to be shown and handed out; no path is ever built from it."""

import re
import unicodedata

from motcua.gateways.intake.kinds import ENDINGS, Kind

LIMIT = 255
"""Bytes of UTF-8, the longest name usual file systems take."""
UNNAMED = "tep"
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_UNFIT = re.compile(r'[<>:"|?*%]')


def fit_name(told: str, kind: Kind) -> str:
    """The last part of `told`, without what could mislead, ending as its content demands.

    >>> fit_name("C:\\\\Users\\\\lan\\\\Đơn đề nghị.PDF", Kind.PDF)
    'Đơn đề nghị.pdf'
    >>> fit_name("../../etc/passwd", Kind.PDF)
    'passwd.pdf'
    >>> fit_name("anh\u202efdp.exe", Kind.PNG)
    'anhfdp.exe.png'
    >>> fit_name("NUL.pdf", Kind.PDF)
    '_NUL.pdf'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", told))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    shown = " ".join(_UNFIT.sub("_", shown).split())
    stem = shown
    for ending in ENDINGS[kind]:
        if shown.lower().endswith(ending):
            stem = shown[: -len(ending)]
            break
    stem = stem.strip(". ") or UNNAMED
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    ending = ENDINGS[kind][0]
    return _shortened(stem, LIMIT - len(ending)) + ending


def _shortened(text: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8, cut between letters."""
    return text.encode()[:limit].decode(errors="ignore").rstrip(". ") or UNNAMED
