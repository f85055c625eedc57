"""The document's own letters for what is filled in later.

pyHanko writes the widths of glyphs in the font's units, and PDF counts in thousandths: with Tinos (2048 to the em) every
letter would stand a double width apart.
"""

from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils.font.api import FontEngine, FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.writer import BasePdfFileWriter


@dataclass(frozen=True)
class Letters(FontEngineFactory):
    """A TrueType font in one size; only the letters used go into the document."""

    path: Path
    size: int

    def create_font_engine(self, writer: BasePdfFileWriter, obj_stream: object = None) -> FontEngine:
        """The font as one document uses it."""
        with self.path.open("rb") as file:
            return _Measured(writer, file, self.size)


class _Measured(GlyphAccumulator):
    def prepare_write(self) -> None:
        em = self.units_per_em
        self._glyphs = {
            glyph: (cid, round(width * 1000 / em)) for glyph, (cid, width) in self._glyphs.items()
        }
        self.units_per_em = 1000
        super().prepare_write()  # type: ignore[no-untyped-call]
