"""Which passwords are refused: known from breaches, or easily guessed from who the officer is and where they work.

Length is the rule (twelve, Django's own validator), composition is not (ASVS 5.0, 6.2.5). Lists: Django's twenty thousand
common passwords, and, where the operator provides one, a file of breached passwords; neither asks anybody over the network.
"""

import hashlib
import mmap
import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from motcua.organisation.models import Officer
from motcua.rules.vietnamese import fold

HAS_PASSWORD = Q(("password__contains", "$"))
"""Officers with a password that opens something: parts of a hash are set off by $, "no password" holds none."""
READ_AS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s"}
)
"""Figures and signs that stand for letters in passwords."""
COMMON = (
    "matkhau", "motcua", "dichvucong", "congchuc", "canbo", "congdan", "hoso", "ubnd", "vietnam", "quangninh", "halong",
    "hanoi", "saigon", "anhyeuem", "emyeuanh", "iloveyou", "yeuem", "giadinh", "khongbiet", "khongcho", "chaoban", "xinchao",
    "chucmungnammoi", "hanhphuc", "thanhcong", "password", "qwerty", "qwertyuiop", "asdfgh", "zxcvbn", "admin", "welcome",
    "letmein", "abc", "demo", "test",
)  # fmt: skip
"""Words that people of this country and this work put together into passwords."""
OWN = 4
"""Letters that must be left when all guessable words are taken away."""


class GuessableValidator:
    """Refuses passwords made of the officer's own names, their unit, this system's words and common Vietnamese words."""

    def validate(self, password: str, user: Officer | None = None) -> None:
        """ValidationError if hardly anything is left of it without those words.

        >>> GuessableValidator().validate("Matkhau@2026!!")
        Traceback (most recent call last):
        ...
        django.core.exceptions.ValidationError: ['Mật khẩu ghép từ những từ dễ đoán. Dùng một câu dài mà chỉ bạn nghĩ ra.']
        >>> GuessableValidator().validate("bay con vit troi qua cau")
        """
        letters = _letters(password)
        if letters and len(_without(letters, (*COMMON, *_names(user)))) < OWN:
            raise ValidationError(self.get_help_text(), code="password_guessable")

    def get_help_text(self) -> str:
        """Why it is refused, and what to do instead."""
        return gettext("Mật khẩu ghép từ những từ dễ đoán. Dùng một câu dài mà chỉ bạn nghĩ ra.")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", fold(text.translate(READ_AS)))


def _without(letters: str, words: tuple[str, ...]) -> str:
    for word in sorted(set(words), key=len, reverse=True):
        letters = letters.replace(word, "")
    return letters


def _names(user: Officer | None) -> tuple[str, ...]:
    """Words of the officer's names, and of the units they work in."""
    if user is None:
        return ()
    units = (
        ()
        if user.pk is None
        else user.tenures.filter(valid_to=None).values_list("post__unit__full_name", flat=True)
    )
    told = " ".join((user.full_name, *units)).split()
    told += [*re.split(r"[^a-zA-Z]", user.username), user.email.partition("@")[0]]
    whole = [_letters(user.full_name), _letters(user.username)]
    return tuple(word for word in (*map(_letters, told), *whole) if len(word) > 1)


class BreachedValidator:
    """Refuses passwords in the operator's file of breached ones: lines `SHA-1:count` in upper case, sorted, as Have I Been
    Pwned gives them out. Nothing is read into memory; a look-up is some thirty steps whatever the size."""

    def __init__(self, path: str = "") -> None:
        self.path = path

    def validate(self, password: str, user: Officer | None = None) -> None:
        """ValidationError if it is in the file; a file that cannot be read is an error, not an approval."""
        if self.path and breached(Path(self.path), password):
            raise ValidationError(self.get_help_text(), code="password_breached")

    def get_help_text(self) -> str:
        """Why it is refused, and what to do instead."""
        return gettext("Mật khẩu này đã lộ trong các vụ rò rỉ dữ liệu. Chọn mật khẩu khác.")


def breached(path: Path, password: str) -> bool:
    """Whether the sorted file holds the password's SHA-1."""
    digest = hashlib.sha1(password.encode(), usedforsecurity=False)  # the form of the list, not a protection
    wanted = digest.hexdigest().upper().encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        low, high = 0, len(lines)
        while low < high:
            middle = (low + high) // 2
            start = lines.rfind(b"\n", 0, middle) + 1
            end = lines.find(b"\n", middle)
            end = len(lines) if end < 0 else end
            found = lines[start : start + 40]
            if found == wanted:
                return True
            if found < wanted:
                low = end + 1
            else:
                high = start
    return False
