"""DOCX and XLSX: archives of XML, bounded before they are opened, without macros or anything fetched from afar."""

import io
import re
import zipfile
import zlib
from xml.parsers import expat  # nosec B407 # document types are refused, so there are no entities

from motcua.gateways.intake.kinds import ACCEPTED, Kind
from motcua.rules.refusal import Refusal

ENTRIES = 3000
INFLATED = 128 * 1024 * 1024
"""Bytes of all parts together."""
RATIO = 300
"""A part may grow this many times; ordinary XML grows 10 to 60 times."""
PIECE = 64 * 1024
MAIN = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
_HIDDEN = (b"PK\x03\x04", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"#!")
_ACTIVE_PART = re.compile(
    r"(vbaproject|activex|oleobject|/embeddings/|macrosheets/|\.(exe|dll|js|vbs|ps1|bat|cmd|scr|bin)$)"
)
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, ValueError, OverflowError, OSError,
)  # fmt: skip
_PRINTER = re.compile(r"printersettings\d*\.bin$")


def check_office(data: bytes) -> Kind:
    """Which of the two it is. Refuses `file_broken`, `file_kind`, `file_locked`, `file_active`, `file_bomb`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _bounded(parts, len(data))
            kind = next((kind for name, kind in MAIN.items() if name in archive.NameToInfo), None)
            if kind is None or "[Content_Types].xml" not in archive.NameToInfo:
                raise Refusal("file_kind", accepted=ACCEPTED)
            left = INFLATED
            for part in parts:
                left = _checked(archive, part, left)
    except _UNREADABLE:
        raise Refusal("file_broken") from None
    return kind


def _bounded(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Count, names, sizes and overlaps, from the directory alone."""
    if len(parts) > ENTRIES or sum(part.compress_size for part in parts) > size:
        raise Refusal("file_bomb")
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise Refusal("file_broken")
    for part in parts:
        name = part.filename.lower()
        if part.flag_bits & 0x1:
            raise Refusal("file_locked")
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Refusal("file_broken")
        if _ACTIVE_PART.search(name) and not _PRINTER.search(name):
            raise Refusal("file_active", found=part.filename[-60:])
        if part.file_size > max(part.compress_size, 1024) * RATIO:
            raise Refusal("file_bomb")


def _checked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Read one part piece by piece; what is left of the budget. Its check value is compared at the end."""
    name, first = part.filename.lower(), b""
    reader = _reader(is_relations=name.endswith(".rels")) if name.endswith((".xml", ".rels")) else None
    with archive.open(part) as opened:
        while piece := opened.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refusal("file_bomb")
            first = first or piece
            if reader is not None:
                reader.Parse(piece, False)
    if reader is not None:
        reader.Parse(b"", True)
    elif first.startswith(_HIDDEN) and not _PRINTER.search(name):
        raise Refusal("file_hides_archive")
    return left


def _reader(*, is_relations: bool) -> expat.XMLParserType:
    """A reader that stops at a document type (entities come no other way) and at what loads from afar by itself."""

    def refuse_doctype(*_: object) -> None:
        raise Refusal("file_active", found="DOCTYPE")

    def near(_: str, said: dict[str, str]) -> None:
        if said.get("TargetMode", "").lower() == "external" and not said.get("Type", "").endswith(
            "/hyperlink"
        ):
            raise Refusal("file_active", found=said.get("Type", "").rpartition("/")[2][:40] or "External")

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = refuse_doctype
    if is_relations:
        reader.StartElementHandler = near
    return reader
