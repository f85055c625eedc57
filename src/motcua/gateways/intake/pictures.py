"""JPEG and PNG: structure and size read from their heads; nothing is ever decoded here, so nothing can burst."""

import struct
import zlib

from motcua.rules.refusal import Refusal

PIXELS = 100_000_000
"""An A3 page at 600 dots an inch has 70 million."""
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c")
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def check_png(data: bytes) -> None:
    """Every chunk whole with its check value, a sane size, the end at the end.

    Refuses `file_broken`, `file_pixels`, `file_hides_archive`.
    """
    at, seen = 8, b""
    while seen != b"IEND":
        if at + 12 > len(data):
            raise Refusal("file_broken")
        (length,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data) or (not seen) != (name == b"IHDR") or (name == b"IHDR" and length != 13):
            raise Refusal("file_broken")
        if zlib.crc32(memoryview(data)[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise Refusal("file_broken")
        if name == b"IHDR":
            _sane(*struct.unpack_from(">II", data, at + 8))
        at, seen = end, name
    _nothing_hidden(data[at:])


def check_jpeg(data: bytes) -> None:
    """Segments that lead to a picture of a sane size, and its end.

    Refuses `file_broken`, `file_pixels`, `file_hides_archive`.
    """
    at, sized = 2, False
    while True:
        if at + 4 > len(data) or data[at] != 0xFF:
            raise Refusal("file_broken")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2 or at + 2 + length > len(data):
            raise Refusal("file_broken")
        if marker in _FRAMES:
            if length < 8:
                raise Refusal("file_broken")
            height, width = struct.unpack_from(">HH", data, at + 5)
            _sane(width, height)
            sized = True
        at += 2 + length
        if marker == 0xDA:
            break
    end = data.rfind(b"\xff\xd9")
    if not sized or end < at:
        raise Refusal("file_broken")
    _nothing_hidden(data[at:])


def _sane(width: int, height: int) -> None:
    if not width or not height:
        raise Refusal("file_broken")
    if width * height > PIXELS:
        raise Refusal("file_pixels", limit=PIXELS // 1_000_000)


def _nothing_hidden(rest: bytes) -> None:
    """A picture that is an archive as well (GIFAR) ends with the archive's directory."""
    if any(rest.startswith(sign) for sign in _ARCHIVES) or b"PK\x05\x06" in rest[-66_000:]:
        raise Refusal("file_hides_archive")
