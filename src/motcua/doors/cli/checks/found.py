"""What a check says."""

from dataclasses import dataclass
from enum import Enum


class Grave(Enum):
    """An error forbids serving citizens; a warning is to be known."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong: its code, and in each language what it is and how to mend it."""

    code: str
    grave: Grave
    vietnamese: str
    english: str


def error(code: str, vietnamese: str, english: str) -> Found:
    """Something that must be mended."""
    return Found(code, Grave.ERROR, vietnamese, english)


def warning(code: str, vietnamese: str, english: str) -> Found:
    """Something to know."""
    return Found(code, Grave.WARNING, vietnamese, english)
