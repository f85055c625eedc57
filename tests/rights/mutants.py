"""Every permission check in the source, and the same source without it: what `make drill-rights` deletes one at a time.

Found by name, not by hand: a new call of a check, a new refusal about somebody's right, a new branch of a function that is
a check are mutants from the day they are written. What is reviewed: the refusals that are about rights (in
`tests/agreements/rights/sets.toml`), the functions that check and the few filters that limit what is listed
(`tests.rights.checks`).
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.rules.roles import ANYBODYS, Page
from tests.rights.checks import CALLS, CHECKING, FILTERS, FOR_EVERYBODY, NONE_ALLOWS, NOTHING, OFFERS
from tests.rights.table import all_refusals

SOURCE = Path(__file__).resolve().parent.parent.parent / "src"


@dataclass(frozen=True)
class Mutant:
    """One check deleted: where, what was there, and the changed source of its module; `opened`: it is the line of a view
    that says who opens it (`@official(Page.…)`), so not the function is other but what guards it."""

    module: str
    function: str
    line: int
    what: str
    tree: ast.Module
    path: Path
    opened: bool = False

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}: {self.what}"


def mutants() -> Iterator[Mutant]:
    """Every one, in the order of the source."""
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        yield from _filters(module, path, text)
        count = sum(1 for _ in _sites(ast.parse(text), module))
        for number in range(count):
            tree = ast.parse(text)
            function, line, what, change = list(_sites(tree, module))[number]
            change()
            yield Mutant(
                module, function, line, what, ast.fix_missing_locations(tree), path, what.startswith("@")
            )


def _filters(module: str, path: Path, text: str) -> Iterator[Mutant]:
    for wanted, function, old, new in FILTERS:
        if wanted != module:
            continue
        node = next(
            n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef) and n.name == function
        )
        lines = text.splitlines(keepends=True)
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        body = "".join(lines[first:last])
        if body.count(old) != 1:
            raise SystemExit(
                f"FILTERS is out of step: {function} in {module} has {body.count(old)} times {old!r}"
            )
        changed = "".join(lines[:first]) + body.replace(old, new) + "".join(lines[last:])
        yield Mutant(module, function, node.lineno, f"without {old}", ast.parse(changed), path)


Site = tuple[str, int, str, "Change"]


class Change:
    """A change to a tree, made when called."""

    def __init__(self, parent: ast.AST, field: str, place: int | None, new: ast.AST) -> None:
        self.parent, self.field, self.place, self.new = parent, field, place, new

    def __call__(self) -> None:
        """Make it."""
        if self.place is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.place] = self.new


def _sites(tree: ast.Module, module: str) -> list[Site]:
    found: list[Site] = []
    _walk(tree, module, "", found)
    return found


def _walk(node: ast.AST, module: str, name: str, found: list[Site]) -> None:
    for field, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        for place, child in enumerate(children):
            if not isinstance(child, ast.AST):
                continue
            inner = name
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{name}.{child.name}" if name else child.name
            at = place if isinstance(value, list) else None
            found += _here(node, field, at, child, module, name)
            _walk(child, module, inner, found)


def _here(
    parent: ast.AST, field: str, place: int | None, node: ast.AST, module: str, name: str
) -> list[Site]:
    """The mutants that this node is itself."""
    checking = any(name == one or name.startswith(f"{one}.") for one in CHECKING.get(module, ()))
    line = getattr(node, "lineno", 0)
    if isinstance(node, ast.Raise) and (_code(node) in all_refusals() or (checking and _code(node) != "?")):
        return [(name, line, ast.unparse(node), Change(parent, field, place, _never(node)))]
    if isinstance(node, ast.FunctionDef):
        return list(_openings(node, f"{name}.{node.name}" if name else node.name))
    if isinstance(node, ast.Expr) and (called := _called(node.value)) in CALLS and not _offers(module, name):
        return [(name, line, f"call of {called}", Change(parent, field, place, _never(node)))]
    if (
        isinstance(node, ast.Call)
        and CALLS.get(_called(node), "")
        and not isinstance(parent, ast.Expr)
        and not _offers(module, name)
    ):
        new = ast.parse(CALLS[_called(node)], mode="eval").body
        return [(name, line, f"call of {_called(node)}", Change(parent, field, place, _first(new, node)))]
    if not checking:
        return []
    found: list[Site] = []
    if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Return) and _refuses(node.body[-1], name):
        found.append((name, line, f"if {ast.unparse(node.test)}", Change(node, "test", None, _no(node.test))))
    if isinstance(node, ast.If) and _turns_away(node.body[-1], name) and isinstance(node.test, ast.BoolOp):
        for number, operand in enumerate(node.test.values):
            if isinstance(node.test.op, ast.Or):
                change = Change(node.test, "values", number, _no(operand))
                found.append((name, line, f"or {ast.unparse(operand)}", change))
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for number, operand in enumerate(node.values):
            found.append(
                (name, line, f"and {ast.unparse(operand)}", Change(node, "values", number, _always(operand)))
            )
    if isinstance(node, ast.comprehension):
        for number, test in enumerate(node.ifs):
            found.append(
                (name, test.lineno, f"if {ast.unparse(test)}", Change(node, "ifs", number, _always(test)))
            )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
        found.append((name, line, f"& {ast.unparse(node.right)}", Change(parent, field, place, node.left)))
    return found


def _openings(node: ast.FunctionDef, name: str) -> Iterator[Site]:
    """The line above a view that says who opens it; none where every official does."""
    for number, one in enumerate(node.decorator_list):
        if _called(one) == "official" and isinstance(one, ast.Call):
            page = ast.unparse(one.args[0])
            if Page[page.removeprefix("Page.")] not in ANYBODYS:
                new = ast.parse(f"official(Page.{FOR_EVERYBODY})", mode="eval").body
                yield (name, one.lineno, f"@official({page})", Change(node, "decorator_list", number, new))


def _offers(module: str, name: str) -> bool:
    return module in OFFERS or f"{module}.{name}" in OFFERS


def _turns_away(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Return) and _refuses(node, name))


def _refuses(node: ast.Return, name: str) -> bool:
    """Whether a return turns somebody away: another page, a refusal, nothing."""
    said = ast.unparse(node).removeprefix("return ")
    return "Refusal(" in said or "redirect" in said or (said in NOTHING and name not in NONE_ALLOWS)


def _code(node: ast.Raise) -> str:
    """The code of the refusal raised; empty where it is one held in a name; `?` for what is no refusal."""
    call = node.exc
    if isinstance(call, ast.BoolOp):
        call = call.values[-1]
    if isinstance(call, ast.Call) and _called(call) == "Refusal" and isinstance(call.args[0], ast.Constant):
        return str(call.args[0].value)
    return "?" if isinstance(call, ast.Call) and _called(call).endswith(("Error", "Exception")) else ""


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _never(node: ast.stmt) -> ast.stmt:
    """The statement kept where it is never reached, so that the names it closes over stay the same."""
    return ast.copy_location(ast.If(_plain(False), [node], []), node)


def _plain(true: bool) -> ast.expr:
    """True or false, said so that the compiler leaves what is never reached where it is."""
    return ast.Compare(ast.Constant(0), [ast.Eq()], [ast.Constant(0 if true else 1)])


def _no(node: ast.expr) -> ast.expr:
    return ast.copy_location(ast.BoolOp(ast.And(), [_plain(False), node]), node)


def _always(node: ast.expr) -> ast.expr:
    return ast.copy_location(ast.BoolOp(ast.Or(), [_plain(True), node]), node)


def _first(new: ast.expr, old: ast.expr) -> ast.expr:
    """`new`, with the names of `old` still read."""
    return ast.copy_location(ast.IfExp(_plain(True), new, old), old)
