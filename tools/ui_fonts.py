"""Cut the screen font down to what the pages use, and give it figures of one width.

Be Vietnam Pro has proportional figures only (its 1 is half as wide as its 4), so that columns of numbers and
dates would not line up. `Motcua Figures` is the same ten figures, each set in the middle of one width; the
style sheet puts it before the text font wherever figures stand in columns. Both fonts are under the SIL Open
Font License, which allows this; no name is reserved.
"""

from pathlib import Path

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

WEIGHTS = (400, 600)
FIGURE_WIDTH = 672
LATIN = "U+0020-007E,U+00A0-00FF,U+2010-2026,U+2032-2033,U+20AC,U+2190-2193,U+2212"
FEATURES = ["kern", "ccmp", "locl", "mark", "mkmk"]


def _options() -> subset.Options:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [1, 2, 3, 4, 6]
    options.notdef_outline = True
    return options


def _write(font: TTFont, unicodes: list[int], target: Path) -> None:
    options = _options()
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def write_text(source: Path, target: Path) -> None:
    """One weight of one script without hints and unused features: about a third of its size."""
    font = TTFont(source)
    known = set(font.getBestCmap())
    wanted = set(subset.parse_unicodes(LATIN)) if "-latin-" in source.name else known
    _write(font, sorted(known & wanted), target)


def write_figures(source: Path, target: Path) -> None:
    """The ten figures of one weight, all `FIGURE_WIDTH` units wide."""
    font = TTFont(source)
    names = [font.getBestCmap()[ord(figure)] for figure in "0123456789"]
    glyphs = font.getGlyphSet()
    for name in names:
        width, _ = font["hmtx"][name]
        shift = (FIGURE_WIDTH - width) // 2
        pen = TTGlyphPen(None)
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (FIGURE_WIDTH, font["hmtx"][name][1] + shift)
    for table in ("GPOS", "GSUB", "GDEF"):
        del font[table]
    _write(font, [ord(figure) for figure in "0123456789"], target)


def write_all(source: Path, target: Path) -> None:
    """Write every font of the pages into `target`. Raises FileNotFoundError if the npm package is not there."""
    target.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        for script in ("latin", "vietnamese"):
            name = f"be-vietnam-pro-{script}-{weight}"
            write_text(source / f"{name}-normal.woff2", target / f"{name}.woff2")
        write_figures(
            source / f"be-vietnam-pro-latin-{weight}-normal.woff2", target / f"figures-{weight}.woff2"
        )
