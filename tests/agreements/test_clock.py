"""Time is a value: the clock is read at doors and nowhere else."""

import ast

from tests.agreements.sources import PACKAGE, ROOT, modules, tree

READS = {"now", "today", "utcnow", "localtime", "localdate", "monotonic", "time_ns"}
FIELDS = {"auto_now", "auto_now_add"}


def readings(syntax: ast.AST) -> list[int]:
    """Lines that read the clock: `datetime.now()`, `timezone.now`, `time.time()`, `auto_now=True`."""
    lines = []
    for node in ast.walk(syntax):
        match node:
            case ast.Attribute() if node.attr in READS or ast.unparse(node) == "time.time":
                lines.append(node.lineno)
            case ast.keyword() if node.arg in FIELDS:
                lines.append(node.lineno)
    return lines


def test_a_reading_of_the_clock_is_seen() -> None:
    assert readings(ast.parse("at = timezone.now()")) == [1]
    assert readings(ast.parse("since = DateTimeField(auto_now_add=True)")) == [1]


def test_only_doors_read_the_clock() -> None:
    elsewhere = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules("src")
        if not path.is_relative_to(PACKAGE / "doors")
        for line in readings(tree(path))
    ]
    assert elsewhere == []
