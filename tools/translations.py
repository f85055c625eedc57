"""Compiles every catalogue of translations (`*.po`) beside itself, with no need of gettext's own tools."""

from pathlib import Path

import polib

CATALOGUES = Path(__file__).resolve().parent.parent / "src" / "motcua" / "ui" / "locale"


def compile_catalogues() -> None:
    """Write `django.mo` beside each `django.po`."""
    for catalogue in sorted(CATALOGUES.rglob("*.po")):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


if __name__ == "__main__":
    compile_catalogues()
