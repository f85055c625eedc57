"""What a receipt carries into the world: the newest head, shortened, and its own event; as part of an address.

`dau=SIZE-ROOT&viec=LEAF`: ROOT is the first 22 letters (132 bits) of the head's root, LEAF the whole hash of the event,
both in base64 as addresses write it.
"""

import base64
import re
from dataclasses import dataclass

from motcua.journal.log.notes import Checkpoint

SHORT = 22
_HEAD = re.compile(r"(\d{1,18})-([\w-]{22,43})", re.ASCII)
_LEAF = re.compile(r"[\w-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Short:
    """A head as a receipt carries it: so many events, the beginning of their root."""

    size: int
    root: str

    def is_that_of(self, root: bytes) -> bool:
        """Whether it may be the head with this root."""
        return letters(root).startswith(self.root)


def letters(data: bytes) -> str:
    """Bytes as an address writes them."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def written(head: Checkpoint | None, leaf: bytes) -> str:
    """The part of an address for a receipt's event; without a head before the first one."""
    mine = f"viec={letters(leaf)}"
    return mine if head is None else f"dau={head.size}-{letters(head.root)[:SHORT]}&{mine}"


def short(text: str) -> Short | None:
    """The head written as SIZE-ROOT, or None."""
    found = _HEAD.fullmatch(text)
    return Short(int(found[1]), found[2]) if found else None


def leaf(text: str) -> bytes | None:
    """The leaf written in letters or in hexadecimal, or None."""
    if re.fullmatch(r"[0-9a-f]{64}", text):
        return bytes.fromhex(text)
    return base64.urlsafe_b64decode(text + "=") if _LEAF.fullmatch(text) else None
