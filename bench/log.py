"""What the journal's second layer costs: acts a second with it and without, and checking an export with the single file.

`with the log`: the database queues every event, and beside the acts a process gives places and signs a head every second,
as `motcua serve` does. `without`: no queue, no such process; the chained row in the transaction is there in both. The check
reads an export of so many events of real lives, under a head every thousand, in one process.

    python -m bench log
"""

import argparse
import base64
import gc
import json
import multiprocessing
import statistics
import time
from argparse import Namespace
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from hashlib import sha256
from importlib import import_module
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from bench import life
from bench.acts import postmaster
from bench.common import Figure, Ratio, interleave, report
from bench.keeper import keep
from bench.workers import Workers

PROCESSES, TIMES = 2, 300
ORIGIN = "bench.invalid/log"
WITH, WITHOUT = "motcua act, with the log", "motcua act, without"
CHECK = "events checked by tools/verify_journal.py"
BARE = "events hashed by a bare loop"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the journal's log costs.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--events", type=int, default=200_000)
    chosen = parser.parse_args()
    life.set_up(PROCESSES)
    figures, ratios = acts(chosen.rounds)
    if connection.vendor == "sqlite":
        checked, bare = checking(chosen.events, chosen.rounds)
        figures += [checked, bare]
        seconds = 1_000_000 / checked.median
        ratios += [
            Ratio("CPU seconds to check a million events, one core", seconds, 6, 6, at_most=True),
            Ratio(
                "events checked / bare loop that hashes leaf and node",
                checked.median / bare.median,
                0.25,
                0.5,
            ),
        ]
    report(f"The journal's log, {connection.vendor}", figures, ratios, as_json=chosen.json)


def acts(rounds: int) -> tuple[list[Figure], list[Ratio]]:
    """Acts a second, both ways in turn."""
    context = multiprocessing.get_context("spawn")
    at_work = context.Event()
    server = postmaster()
    connection.close()
    keeper = context.Process(target=keep, args=(at_work,), daemon=True)
    keeper.start()
    with Workers(PROCESSES, "bench.acts:prepare") as workers:
        workers.postmaster, workers.beside = server, [keeper.pid or 0]
        spent: dict[bool, list[float]] = {True: [], False: []}

        def run(queued: bool) -> None:
            _queue(queued)
            (at_work.set if queued else at_work.clear)()
            workers.run("motcua act", TIMES, PROCESSES)
            spent[queued].append(workers.spent["motcua act", PROCESSES][-1])

        found = interleave(
            {WITH: partial(run, True), WITHOUT: partial(run, False)},
            dict.fromkeys((WITH, WITHOUT), TIMES * PROCESSES), rounds,
        )  # fmt: skip
    keeper.terminate()
    keeper.join()
    without, beside = (statistics.median(spent[queued][1:]) for queued in (False, True))
    return list(found.values()), [
        Ratio("acts with the log / without", found[WITH].median / found[WITHOUT].median, 0.9, 1),
        Ratio("the same by CPU, the log's process and the database's included", without / beside, 0.9, 1),
    ]


def _queue(wanted: bool) -> None:
    """Let the database queue events, or not."""
    triggers = import_module("motcua.journal.migrations.0004_log_append_only")
    lite = connection.vendor == "sqlite"
    made = triggers.QUEUE_SQLITE[-1] if lite else triggers.QUEUE_POSTGRESQL[-1]
    gone = "DROP TRIGGER IF EXISTS journal_queue" + ("" if lite else " ON journal_event")
    with connection.cursor() as cursor:
        cursor.execute(gone)
        if wanted:
            cursor.execute(made)
    connection.close()


def checking(count: int, rounds: int) -> tuple[Figure, Figure]:
    """Events a second of CPU time that the verifier checks, and that a bare loop hashes, in turn."""
    deque(islice(life.lives(life.at_place(0)), 100), maxlen=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM journal_event WHERE stream LIKE 'dossier/%' ORDER BY stream, seq LIMIT 1000"
        )
        bodies = [json.loads(bytes(body)) for (body,) in cursor.fetchall()]
    file = Path(settings.DATA) / "export"
    _write(file, bodies, count)
    verifier = import_module("tools.verify_journal")
    export = Namespace(export=str(file), key=[], head=[], receipt=[], leaves="", json=False)
    ways = {CHECK: partial(verifier.verify, export), BARE: partial(_hash, file)}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    gc.disable()  # as the program does
    for _ in range(rounds):
        for name, run in ways.items():
            began = time.process_time()
            run()
            spent[name].append(time.process_time() - began)
    gc.enable()
    checked, bare = (
        Figure(name, count / statistics.median(took), count / max(took), count / min(took), rounds)
        for name, took in spent.items()
    )
    return checked, bare


def _hash(file: Path) -> None:
    """What no verifier can do without: read each event, hash it, and hash one node of the tree."""
    with file.open("rb", 1 << 18) as lines:
        for line in lines:
            if line[:1].isdigit():
                leaf = sha256(b"\0" + line[line.index(b"{") : -1]).digest()
                sha256(b"\1" + leaf + leaf).digest()


def _write(file: Path, bodies: list[dict[str, object]], count: int) -> None:
    """An export of so many events: the same lives again and again, as other dossiers."""
    notes = import_module("motcua.journal.log.notes")
    tree = import_module("motcua.journal.log.tree")
    key, growing = Ed25519PrivateKey.generate(), tree.Frontier()
    rows, heads = file.with_suffix(".rows"), []
    with rows.open("wb") as written:
        for place, (body, told) in enumerate(islice(_again(bodies), count)):
            leaf = tree.leaf_hash(body)
            growing.append(leaf)
            written.write(b"%d %s %s\n" % (place, told.encode(), body))
            if growing.size % 1_000 == 0 or growing.size == count:
                note = notes.signed(notes.Checkpoint(ORIGIN, growing.size, growing.root()), key)
                heads.append(f"head 2026-11-23T00:00:00.000000Z {base64.b64encode(note.encode()).decode()}\n")
    public = notes.public_of(key, ORIGIN).text
    with file.open("wb") as whole, closing(rows.open("rb")) as lines:
        whole.write(
            f"motcua-journal 1\norigin {ORIGIN}\nkey {public}\n{''.join(heads)}events {count}\n".encode()
        )
        while part := lines.read(1 << 20):
            whole.write(part)
    rows.unlink()


def _again(bodies: list[dict[str, object]]) -> Iterator[tuple[bytes, str]]:
    """Bodies and their hashes, chained anew under the number of another dossier each time."""
    rules = import_module("motcua.rules.canonical")
    encode: Callable[[object], str] = json.JSONEncoder(
        sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode
    turn = 0
    while True:
        turn += 1
        tops: dict[str, str] = {}
        for said in bodies:
            stream = f"{said['stream']}{turn:06}"
            body = encode({**said, "stream": stream, "prev": tops.get(stream, rules.NO_PREVIOUS)}).encode()
            tops[stream] = rules.event_hash(body)
            yield body, tops[stream]
