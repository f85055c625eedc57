"""Writes the pages that are drawn from code; with `--check`, says which are out of step and exits 1."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lifecycle_page import lifecycle_page
from rights_page import rights_page

ROOT = Path(__file__).resolve().parent.parent
PAGES: Mapping[str, Callable[[], str]] = {"docs/lifecycle.md": lifecycle_page, "docs/rights.md": rights_page}


def main() -> int:
    """Write or check every page."""
    check = "--check" in sys.argv[1:]
    behind = 0
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if path.exists() and path.read_text() == text:
            continue
        behind += 1
        if check:
            print(f"{name} is behind the code it is drawn from: run `make fix`", file=sys.stderr)
        else:
            path.write_text(text)
            print(f"wrote {name}")
    return 1 if check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
