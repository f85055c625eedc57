"""Harmless files of every kind the desk takes, made here: nothing binary is committed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping


def pdf(*objects: bytes, tail: bytes = b"", trailer: bytes = b"", catalog: bytes = b"") -> bytes:
    """A PDF of one empty page, with more objects (numbered from 4), entries of its catalog and of its trailer."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    ]
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R " % (len(bodies) + 1) + trailer + b" >>\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % start + tail


def stream(data: bytes, entries: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream object, compressed unless told otherwise."""
    held = zlib.compress(data, 9) if packed else data
    how = b"/Filter /FlateDecode " if packed else b""
    return b"<< " + entries + b" " + how + b"/Length %d >>\nstream\n" % len(held) + held + b"\nendstream"


def chunk(name: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 2, height: int = 2, *more: bytes, tail: bytes = b"") -> bytes:
    """A grey PNG; `more` chunks stand before its end."""
    rows = zlib.compress(b"\0\x80\x80" * 2)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + b"".join(more) + chunk(b"IEND", b"")
        + tail
    )  # fmt: skip


def jpeg(width: int = 8, height: int = 8, *, more: bytes = b"", tail: bytes = b"") -> bytes:
    """A JPEG's frame: tables left out, which no check of ours needs."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x00" * 20
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + more + frame + scan + b"\xff\xd9" + tail
    )


def segment(marker: int, data: bytes) -> bytes:
    """A JPEG segment."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def zipped(parts: Mapping[str, bytes], level: int = 9) -> bytes:
    """A zip archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = "word/document.xml"
TEXT = "<?xml version='1.0'?><w:document xmlns:w='w'><w:t>Đơn đề nghị</w:t></w:document>".encode()


def docx(more: Mapping[str, bytes] | None = None, text: bytes = TEXT) -> bytes:
    """A Word document of one line, with more parts."""
    return zipped({"[Content_Types].xml": TYPES, WORD: text, **(more or {})})


def xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    """An empty workbook, with more parts."""
    return zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>", **(more or {})})


def relations(kind: str, target: str, mode: str = "External") -> bytes:
    """A part that says what a document refers to."""
    return (
        '<?xml version="1.0"?><Relationships><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()
