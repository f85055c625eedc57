"""Events verified a second on one core, beside the bare Python loop that hashes the same bytes (goal 6).

`walk` recomputes every row's types, bytes, canonical form, hash and place in its chain; with the watch of the dossiers it
follows each from state to state and holds it against its row and slips, reading all from the database. The bare loop only
hashes and compares; the chained one also reads the JSON.

    python -m bench verify
"""

import argparse
import hashlib
import json
from collections import deque
from collections.abc import Callable
from itertools import islice

from bench import life
from bench.common import Ratio, interleave, report
from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal import stored
from motcua.journal.verify import Row, walk

ACTS = 1_000
OVER = 10
"""How often the same rows are gone over in one round."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Events verified a second.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    life.set_up(1)
    deque(islice(life.lives(life.at_place(0)), ACTS), maxlen=0)
    rows = list(stored.rows())

    def every(loop: Callable[[list[Row]], object]) -> Callable[[], None]:
        def run() -> None:
            for _ in range(OVER):
                loop(rows)

        return run

    bare, read = "bare loop: hash and compare", "bare loop: hash, compare, read the JSON"
    ours, whole = "motcua walk", "motcua verify: the database, every dossier"
    competitors = {bare: every(_hashed), read: every(_read), ours: every(_walked), whole: every(_whole)}
    found = interleave(competitors, dict.fromkeys(competitors, len(rows) * OVER), chosen.rounds)
    ratios = [
        Ratio("motcua walk / bare loop", found[ours].median / found[bare].median, 0.5, 1),
        Ratio("motcua walk / bare loop that reads the JSON", found[ours].median / found[read].median),
        Ratio("motcua verify / bare loop", found[whole].median / found[bare].median),
    ]
    report(f"Events verified, {len(rows):,} events", list(found.values()), ratios, as_json=chosen.json)


def _hashed(rows: list[Row]) -> None:
    for row in rows:
        body, told = row[6], row[8]
        assert isinstance(body, bytes)
        if hashlib.sha256(body).hexdigest() != told:
            raise ValueError(row)


def _read(rows: list[Row]) -> None:
    prev: object = None
    for row in rows:
        body, told = row[6], row[8]
        assert isinstance(body, bytes)
        if hashlib.sha256(body).hexdigest() != told:
            raise ValueError(row)
        found = json.loads(body)
        if found["seq"] > 1 and found["prev"] != prev:
            raise ValueError(row)
        prev = told


def _walked(rows: list[Row]) -> None:
    _sound(walk(rows).ok)


def _whole(rows: list[Row]) -> None:
    _sound(verify_all().ok)


def _sound(ok: bool) -> None:
    if not ok:
        raise RuntimeError("the journal is not sound")
