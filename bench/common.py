"""Shared by the benchmarks: run competitors in turn on the same machine, compare medians, print a table or JSON."""

import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """Operations per second of one competitor: median, least and most over all rounds."""

    name: str
    median: float
    least: float
    most: float
    rounds: int


@dataclass(frozen=True)
class Ratio:
    """Ours over theirs, with the line it has to pass (`must`) and the one aimed at (`goal`); no lines, no verdict.
    `at_most`: less is better."""

    name: str
    value: float
    must: float | None = None
    goal: float | None = None
    at_most: bool = False

    @property
    def verdict(self) -> str:
        """ "goal", "must", "MISSED", or "" without lines."""
        if self.must is None or self.goal is None:
            return ""
        sign = -1 if self.at_most else 1
        value = sign * self.value
        return "goal" if value >= sign * self.goal else "must" if value >= sign * self.must else "MISSED"


def interleave(
    competitors: Mapping[str, Callable[[], object]], operations: Mapping[str, int], rounds: int = 5
) -> dict[str, Figure]:
    """Run every competitor once a round, in turn, so that a busy moment hits all; no round is left out."""
    for run in competitors.values():
        run()
    speeds: dict[str, list[float]] = {name: [] for name in competitors}
    for _ in range(rounds):
        for name, run in competitors.items():
            began = time.perf_counter()
            run()
            speeds[name].append(operations[name] / (time.perf_counter() - began))
    return {
        name: Figure(name, statistics.median(found), min(found), max(found), rounds)
        for name, found in speeds.items()
    }


def report(title: str, figures: Sequence[Figure], ratios: Sequence[Ratio], *, as_json: bool) -> None:
    """Print the figures per second and the ratios."""
    if as_json:
        facts = {
            "title": title,
            "figures": [asdict(figure) for figure in figures],
            "ratios": [asdict(ratio) | {"verdict": ratio.verdict} for ratio in ratios],
        }
        print(json.dumps(facts, ensure_ascii=False))
        return
    table = Table(title=title)
    for heading in ("what", "a second, or as said", "least - most", "rounds"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for one in figures:
        table.add_row(one.name, f"{one.median:,.0f}", f"{one.least:,.0f} - {one.most:,.0f}", str(one.rounds))
    Console().print(table)
    for ratio in ratios:
        lines = f"  (must {ratio.must:g}, goal {ratio.goal:g}: {ratio.verdict})" if ratio.verdict else ""
        print(f"{ratio.name}: {ratio.value:.2f}{lines}")
