"""As a pytest plugin (`-p tests.rights.beside`): tries the mutants `MOTCUA_MUTANTS` names on the tests that were collected.

Every test runs once with nothing changed, and what it reaches is noted. Then, for each mutant, the tests that reach it run
again in a forked child that has the mutant, those of its own room and the quickest first, until one fails; a second child,
without the mutant, runs the same tests, and only what fails in the one and not in the other has noticed. The answers go to
`MOTCUA_ANSWERS`, a line each: the number, a tab, the test.
"""

import importlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
import typst
from _pytest.runner import runtestprotocol
from asgiref.sync import SyncToAsync
from django.db import connection

from motcua.papers import render
from tests.rights.forked import apart, each
from tests.rights.mutants import SOURCE, Mutant, mutants
from tests.rights.mutated import functions, put_in, reached_by

LONGEST = 600
"""Seconds for one mutant."""
STAGE = "_built"
"""The fixture that takes longest: tests on it come last."""
Reached = dict[tuple[str, str], set[int]]


class Press:
    """Makes the papers of `motcua.papers` in the place of `typst`, each in a child of its own: the real one's threads do not
    live on in a forked child, which would wait for them for ever."""

    def __init__(self, **told: Any) -> None:
        self.told = told

    def compile(self, source: str, **asked: Any) -> bytes:
        """As that of `typst.Compiler`."""
        return apart(lambda: bytes(typst.Compiler(**self.told).compile(source, **asked)))  # type: ignore[arg-type]

    @staticmethod
    def query(source: str, selector: str, **asked: Any) -> str:
        """As that of `typst`."""
        return apart(lambda: typst.query(source, selector, **asked).encode()).decode()

    @classmethod
    def Compiler(cls, **told: Any) -> "Press":
        """As that of `typst`."""
        return cls(**told)


def _own_thread() -> None:
    """The thread that asks for timestamps does not live on in a child either: it gets one of its own."""
    SyncToAsync.single_thread_executor = ThreadPoolExecutor(max_workers=1)


PARENTS: list[object] = []
"""The connections of the process that was forked: never used here, and never closed, for they are not ours."""


def _own_database() -> None:
    """A copy of the database for this child alone: children of one file would wait for each other, and be refused."""
    PARENTS.append(connection.connection)
    connection.connection = None
    folder = tempfile.mkdtemp(prefix="motcua-child-", dir=os.environ["MOTCUA_DATA"])
    name = Path(str(connection.settings_dict["NAME"]))
    for file in (name, name.with_name(name.name + "-wal")):
        if file.exists():
            shutil.copy(file, folder)
    connection.settings_dict["NAME"] = str(Path(folder) / name.name)


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """In the place of the usual loop, where mutants are named."""
    named = os.environ.get("MOTCUA_MUTANTS")
    if not named:
        return None
    setattr(render, "typst", Press)  # noqa: B010
    os.register_at_fork(after_in_child=_own_thread)
    wanted = {int(number) for number in named.split()}
    with os.fdopen(int(os.environ["MOTCUA_ANSWERS"]), "w", encoding="utf-8") as answers:
        reached, seconds = _unchanged(session)
        if session.testsfailed:
            return True
        chosen = [(number, one) for number, one in enumerate(mutants()) if number in wanted]
        for _, one in chosen:
            importlib.import_module(one.module)
        live, asked = functions(), []

        for number, one in chosen:
            tests = {test for function in reached_by(one) for test in reached.get(function, ())}
            order = sorted(tests, key=lambda test, one=one: (*_far(session.items[test], one), seconds[test]))  # type: ignore[misc]
            asked.append((number, partial(_try, session, one, live, order)))
        for number, said in each(asked, jobs=int(os.environ.get("MOTCUA_JOBS", "1")), longest=LONGEST):
            print(number, said, sep="\t", file=answers, flush=True)
    return True


def _far(test: pytest.Item, one: Mutant) -> tuple[bool, int]:
    """What makes a test come late: that it needs what takes longest to build, few names of its file in the mutant's."""
    names = {part.removeprefix("test_") for part in test.path.with_suffix("").parts}
    return STAGE in getattr(test, "fixturenames", ()), -len(names & set(one.module.split(".")))


def _unchanged(session: pytest.Session) -> tuple[Reached, list[float]]:
    """What each test reaches of ours, and how long it takes; a test that fails now stops everything."""
    reached: Reached = {}
    seconds = []
    for number, item in enumerate(session.items):
        seen: set[CodeType] = set()

        def note(frame: FrameType, event: str, _: object, seen: set[CodeType] = seen) -> None:
            if event == "call":
                seen.add(frame.f_code)

        began = time.monotonic()
        sys.setprofile(note)
        try:
            after = session.items[(number + 1) % len(session.items)]
            reports = runtestprotocol(item, log=False, nextitem=after)
        finally:
            sys.setprofile(None)
        seconds.append(time.monotonic() - began)
        for report in reports:
            if report.failed:
                session.testsfailed += 1
                print(report.longreprtext, file=sys.stderr)
        for code in seen:
            if code.co_filename.startswith(str(SOURCE)):
                reached.setdefault((code.co_filename, code.co_qualname), set()).add(number)
    return reached, seconds


def _try(session: pytest.Session, one: Mutant, live: list[FunctionType], tests: list[int]) -> str:
    """The first test that fails with the mutant and not without it."""
    innocent: set[int] = set()
    while True:
        tried = [number for number in tests if number not in innocent]
        failed = _first(_run(session, partial(put_in, one, live), tried))
        if failed is None:
            return ""
        until = tried[: tried.index(failed) + 1]
        wrong = _first(_run(session, None, until))
        if wrong is None:
            return str(session.items[failed].nodeid)
        innocent.add(wrong)


def _first(answers: Iterator[tuple[int, str]]) -> int | None:
    return next((int(said) for _, said in answers if said.isdecimal()), None)


def _run(
    session: pytest.Session, change: Callable[[], None] | None, tests: list[int]
) -> Iterator[tuple[int, str]]:
    """A child that runs these tests until one fails, and says its number."""

    def work() -> str:
        _own_database()
        if change is not None:
            change()
        for place, number in enumerate(tests):
            item = session.items[number]
            if place == 0:
                session._setupstate.teardown_exact(item)
            after = session.items[tests[place + 1]] if place + 1 < len(tests) else item
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
                return str(number)
        return "none"

    return each([(0, work)], jobs=1, longest=LONGEST)
