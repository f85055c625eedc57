"""Papers as PDF: one typst compiler per process, data handed over as JSON, never written into the source.

Templates lie in `templates/`, one per form kind, sharing `base.typ`; `tools/build_fonts.py` builds the font.
"""

import dataclasses
import io
import json
import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path

import segno
import typst

from motcua.papers.contents import (
    Component,
    ControlLine,
    FeeLine,
    HandOverRow,
    NoticeStep,
    PaperContent,
    PaymentNotice,
    ProcedureNotice,
    RegisterRow,
)
from motcua.papers.forms import FORM_SETS, Form, form, form_set
from motcua.papers.wording import (
    LONGEST_IN_COLUMN,
    breakable,
    clean,
    day_in_words,
    decimal_in_words,
    moment,
    money,
    money_in_words,
)

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"

IN_COLUMNS = (Component, ControlLine, FeeLine, HandOverRow, NoticeStep, RegisterRow)

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


class PapersNotBuilt(RuntimeError):
    """The font of the documents is not there: the set-up step that builds it has not run."""


class NoSuchForm(ValueError):
    """No circular in force on the paper's day has a form of this kind (stop notice before 15/09/2025)."""


def render(content: PaperContent, *, qr: str | None, words: str = "") -> bytes:
    """The paper as PDF bytes.

    `qr` is the text of the QR code (None: no code is drawn); `words` the line at the foot saying where to
    look the dossier up. The form of the day `content.head.on` is taken. Same content, same bytes.
    Raises PapersNotBuilt, NoSuchForm, and ValueError for a moment that is not aware.
    """
    compiler = _compiler(FONTS)
    with _LOCK:
        compiled = compiler.compile(_source(content), format="pdf", sys_inputs=_inputs(content, qr, words))
    if not isinstance(compiled, bytes):
        raise TypeError("typst wrote no single file")
    return compiled


@dataclasses.dataclass(frozen=True, slots=True)
class Room:
    """Room a paper leaves for what is put in later: page from 0, points from the page's top left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


def render_signable(
    content: PaperContent, *, qr: str | None, words: str = ""
) -> tuple[bytes, Mapping[str, Room]]:
    """A paper and the rooms it leaves by name: "signature", and "number" and "day" for the registry."""
    paper = render(content, qr=qr, words=words)
    told = typst.query(
        _source(content), "<room>", field="value", root=str(TEMPLATES), font_paths=[str(FONTS)],
        ignore_system_fonts=True, sys_inputs=_inputs(content, qr, words),
    )  # fmt: skip
    rooms = {
        str(one["name"]): Room(int(one["page"]) - 1, one["x"], one["y"], one["width"], one["height"])
        for one in json.loads(told)
    }
    return paper, rooms


def _source(content: PaperContent) -> str:
    return str(TEMPLATES / f"{content.kind}.typ")


def _inputs(content: PaperContent, qr: str | None, words: str) -> dict[str, str]:
    return {"data": json.dumps(paper_data(content, qr=qr, words=words), ensure_ascii=False)}


_LOCK = threading.Lock()


@cache
def _compiler(fonts: Path) -> typst.Compiler:
    if not any(fonts.glob("*.ttf")):
        raise PapersNotBuilt(f"the font of the papers is missing in {fonts}: run make setup")
    return typst.Compiler(root=str(TEMPLATES), font_paths=[str(fonts)], ignore_system_fonts=True)


def paper_data(content: PaperContent, *, qr: str | None, words: str) -> Mapping[str, Json]:
    """What a template reads: the form of the day, the content as clean text, the QR code as SVG."""
    on = content.head.on
    found = form(content.kind, on)
    if found is None:
        raise NoSuchForm(f"no form {content.kind} on {on.isoformat()}")
    return {
        "form": _form(found, form_set(on).law, newest=form_set(on) is FORM_SETS[-1]),
        "content": {**_fields(content), **_sums(content)},
        "qr": None if qr is None else qr_svg(qr),
        "lookup": clean(words),
    }


def qr_svg(text: str) -> str:
    """The QR code as SVG text, error correction M, four modules of quiet ground."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False)
    return out.getvalue().decode()


def _form(found: Form, law: str, *, newest: bool) -> Mapping[str, Json]:
    return {
        "number": found.number,
        "title": found.title,
        "page": found.page.value,
        "law": law,
        "of_2025": newest,
    }


def _sums(content: PaperContent) -> Mapping[str, Json]:
    if isinstance(content, PaymentNotice):
        total = sum(line.amount for line in content.lines)
        return {"total": money(total), "total_words": money_in_words(total)}
    if isinstance(content, ProcedureNotice):
        hours = sum((step.hours for step in content.steps), Decimal(0))
        return {"total_hours": decimal_in_words(hours)}
    return {}


def _fields(value: object) -> Mapping[str, Json]:
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"not a paper's content: {type(value).__name__}")
    plain = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, IN_COLUMNS):
        for name, text in plain.items():
            if isinstance(text, str):
                plain[name] = breakable(text, longest=LONGEST_IN_COLUMN)
    return plain


def _plain(value: object) -> Json:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, Decimal):
        return decimal_in_words(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, FeeLine):
        return {**_fields(value), "amount": money(value.amount)}
    return _fields(value)
