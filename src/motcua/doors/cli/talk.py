"""How the command line speaks: Vietnamese first, English where the shell's language says so; one line for an error."""

import getpass
import os
import sys
import warnings
from typing import NoReturn

LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Trouble(Exception):
    """Something the reader can mend: one line of words, and the status the command ends with."""

    def __init__(self, line: str, status: int = 1) -> None:
        self.status = status
        super().__init__(" ".join(line.split()))


def language() -> str:
    """ "en" where the shell says English, else "vi"."""
    told = next((value for name in LANGUAGE_VARIABLES if (value := os.environ.get(name))), "")
    return "en" if told.lower().startswith("en") else "vi"


def say(vietnamese: str, english: str) -> str:
    """The words in the reader's language."""
    return english if language() == "en" else vietnamese


def fail(vietnamese: str, english: str, status: int = 1) -> NoReturn:
    """End the command with one line of words."""
    raise Trouble(say(vietnamese, english), status)


def typed(prompt: str, *, from_input: bool) -> str:
    """What is typed unseen at the terminal, or the next line of standard input, empty where there is none.

    Raises:
        Trouble: nobody is there to answer, or what is typed would be seen.
    """
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except (EOFError, getpass.GetPassWarning):
        fail("không có bàn phím để hỏi: dùng --stdin", "there is no keyboard to ask at: use --stdin")
