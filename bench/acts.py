"""Acts a second in one process and in two, beside the raw limit of the database and a bare Django transition.

An act of ours asks for state and authority, counts deadlines, moves tasks, writes a chained journal row and notices, and
finds a second click by its key; the other two lock a row, insert an event and update the row. `without journal` does all
but the row of the journal (goal 6). Goals 3, 4 and 6 of the project's performance sheet (docs/evidence.md).

    python -m bench acts
"""

import argparse
import cProfile
import pstats
import statistics
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from django.db import connection

from bench import life, minimal
from bench.common import Figure, Ratio, interleave, report
from bench.workers import Workers
from motcua.journal.actions import Head, Recorded

PROCESSES = (1, 2)
TIMES = {"raw transition": 1_500, "Django transition": 500, "motcua act": 250, "without journal": 250}
"""How often each is done in a round, in each process."""
SPIFF, FSM, VIEWFLOW = 0.907, 1.158, 0.293
"""Peers over a bare Django transition on PostgreSQL, two processes, all in one interleaved run of 2026-11-22:
SpiffWorkflow with its state as JSON and an event row, django-fsm-2 with an event row, django-viewflow."""


def main() -> None:
    """Measure and print; `--profile` shows instead what our acts spend their time on."""
    parser = argparse.ArgumentParser(description="Acts a second beside the raw limit of the database.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    life.set_up(max(PROCESSES))
    if chosen.profile:
        profiled()
        return
    minimal.create()
    counted = statements()
    server = postmaster()
    connection.close()
    with Workers(max(PROCESSES), "bench.acts:prepare") as workers:
        workers.postmaster = server
        competitors: dict[str, Callable[[], object]] = {}
        operations: dict[str, int] = {}
        for processes in PROCESSES:
            for name, times in TIMES.items():
                said = named(name, processes)
                competitors[said] = partial(workers.run, name, times, processes)
                operations[said] = times * processes
        found = interleave(competitors, operations, chosen.rounds)
        spent = {
            name: statistics.median(workers.spent[name, PROCESSES[-1]][1:]) for name in TIMES
        }  # the first was to warm up
    report(
        f"Acts, {connection.vendor}",
        list(found.values()),
        [*ratios(found, counted), *of_cpu(spent)],
        as_json=chosen.json,
    )
    if not chosen.json:
        print("statements beside BEGIN and COMMIT:", ", ".join(f"{n} {c}" for n, c in counted.items()))


def prepare(number: int) -> Mapping[str, Callable[[int], object]]:
    """What one process can do, at a place of its own."""
    acts = life.lives(life.at_place(number))

    def ours(times: int) -> None:
        deque(islice(acts, times), maxlen=0)

    def without_journal(times: int) -> None:
        with patch("motcua.dossiers.actions.work.record", _unwritten):
            ours(times)

    return {
        "raw transition": minimal.repeated(minimal.raw()),
        "Django transition": minimal.repeated(minimal.through_orm),
        "motcua act": ours,
        "without journal": without_journal,
    }


def _unwritten(stream: str, kind: str, *, head: Head, key: str | None, **_: object) -> Recorded:
    """What the journal answers, had it written."""
    return Recorded(Head(head.seq + 1, head.hash), key or "")


def statements() -> dict[str, int]:
    """How many statements each act of a life sends, once all is compiled."""
    small = life.at_place(0)
    deque(life.life(small), maxlen=0)
    sent: Counter[str] = Counter()

    def count(execute: Callable[..., object], sql: str, *rest: object) -> object:
        sent["now"] += not sql.startswith("BEGIN")
        return execute(sql, *rest)

    found: dict[str, int] = {}
    with connection.execute_wrapper(count):
        for act in life.life(small):
            found[act] = sent.pop("now", 0)
    return found


def ratios(found: Mapping[str, Figure], counted: Mapping[str, int]) -> Iterator[Ratio]:
    """Ours over theirs."""
    two = {name: found[named(name, 2)].median for name in TIMES}
    bare = two["motcua act"] / two["Django transition"]
    for processes in PROCESSES:
        ours, raw = found[named("motcua act", processes)], found[named("raw transition", processes)]
        yield Ratio(f"motcua act / raw transition, {processes} process(es)", ours.median / raw.median)
    if connection.vendor == "postgresql":
        yield Ratio("motcua act / SpiffWorkflow (through the bare Django transition)", bare / SPIFF, 0.7, 1)
        yield Ratio("motcua act / django-viewflow (the same way)", bare / VIEWFLOW, 2, 2)
        yield Ratio("motcua act / django-fsm-2 (the same way)", bare / FSM, 0.7, 1)
    else:
        yield Ratio("motcua act / Django transition, 2 processes", bare)
    yield Ratio("with journal / without, 2 processes", two["motcua act"] / two["without journal"], 0.85, 0.95)
    for name, value in (("most", max(counted.values())), ("mean", sum(counted.values()) / len(counted))):
        yield Ratio(f"statements in an act, {name}", value, 10, 5, at_most=True)


def of_cpu(spent: Mapping[str, float]) -> Iterator[Ratio]:
    """The same by CPU, which says more where the machine has other work."""
    for name, value in spent.items():
        yield Ratio(f"CPU ms of a {name}, database included", value)
    ours = spent["motcua act"]
    yield Ratio("CPU of a Django transition / of a motcua act", spent["Django transition"] / ours)
    yield Ratio("CPU of a raw transition / of a motcua act", spent["raw transition"] / ours)
    yield Ratio("CPU without journal / with", spent["without journal"] / ours)


def postmaster() -> int:
    """The number of the database server's first process; 0 for the embedded one."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text()
    return int(told.rpartition(")")[2].split()[1])


def named(name: str, processes: int) -> str:
    """A competitor's name in the table."""
    return f"{name}, {processes} process{'es' if processes > 1 else ''}"


def profiled(times: int = 2_000) -> None:
    """What our acts spend their time on."""
    acts = life.lives(life.at_place(0))
    deque(islice(acts, 50), maxlen=0)
    with cProfile.Profile() as profile:
        deque(islice(acts, times), maxlen=0)
    for order in ("tottime", "cumulative"):
        pstats.Stats(profile).sort_stats(order).print_stats(45)
