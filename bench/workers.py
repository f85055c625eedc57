"""Processes that stand ready and do as many operations as they are told, all at once."""

import importlib
import multiprocessing
import os
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
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
        self.postmaster = 0
        self.beside: list[int] = []
        """Processes that are no workers, but whose CPU counts."""
        self.spent: dict[tuple[str, int], list[float]] = {}
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
        """Do `name` so often in each of the first `processes`; returns when all are through.

        Notes in `spent` the milliseconds of CPU each operation took, the database's included: what others do on the machine
        meanwhile changes the wall's time, hardly this.
        """
        before = self._cpu()
        for pipe in self._pipes[:processes]:
            pipe.send((name, times))
        for pipe in self._pipes[:processes]:
            _answer(pipe)
        each = (self._cpu() - before) * 1_000 / (times * processes)
        self.spent.setdefault((name, processes), []).append(each)

    def _cpu(self) -> float:
        """Seconds of CPU spent so far by our processes and those of the database server, ended ones aside."""
        ours = {str(process.pid) for process in self._processes} | set(map(str, self.beside))
        total = 0
        for told in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = told.read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            if told.parent.name in ours or (self.postmaster and int(words[1]) == self.postmaster):
                total += int(words[11]) + int(words[12])
        return total / os.sysconf("SC_CLK_TCK")


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
