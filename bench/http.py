"""Acts, work lists and look-ups a second through a browser's eyes, beside the least a Django page can be.

Ours is `motcua serve` as an operator starts it: session, CSRF, authority, the whole page's reading, the act, the redirect.
The floor is a view without middleware on the same server and database. Whole lives of dossiers are played by the desk's
buttons, 100,000 others lie beside them. PostgreSQL with fsync=on; the one who asks shares the two cores. Goals 1, 5, 7.

    python -m bench http
"""

import argparse
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from bench import desk, life, minimal
from bench.common import Figure, Ratio, report
from bench.load import Load, Script, load
from bench.servers import FLOOR_SETTINGS, floor, free_port, ours, running

FEW, MANY = 8, 32
PLACES = 4
A_CONNECTION = 60
"""Dossiers received beforehand for each connection."""


@dataclass(frozen=True)
class Asked:
    """One kind of request: whom, with how many connections, which answer is right."""

    name: str
    port: int
    scripts: list[Script]
    status: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Acts and pages a second through HTTP.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--dossiers", type=int, default=A_CONNECTION, help="received for each connection")
    chosen = parser.parse_args()
    life.set_up(PLACES)
    minimal.create()
    ready = prepared(chosen.dossiers)
    connection.close()
    here, there = free_port(), free_port()
    with running(ours(here), here, {}), running(floor(there), there, FLOOR_SETTINGS):

        def kinds() -> Iterator[Asked]:
            for count in (FEW, MANY):
                bare = [desk.floor("POST", "transition") for _ in range(count)]
                yield Asked(f"floor transition, {count} at once", there, bare, 200)
                yield Asked(f"motcua act, {count} at once", here, ready.lives[:count], 302)
            bare = [desk.floor("GET", "get") for _ in range(FEW)]
            yield Asked(f"floor get, {FEW} at once", there, bare, 200)
            citizens = [desk.look_ups(ready.codes) for _ in range(FEW)]
            yield Asked(f"motcua look-up, {FEW} at once", here, citizens, 200)
            officials = [desk.work_list(ready.signed_in) for _ in range(FEW)]
            yield Asked(f"motcua work list, {FEW} at once", here, officials, 200)

        found = rounds(list(kinds()), chosen.rounds, chosen.seconds)
    figures = [figure(name, [one.speed for one in loads]) for name, loads in found.items()]
    figures += [figure(f"{name}: p95 ms", [one.p95 for one in loads]) for name, loads in found.items()]
    report(
        "Through HTTP, postgresql",
        figures,
        list(ratios({f.name: f.median for f in figures})),
        as_json=chosen.json,
    )


@dataclass(frozen=True)
class Ready:
    """What can be asked of ours: one script of acts a connection, and whoever reads."""

    lives: list[Script]
    signed_in: desk.Sessions
    codes: list[str]


def prepared(each: int) -> Ready:
    """A busy office: others' dossiers, and for every connection some received just now."""
    places = [life.at_place(place) for place in range(PLACES)]
    signed_in = [desk.sessions(small) for small in places]
    returned, assigned = desk.receive(places[0], 2)
    desk.go_on(places[0], returned)
    desk.go_on(places[0], assigned, 3)
    desk.fill(returned, assigned)
    received = [desk.receive(places[number % PLACES], each) for number in range(MANY)]
    lives = [
        desk.acts(places[number % PLACES], signed_in[number % PLACES], dossiers)
        for number, dossiers in enumerate(received)
    ]
    return Ready(lives, signed_in[0], desk.codes(received[-1]))


def rounds(kinds: list[Asked], count: int, seconds: float) -> dict[str, list[Load]]:
    """Every kind in turn, so often; the first round warms up and does not count."""
    found: dict[str, list[Load]] = {asked.name: [] for asked in kinds}
    for turn in range(count + 1):
        for asked in kinds:
            one = load(asked.port, asked.scripts, seconds if turn else seconds / 2, asked.status)
            if turn:
                found[asked.name].append(one)
    return found


def figure(name: str, values: list[float]) -> Figure:
    """Median, least and most."""
    return Figure(name, statistics.median(values), min(values), max(values), len(values))


def ratios(found: dict[str, float]) -> Iterator[Ratio]:
    """Ours over the floor's."""
    few, many = f"{FEW} at once", f"{MANY} at once"

    def of(ours: str, floors: str) -> float:
        return found[ours] / found[floors]

    yield Ratio(
        "HTTP act / floor, 8 at once", of(f"motcua act, {few}", f"floor transition, {few}"), 0.45, 0.85
    )
    for at_once in (few, many):
        ours, floors = f"motcua act, {at_once}: p95 ms", f"floor transition, {at_once}: p95 ms"
        yield Ratio(f"p95 of an act over the floor's, {at_once}", of(ours, floors), 2.5, 1.5, at_most=True)
    yield Ratio("public look-up / floor get", of(f"motcua look-up, {few}", f"floor get, {few}"), 0.6, 0.9)
    yield Ratio(
        "work list of 50 rows / floor get", of(f"motcua work list, {few}", f"floor get, {few}"), 0.25, 0.5
    )
