"""Marks of identity numbers: what an officer declares so that nobody decides in their own matter or a relative's.

A mark is a keyed hash of the officer and the number, so the list of somebody's relatives cannot be read, nor be tried out
without the installation's key, nor be compared with a colleague's. Sources: Law 36/2018 art. 23; NĐ 59/2019 art. 29
(general knowledge).
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from functools import lru_cache

from motcua.gateways.keys import kept
from motcua.rules.refusal import Refusal

NAME = "interests"
NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{5,19}")
"""Identity card, passport, or an organisation's tax number, as an applicant's is written down."""


def mark(officer: int, number: str) -> str:
    """The mark of an identity number among this officer's interests (64 hexadecimal digits).

    Raises `Refusal("bad_id_number")`.
    """
    plain = re.sub(r"[\s.]", "", number).upper()
    if not NUMBER.fullmatch(plain):
        raise Refusal("bad_id_number", field="id_number")
    return hmac.new(_key(), f"{officer}:{plain.replace('-', '')}".encode(), hashlib.sha256).hexdigest()


def marks(officer: int, numbers: Iterable[str]) -> frozenset[str]:
    """The marks of those numbers that are well formed."""
    found = set()
    for number in numbers:
        try:
            found.add(mark(officer, number))
        except Refusal:
            continue
    return frozenset(found)


@lru_cache(maxsize=1)
def _key() -> bytes:
    return kept(NAME, lambda: secrets.token_bytes(32))
