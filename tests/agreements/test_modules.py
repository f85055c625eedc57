"""Modules can be read: short, and each public name says what it is for."""

import ast

import pytest

from tests.agreements.sources import ROOT, modules, tree

LONGEST = 300
ONE_FILE = {"tools/verify_journal.py"}
"""Longer by design: handed to outsiders as a single file."""
PUBLIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def test_no_module_needs_long_scrolling() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text().splitlines())
        for path in modules("src", "tests", "tools")
    }
    long = {str(path): lines for path, lines in lengths.items() if lines > LONGEST}
    assert long.keys() <= ONE_FILE, long


def silent(syntax: ast.Module) -> list[str]:
    """Public functions and classes of a module, and the module itself, that have no docstring."""
    named = [node for node in syntax.body if isinstance(node, PUBLIC) and not node.name.startswith("_")]
    nameless = [] if ast.get_docstring(syntax) else ["the module"]
    return nameless + [node.name for node in named if not ast.get_docstring(node)]


@pytest.mark.parametrize(
    ("text", "names"),
    [('"""Said."""\ndef f(): ...\n', ["f"]), ("", ["the module"]), ('"""Said."""\ndef _f(): ...\n', [])],
)
def test_a_name_without_a_docstring_is_seen(text: str, names: list[str]) -> None:
    assert silent(ast.parse(text)) == names


def test_every_public_name_says_what_it_is_for() -> None:
    files = [path for path in modules("src", "tools") if path.name != "apps.py"]  # the package itself says it
    nameless = {str(path.relative_to(ROOT)): silent(tree(path)) for path in files}
    assert {path: names for path, names in nameless.items() if names} == {}
