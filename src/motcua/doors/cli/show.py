"""What a command prints: one JSON object on standard output, or lines for people; progress goes to standard error."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Plain = str | int | float | bool | None | Mapping[str, "Plain"] | Sequence["Plain"]


def as_json(answer: Mapping[str, Plain]) -> None:
    """One object on one line, letters as they are."""
    print(json.dumps(answer, ensure_ascii=False))


def lines(rows: Sequence[tuple[str, Plain]]) -> None:
    """Names and values below each other."""
    widest = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        print(f"{name + ':':{widest + 1}} {value}")


class Meter:
    """How far a long work is; silent where nobody watches."""

    def __init__(self, progress: Progress, words: str, total: int | None) -> None:
        self._progress, self._task = progress, progress.add_task(words, total=total)

    def at(self, done: int, total: int | None = None) -> None:
        """So much is done (of `total`, once it is known)."""
        if total is not None:
            self._progress.update(self._task, completed=done, total=total)
        else:
            self._progress.update(self._task, completed=done)


@contextmanager
def progress(words: str, total: int | None = None) -> Iterator[Meter]:
    """A bar on standard error while the work lasts, on a terminal only."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console, transient=True, disable=not sys.stderr.isatty(),
    ) as shown:  # fmt: skip
        yield Meter(shown, words, total)
