"""A document made ready for signing, and filled in by the registry: every field exists before the first signature.

A field added after a certifying signature would count as tampering; these are filled, which it allows. Sizes and places
as annex I of NĐ 30/2020 orders: the person's mark centred between title and name, the seal in its real size over a third
of it at its left.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.text import TextBox, TextBoxStyle
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    append_signature_field,
)

from motcua.gateways.seal.letters import Letters
from motcua.gateways.seal.names import PERSON, SEAL

MM = 72 / 25.4
HAND = (44 * MM, 18 * MM)
"""Width and height of a handwritten signature's image, points."""
name = generic.NameObject


class Room(Protocol):
    """Room on a page (from 0), points from the top left corner."""

    @property
    def page(self) -> int: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


Box = tuple[int, int, int, int]


def prepare(pdf: bytes, rooms: Mapping[str, Room], *, seal_mm: int) -> bytes:
    """The document with its fields: "number" and "day" for the registry, the person's signature, the unit's seal.

    Whoever seals locks the whole document: the seal's field says that nothing may change after it.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    room = rooms["signature"]
    person = _box(writer, room, (room.width - HAND[0]) / 2, (room.height - HAND[1]) / 2, *HAND)
    side = seal_mm * MM
    left = (room.width - HAND[0]) / 2 + HAND[0] / 3 - side
    seal = _box(writer, room, left, (room.height - side) / 2, side, side)
    for field in ("number", "day"):
        _text_field(writer, field, rooms[field])
    append_signature_field(writer, SigFieldSpec(PERSON, on_page=room.page, box=person))
    append_signature_field(
        writer,
        SigFieldSpec(
            SEAL, on_page=room.page, box=seal, field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL),
            doc_mdp_update_value=MDPPerm.NO_CHANGES,
        ),
    )  # fmt: skip
    return _written(writer)


def fill(writer: IncrementalPdfFileWriter, values: Mapping[str, str], fonts: Path) -> None:
    """Put number and day into their fields, in the letters of the document."""
    for field in writer.root["/AcroForm"]["/Fields"]:
        widget = field.get_object()
        key = str(widget.get("/T", ""))
        if key not in values:
            continue
        left, bottom, right, top = (float(side) for side in widget["/Rect"])
        style = TextBoxStyle(
            font=Letters(fonts / f"Tinos-{'Italic' if key == 'day' else 'Regular'}.ttf", 13),
            font_size=13, border_width=0,
            box_layout_rule=layout.SimpleBoxLayoutRule(
                layout.AxisAlignment.ALIGN_MID if key == "day" else layout.AxisAlignment.ALIGN_MIN,
                layout.AxisAlignment.ALIGN_MID, inner_content_scaling=layout.InnerScaling.SHRINK_TO_FIT,
            ),
        )  # fmt: skip
        box = TextBox(style, writer, box=layout.BoxConstraints(right - left, top - bottom))
        box.content = values[key]
        shown = box.as_form_xobject()
        widget[name("/V")] = generic.TextStringObject(values[key])
        widget[name("/AP")] = generic.DictionaryObject({name("/N"): writer.add_object(shown)})
        writer.update_container(widget)


def _text_field(writer: IncrementalPdfFileWriter, key: str, room: Room) -> None:
    page, _ = _page(writer, room)
    box = _box(writer, room, 0, 0, room.width, room.height)
    field = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"), name("/Subtype"): name("/Widget"), name("/FT"): name("/Tx"),
            name("/T"): generic.TextStringObject(key), name("/V"): generic.TextStringObject(""),
            name("/F"): generic.NumberObject(4), name("/Ff"): generic.NumberObject(1), name("/P"): page,
            name("/Rect"): generic.ArrayObject([generic.NumberObject(side) for side in box]),
        }
    )  # fmt: skip
    reference = writer.add_object(field)
    form = writer.root.get("/AcroForm")
    if form is None:
        form = generic.DictionaryObject({name("/Fields"): generic.ArrayObject()})
        writer.root[name("/AcroForm")] = writer.add_object(form)
        writer.update_root()
    form = writer.root["/AcroForm"]
    form["/Fields"].append(reference)
    writer.update_container(form)
    shown = page.get_object()
    if "/Annots" not in shown:
        shown[name("/Annots")] = generic.ArrayObject()
    shown["/Annots"].append(reference)
    writer.update_container(shown["/Annots"])
    writer.update_container(shown)


def _box(
    writer: IncrementalPdfFileWriter, room: Room, left: float, down: float, width: float, height: float
) -> Box:
    """A rectangle inside a room as a PDF counts: from the bottom left corner, whole points."""
    _, tall = _page(writer, room)
    x, top = room.x + left, tall - room.y - down
    return round(x), round(top - height), round(x + width), round(top)


def _page(writer: IncrementalPdfFileWriter, room: Room) -> tuple[generic.IndirectObject, float]:
    page, _ = writer.find_page_for_modification(room.page)
    return page, float(page.get_object()["/MediaBox"][3])


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
