"""Build the font of the documents: Tinos, the metric twin of Times New Roman (Decree 30/2020, annex I).

npm brings Tinos cut into subsets (latin, latin-ext, vietnamese); typst looks into one file per style only, so
the subsets of a style are merged into one TTF. Run by `make setup`; what it writes is ignored by git.

    python tools/build_fonts.py [--source FOLDER_OF_WOFF] [--target FOLDER_OF_TTF]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource/tinos/files"
TARGET = ROOT / "src/motcua/papers/fonts"
SUBSETS = ("latin", "latin-ext", "vietnamese")
STYLES = {
    "Regular": "400-normal",
    "Bold": "700-normal",
    "Italic": "400-italic",
    "BoldItalic": "700-italic",
}
NEEDED = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯạảãàáậẩẫầấặẳẵằắẹẻẽèéệểễềếịỉĩìíọỏõòóộổỗồốợởỡờớụủũùúựửữừứỵỷỹỳý₫…–“”"
)


def build_style(source: Path, style: str, target: Path) -> Path:
    """Merge the subsets of one style into `target/Tinos-<style>.ttf` and return that path.

    Raises FileNotFoundError when a subset is missing and ValueError when a Vietnamese letter is.
    """
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            font = TTFont(source / f"tinos-{subset}-{STYLES[style]}.woff")
            font.flavor = None
            # Hints of several subsets cannot be merged, and printed type does not use them.
            for table in ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH"):
                if table in font:
                    del font[table]
            part = Path(folder) / f"{subset}.ttf"
            font.save(part)
            parts.append(str(part))
        merged = Merger().merge(parts)
    missing = [letter for letter in NEEDED if ord(letter) not in merged.getBestCmap()]
    if missing:
        raise ValueError(f"Tinos {style} lacks {''.join(missing)}")
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"Tinos-{style}.ttf"
    merged.save(path)
    return path


def main() -> int:
    """Build every style; one clear line and exit 1 when the npm package is not there."""
    parser = argparse.ArgumentParser(description="Build the font of the documents from the npm package.")
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    try:
        for style in STYLES:
            print(build_style(options.source, style, options.target))
    except (FileNotFoundError, ValueError) as error:
        print(f"build_fonts: {error} (run `npm ci` first)", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
