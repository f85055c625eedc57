"""Processes that stand ready and do as many operations as they are told, all at once."""

import importlib
import multiprocessing
import traceback
from multiprocessing.connection import Connection
from types import TracebackType

import django


class Workers:
    """So many processes. `prepare` ("module:function") is called once in each with its number and answers what it can do:
    functions by name, each of which takes how often."""

    def __init__(self, count: int, prepare: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes = []
        for number in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_stand_ready, args=(there, prepare, number), daemon=True)
            process.start()
            there.close()
            self._pipes.append(here)
            self._processes.append(process)
        for pipe in self._pipes:
            _answer(pipe)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(10)

    def run(self, name: str, times: int, processes: int) -> None:
        """Do `name` so often in each of the first `processes`; returns when all are through."""
        for pipe in self._pipes[:processes]:
            pipe.send((name, times))
        for pipe in self._pipes[:processes]:
            _answer(pipe)


def _answer(pipe: Connection) -> None:
    if said := pipe.recv():
        raise RuntimeError(said)


def _stand_ready(pipe: Connection, prepare: str, number: int) -> None:
    django.setup()
    module, name = prepare.split(":")
    try:
        known = getattr(importlib.import_module(module), name)(number)
        pipe.send("")
        while True:
            asked, times = pipe.recv()
            known[asked](times)
            pipe.send("")
    except EOFError:
        return
    except Exception:
        pipe.send(traceback.format_exc())
