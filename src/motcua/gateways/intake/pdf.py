"""PDF: not locked, nothing in it that acts, also where objects are compressed.

No parser is trusted with a stranger's file: the bytes are searched for the names that make a PDF act, escaped or not,
in the file itself and in every compressed part of it, inflated piece by piece within a budget.
"""

import re
import zlib
from collections.abc import Iterator

from motcua.rules.refusal import Refusal

BUDGET = 96 * 1024 * 1024
"""Bytes inflated of one file, all its parts together."""
PIECE = 256 * 1024
ACTIVE = {
    b"JavaScript": "JavaScript",
    b"Launch": "Launch",
    b"EmbeddedFile": "EmbeddedFile",
    b"EmbeddedFiles": "EmbeddedFiles",
    b"RichMedia": "RichMedia",
    b"SubmitForm": "SubmitForm",
    b"ImportData": "ImportData",
    b"GoToE": "GoToE",
    b"Rendition": "Rendition",
}
_NAME = re.compile(rb"/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){5,60})(?![A-Za-z])")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
_WORST = 64
"""Letters a name may straddle at the border of two pieces."""


def check_pdf(data: bytes) -> None:
    """Refuses `file_broken`, `file_locked`, `file_active` (naming what acts), `file_bomb`, `file_hides_archive`."""
    tail = data[-2048:]
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise Refusal("file_broken")
    if b"PK\x05\x06" in data[-66_000:]:
        raise Refusal("file_hides_archive")
    _harmless(data, locked=True)
    left = BUDGET
    for head, start in _streams(data):
        packed = b"/ObjStm" in head
        if b"Flate" not in head and not packed:
            continue
        left = _inflate(memoryview(data)[start:], left, packed)


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Each stream's dictionary (what precedes it, unescaped) and where its bytes begin."""
    for found in _STREAM.finditer(data):
        opening = max(
            data.rfind(b"obj", max(0, found.start() - 4096), found.start()), found.start() - 4096, 0
        )
        yield _unescaped(data[opening : found.start()]), found.end()


def _inflate(packed: memoryview, left: int, objects: bool) -> int:
    """Search one compressed part; what is left of the budget.

    A part that holds objects must be readable and within the budget; a picture may be larger than that.
    """
    engine, carried, at = zlib.decompressobj(), b"", 0
    while not engine.eof:
        fed = engine.unconsumed_tail or bytes(packed[at : at + PIECE])
        if not engine.unconsumed_tail:
            at += len(fed)
        if not fed:
            break
        try:
            piece = engine.decompress(fed, PIECE)
        except zlib.error:
            if objects:
                raise Refusal("file_broken") from None
            break
        left -= len(piece)
        if left < 0:
            raise Refusal("file_bomb")
        _harmless(carried + piece)
        carried = piece[-_WORST:]
    return left


def _harmless(part: bytes, *, locked: bool = False) -> None:
    for found in _NAME.finditer(part):
        name = _unescaped(found[1])
        if name in ACTIVE:
            raise Refusal("file_active", found=ACTIVE[name])
        if locked and name == b"Encrypt":
            raise Refusal("file_locked")


def _unescaped(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)
