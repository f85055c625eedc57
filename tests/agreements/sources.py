"""The files the agreements are about: what is committed, and our own Python modules as trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "motcua"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is committed or would be: known to git, or new and not ignored."""
    words = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in sorted(set(listed.split("\0"))) if name and (path := ROOT / name).is_file())


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Our Python files under `folders` of the project, but for migrations, which Django writes."""
    inside = tuple(ROOT / folder for folder in folders)
    return tuple(
        path
        for path in project_files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and any(path.is_relative_to(folder) for folder in inside)
    )


@cache
def tree(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text(), filename=str(path))


def texts() -> Iterator[tuple[str, int, str]]:
    """Every line of every committed text: file, number of the line, line."""
    for path in project_files():
        try:
            lines = path.read_text().splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            yield str(path.relative_to(ROOT)), number, line
