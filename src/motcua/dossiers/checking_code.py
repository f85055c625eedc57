"""The code on a document by which anybody may check it: nobody can guess one, and a person can type it."""

import re
import secrets

from django.conf import settings

PATH = "kiem-tra-van-ban"
"""Where the portal checks documents; part of the address inside every signed document, so it must not change."""
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter that looks like another."""
LENGTH = 20
"""20 letters of 31: 99 bits."""
INSIDE = re.compile(rb"an(?:-|\\055)ban(?:/|\\057)([2-9a-hjkmnp-z]{20})")
"""The code as it stands in a document's bytes: in the address of a signature, plain or with octal escapes."""


def new_code() -> str:
    """A code nobody has seen."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def address(code: str) -> str:
    """The page that checks the document of this code."""
    return f"{settings.ADDRESS}/{PATH}/{code}/"


def spaced(code: str) -> str:
    """The code in groups of five, as printed.

    >>> spaced("abcde23456fghjk789mn")
    'abcde-23456-fghjk-789mn'
    """
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def typed(text: str) -> str:
    """The code in what somebody typed; empty where there is none.

    >>> typed(" ABCDE 23456-fghjk789mn ")
    'abcde23456fghjk789mn'
    """
    code = re.sub(r"[\s\-.]+", "", text).lower()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def codes_in(data: bytes) -> tuple[str, ...]:
    """Codes that stand in a file, each once; the file is searched, never parsed."""
    return tuple(dict.fromkeys(found.decode() for found in INSIDE.findall(data)))
