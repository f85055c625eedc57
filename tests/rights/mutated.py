"""Puts a function without its check in the place of the real one, in this process."""

import gc
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import CodeType, FunctionType

from motcua.rules.authority import Authority, Mandate
from motcua.rules.posts import PostKind
from motcua.rules.roles import Page
from tests.rights.checks import FOR_EVERYBODY
from tests.rights.mutants import SOURCE, Mutant

ANYBODY = Authority(Mandate(0, 0, PostKind.HANDLER, 0, frozenset(), datetime(2000, 1, 1, tzinfo=UTC)))
"""What a check answers that was deleted: whoever asks may."""


def functions() -> list[FunctionType]:
    """Every live function of the source: gathered once, before children are forked."""
    found = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType)]
    gc.freeze()
    return [one for one in found if one.__code__.co_filename.startswith(str(SOURCE))]


def put_in(one: Mutant, live: Iterable[FunctionType]) -> None:
    """Give every live function that has the old code the new one; a view that was guarded is opened by every official."""
    by_old = {} if one.opened else dict(changes_of(one))
    for thing in live:
        if thing.__code__ in by_old:
            thing.__code__ = by_old[thing.__code__]
        elif one.opened and _guards(thing, one):
            cell = thing.__closure__ or ()
            cell[thing.__code__.co_freevars.index("opening")].cell_contents = Page[FOR_EVERYBODY]


def reached_by(one: Mutant) -> list[tuple[str, str]]:
    """File and qualified name of each function that is otherwise, or of the view whose guard is."""
    if one.opened:
        return [(str(one.path), one.function)]
    return [(old.co_filename, old.co_qualname) for old, _ in changes_of(one)]


def _guards(thing: FunctionType, one: Mutant) -> bool:
    view = getattr(thing, "__wrapped__", None)
    named = (getattr(view, "__module__", ""), getattr(view, "__qualname__", ""))
    return "opening" in thing.__code__.co_freevars and named == (one.module, one.function)


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
