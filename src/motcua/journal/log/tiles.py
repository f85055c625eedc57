"""Tiles of the tree as C2SP `tlog-tiles` names them: `tile/LEVEL/NUMBER` and `tile/LEVEL/NUMBER.p/WIDTH`."""

import re

from motcua.journal.log import nodes
from motcua.journal.log.nodes import TOP, WIDTH

_PATH = re.compile(r"((?:x\d{3}/){0,6}\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)


def named(number: int, width: int = WIDTH) -> str:
    """A tile's name below its level: three digits each, all but the last with an x.

    >>> named(1234067), named(5, 44)
    ('x001/x234/067', '005.p/44')
    """
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts)) + ("" if width == WIDTH else f".p/{width}")


def tile(level: int, path: str) -> bytes | None:
    """The hashes of a tile one after the other (one read); None where the tree has no such tile."""
    found = _PATH.fullmatch(path)
    if found is None or level > TOP:
        return None
    number, width = int(found[1].replace("x", "").replace("/", "")), int(found[2] or WIDTH)
    if named(number, width) != path:
        return None
    hashes = nodes.entries(level, number, width)
    return b"".join(hashes) if len(hashes) == width else None
