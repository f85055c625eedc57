"""Floors hold: every package has one, imports go downwards only, none hides in a function."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.agreements.sources import PACKAGE, ROOT, modules, tree

PROGRAM = Path(sys.executable).parent / "lint-imports"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def check_floors(sources: Path) -> subprocess.CompletedProcess[str]:
    words = [str(PROGRAM), "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    return subprocess.run(words, cwd=sources, env=environment, capture_output=True, text=True)


def copy_with(folder: Path, module: str, text: str) -> Path:
    """The package's modules in `folder`, one of them written anew."""
    shutil.copytree(
        PACKAGE, folder / "motcua", ignore=shutil.ignore_patterns("built", "fonts", "data", "*.pyc")
    )
    path = folder / "motcua" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return folder


def test_floors_hold() -> None:
    said = check_floors(ROOT / "src")
    assert said.returncode == 0, said.stdout + said.stderr


def test_a_package_without_a_floor_is_refused(tmp_path: Path) -> None:
    said = check_floors(copy_with(tmp_path, "utils/__init__.py", '"""Odds and ends."""\n'))
    assert said.returncode != 0
    assert "utils" in said.stdout + said.stderr


def test_a_rule_that_reaches_for_django_is_refused(tmp_path: Path) -> None:
    said = check_floors(copy_with(tmp_path, "rules/borrowed.py", "from django.utils import timezone\n"))
    assert said.returncode != 0
    assert "motcua.rules.borrowed -> django" in said.stdout


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in modules("src", "tools")
        for function in ast.walk(tree(path))
        if isinstance(function, FUNCTIONS)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []
