"""Reading an event log, XES or CSV, packed or not, case after case without holding the file in memory."""

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import IO, cast

from motcua.doors.cli.play.xes import xes_traces
from motcua.rules.refusal import Refusal

CASE = "case:concept:name"
NEEDED = (CASE, "case:startdate", "concept:name", "time:timestamp")
LONGEST_FIELD = 1_000_000


@dataclass(frozen=True)
class LogEvent:
    """One activity as logged: what, by whom, when; `line` is where it stands in the file."""

    id: str
    name: str
    worker: str
    at: datetime
    line: int


@dataclass(frozen=True)
class Case:
    """One case with its events in the order of time. `deadline` and `end` are None where the log has none."""

    name: str
    start: datetime
    deadline: datetime | None
    end: datetime | None
    responsible: str
    channel: str
    events: tuple[LogEvent, ...]
    line: int


@dataclass(frozen=True)
class BadRow:
    """A line that could not be used, and why (a word, and what stood there)."""

    line: int
    code: str
    text: str = ""


Row = tuple[int, Mapping[str, str]]


def read_log(path: Path) -> Iterator[Case | BadRow]:
    """The cases of a log as they come, bad rows between them.

    Times need a zone. Raises `Refusal`: `file_not_found`, `unknown_columns`, `file_not_readable`
    (the name must end in .csv or .xes, or either with .gz).
    """
    name = path.name.lower().removesuffix(".gz")
    if not name.endswith((".csv", ".xes")):
        raise Refusal("file_not_readable", file=path.name)
    with _opened(path) as file:
        traces = _csv_traces(file) if name.endswith(".csv") else xes_traces(file)
        for trace in traces:
            yield from _case(trace)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not path.is_file():
        raise Refusal("file_not_found", file=path.name)
    try:
        packed = path.name.lower().endswith(".gz")
        with path.open("rb") as file:
            yield cast(IO[bytes], gzip.GzipFile(fileobj=file)) if packed else file
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise Refusal("file_not_readable", file=path.name) from error


def _csv_traces(file: IO[bytes]) -> Iterator[list[Row]]:
    """Rows of one case that stand together; a case that comes again later is a second piece of it."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.DictReader(line.decode("utf-8-sig") for line in file)
    missing = set(NEEDED) - set(reader.fieldnames or ())
    if missing:
        raise Refusal("unknown_columns", columns=tuple(sorted(reader.fieldnames or ())[:12]))
    rows = ((reader.line_num, {key: value or "" for key, value in row.items() if key}) for row in reader)
    for _, together in groupby(rows, key=lambda row: row[1][CASE]):
        yield list(together)


def _case(rows: list[Row]) -> Iterator[Case | BadRow]:
    line, first = rows[0]
    bad: list[BadRow] = []
    start = _time(first, "case:startdate", line, bad)
    deadline, end = (_time(first, name, line, bad) for name in ("case:deadline", "case:enddate"))
    if not first[CASE].strip():
        bad.append(BadRow(line, "no_case"))
    elif start is None and not bad:
        bad.append(BadRow(line, "no_start", first[CASE][:60]))
    if bad:
        yield from bad
        yield from (BadRow(other, "case_left_out", first[CASE][:60]) for other, _ in rows if other != line)
        return
    events = list(_events(rows, bad))
    yield from bad
    if start is not None:
        yield Case(
            name=first[CASE], start=start, deadline=deadline, end=end, responsible=first.get("case:responsible", ""),
            channel=first.get("case:channel", ""), events=tuple(sorted(events, key=lambda one: one.at)), line=line,
        )  # fmt: skip


def _events(rows: Iterable[Row], bad: list[BadRow]) -> Iterator[LogEvent]:
    for line, row in rows:
        if not row.get("time:timestamp") and not row.get("concept:name"):
            bad.append(BadRow(line, "empty_row"))
            continue
        at = _time(row, "time:timestamp", line, bad)
        if at is None:
            if row.get("time:timestamp") == "":
                bad.append(BadRow(line, "no_time", row.get("concept:name", "")[:60]))
            continue
        if not row.get("concept:name", "").strip():
            bad.append(BadRow(line, "no_activity"))
            continue
        yield LogEvent(
            row.get("concept:instance", ""), row["concept:name"], row.get("org:resource", ""), at, line
        )


def _time(row: Mapping[str, str], name: str, line: int, bad: list[BadRow]) -> datetime | None:
    text = row.get(name, "").strip()
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        bad.append(BadRow(line, "bad_time", text[:60]))
        return None
    if at.tzinfo is None:
        bad.append(BadRow(line, "time_without_zone", text[:60]))
        return None
    return at
