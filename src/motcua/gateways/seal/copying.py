"""A copy of a sealed document: a fresh file with its pages as they show, and room for the mark of whoever copies it.

Nothing can be added to the original, whose marks allow no change. What its fields show (signature, seal, number, day)
becomes plain drawing on the page; text, letters, language and structure come along.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.text import TextBox, TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter, copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.stamp import TextStampStyle

from motcua.gateways.seal.document import MM
from motcua.gateways.seal.letters import Letters
from motcua.gateways.seal.names import COPY

SIZE, LEADING, FOOT = 10, 11, 8
"""Points: the mark's letters (annex I of NĐ 30/2020, part II) and its lines; the line at the foot."""
WIDE, RIGHT, TOP, LOWEST, BOTTOM = 105 * MM, 15 * MM, 5 * MM, 17.5 * MM, 7 * MM
"""Room of the mark, which ends above the document's own heading (margin 20 mm), and of the line at the foot."""
name = generic.NameObject


def copied(pdf: bytes, lines: Sequence[str], foot: str, fonts: Path) -> bytes:
    """The copy, not signed yet. `lines` are those the mark at the top right of the first page will have; `foot` stands
    in the bottom margin of the first page and says where the copy may be checked."""
    source = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for number in range(int(source.root["/Pages"]["/Count"])):
        reference, _ = source.find_page_for_modification(number)
        _flatten(source, reference.get_object())
    if "/AcroForm" in source.root:
        del source.root["/AcroForm"]
    for key in ("/DSS", "/Perms"):
        if key in source.root:
            del source.root[key]
    writer = copy_into_new_writer(source)
    page = writer.find_page_for_modification(0)[0].get_object()
    _, _, right, top = (float(side) for side in page["/MediaBox"])
    _draw(writer, page, _line(writer, foot, fonts, right), "MotcuaFoot", 0, BOTTOM)
    tall = LEADING * len(lines)
    upper = top - min(TOP, LOWEST - tall)
    box = (round(right - RIGHT - WIDE), round(upper - tall), round(right - RIGHT), round(upper))
    append_signature_field(writer, SigFieldSpec(COPY, on_page=0, box=box))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def mark_style(fonts: Path) -> TextStampStyle:
    """How the mark of a copy looks: text only, no image, no frame."""
    right = layout.SimpleBoxLayoutRule(
        layout.AxisAlignment.ALIGN_MAX, layout.AxisAlignment.ALIGN_MAX,
        inner_content_scaling=layout.InnerScaling.SHRINK_TO_FIT,
    )  # fmt: skip
    close = layout.SimpleBoxLayoutRule(layout.AxisAlignment.ALIGN_MIN, layout.AxisAlignment.ALIGN_MIN)
    letters = TextBoxStyle(
        font=Letters(fonts / "Tinos-Regular.ttf", SIZE), font_size=SIZE, leading=LEADING, border_width=0,
        box_layout_rule=close,
    )  # fmt: skip
    return TextStampStyle(
        border_width=0,
        background=None,
        stamp_text="%(mark)s",
        text_box_style=letters,
        inner_content_layout=right,
    )


def _line(writer: BasePdfFileWriter, text: str, fonts: Path, width: float) -> generic.IndirectObject:
    """One line in the middle of so much room."""
    middle = layout.SimpleBoxLayoutRule(
        layout.AxisAlignment.ALIGN_MID, layout.AxisAlignment.ALIGN_MID,
        inner_content_scaling=layout.InnerScaling.SHRINK_TO_FIT,
    )  # fmt: skip
    style = TextBoxStyle(
        font=Letters(fonts / "Tinos-Regular.ttf", FOOT), font_size=FOOT, leading=FOOT, border_width=0,
        box_layout_rule=middle,
    )  # fmt: skip
    box = TextBox(style, writer, box=layout.BoxConstraints(width, 2 * FOOT))
    box.content = text
    return writer.add_object(box.as_form_xobject())


def _flatten(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
    """Draw what the page's fields show onto the page, and leave the fields out."""
    stay = generic.ArrayObject()
    for place, note in enumerate(page.get("/Annots", ())):
        widget = note.get_object()
        if widget.get("/Subtype") != "/Widget":
            stay.append(note)
            continue
        for shown in _shown(widget):
            left, bottom = (float(side) for side in list(widget["/Rect"])[:2])
            _draw(writer, page, shown, f"MotcuaField{place}", left, bottom)
    page[name("/Annots")] = stay


def _shown(widget: generic.DictionaryObject) -> Iterator[generic.IndirectObject]:
    """What a field looks like, if it looks like anything."""
    if "/AP" in widget:
        yield widget["/AP"].raw_get("/N")


def _draw(
    writer: BasePdfFileWriter, page: generic.DictionaryObject, shown: generic.IndirectObject, key: str, x: float,
    y: float,
) -> None:  # fmt: skip
    """One more drawing on a page, above what is there; what was there keeps its own state of drawing."""
    resources = page["/Resources"]
    if "/XObject" not in resources:
        resources[name("/XObject")] = generic.DictionaryObject()
    resources["/XObject"][name(f"/{key}")] = shown
    before = page.raw_get("/Contents")
    inner = list(page["/Contents"]) if isinstance(page["/Contents"], generic.ArrayObject) else [before]
    opening, closing = b"q", f"Q q 1 0 0 1 {x:.2f} {y:.2f} cm /{key} Do Q".encode()
    page[name("/Contents")] = generic.ArrayObject(
        [
            writer.add_object(generic.StreamObject(stream_data=opening)),
            *inner,
            writer.add_object(generic.StreamObject(stream_data=closing)),
        ]
    )
