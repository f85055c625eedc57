"""Puts a function without its check in the place of the real one; as a pytest plugin, the mutant `MOTCUA_MUTANT` names."""

import gc
import importlib
import os
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType

from tests.rights.mutants import Mutant, mutants


def pytest_collection_finish() -> None:
    """The tests are imported by now, pages not yet: change what the drill asked for."""
    wanted = os.environ.get("MOTCUA_MUTANT")
    if wanted:
        mutant = next(one for number, one in enumerate(mutants()) if number == int(wanted))
        importlib.import_module(mutant.module)
        put_in(changes_of(mutant))


def put_in(changes: Iterable[tuple[CodeType, CodeType]]) -> None:
    """Give every live function that has the old code the new one."""
    by_old = dict(changes)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__ in by_old:
            thing.__code__ = by_old[thing.__code__]


def changes_of(one: Mutant) -> Iterator[tuple[CodeType, CodeType]]:
    """Each function that is otherwise in the mutant: its code before and after, matched by qualified name and order."""
    path = str(one.path)
    old = list(_codes(compile(one.path.read_text(encoding="utf-8"), path, "exec")))
    new = list(_codes(compile(one.tree, path, "exec")))
    by_name: dict[str, list[CodeType]] = {}
    for code in new:
        by_name.setdefault(code.co_qualname, []).append(code)
    for code in old:
        same = by_name[code.co_qualname].pop(0)
        if same != code and code.co_name not in ("<module>",):
            yield code, same


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
