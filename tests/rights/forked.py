"""Forked children, each of which tries one thing and says one line."""

import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Key = TypeVar("Key")
Asked = tuple[Key, Callable[[], str]]


def each(asked: Iterable[Asked[Key]], *, jobs: int, longest: int) -> Iterator[tuple[Key, str]]:
    """What each child says, `jobs` of them at a time; nothing where it took longer than `longest` seconds or was killed.

    A child that breaks says so: what raises where nothing raised before was noticed.
    """
    running: dict[int, tuple[Key, int]] = {}
    for key, work in asked:
        if len(running) >= jobs:
            yield _next(running)
        child, reader = _begun(work, longest)
        running[reader] = key, child
    while running:
        yield _next(running)


def _begun(work: Callable[[], str], longest: int) -> tuple[int, int]:
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    os.close(reader)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(longest)
    try:
        said = work()
    except BaseException:
        said = "crashed: " + traceback.format_exc().strip().splitlines()[-1]
    os.write(writer, said.encode()[:900])
    os._exit(0)


def _next(running: dict[int, tuple[Key, int]]) -> tuple[Key, str]:
    """What the first to be ready says."""
    ready, _, _ = select.select(list(running), [], [])
    key, child = running.pop(ready[0])
    with os.fdopen(ready[0], encoding="utf-8", errors="replace") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return key, said


def apart(work: Callable[[], bytes]) -> bytes:
    """What a child of its own answers: threads it starts end with it, so this process stays fit to be forked."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        try:
            with os.fdopen(writer, "wb") as answer:
                answer.write(work())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    if not said:
        raise RuntimeError("the child said nothing")
    return said
