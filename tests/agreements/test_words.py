"""Every word of the interface is in the catalogue and has its English."""

import ast
import re
from pathlib import Path

import polib
import pytest

from tests.agreements.sources import PACKAGE, ROOT, modules, project_files, tree

CATALOGUE = PACKAGE / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
IN_TEMPLATE = re.compile(r"{%\s*trans(?:late)?\s+(\"[^\"]*\"|'[^']*')")
FUNCTIONS = {"gettext", "gettext_lazy", "gettext_noop", "_", "ngettext", "ngettext_lazy"}


def said_in(path: Path) -> set[str]:
    """Vietnamese words a template or a module gives to be translated."""
    if path.suffix == ".html":
        return {word[1:-1] for word in IN_TEMPLATE.findall(path.read_text())}
    return {
        str(ast.literal_eval(node.args[0]))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in FUNCTIONS
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    """The one catalogue of English words."""
    return polib.pofile(str(CATALOGUE))


def test_every_word_of_the_interface_is_in_the_catalogue(catalogue: polib.POFile) -> None:
    known = {entry.msgid for entry in catalogue if not entry.obsolete}
    sources = [path for path in project_files() if path.suffix == ".html" and path.is_relative_to(PACKAGE)]
    unknown = {
        str(path.relative_to(ROOT)): sorted(words)
        for path in [*sources, *modules("src")]
        if (words := said_in(path) - known)
    }
    assert unknown == {}, "run `make messages`, then write the English"


def test_every_word_in_the_catalogue_has_its_english(catalogue: polib.POFile) -> None:
    silent = [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()]
    assert silent == []
