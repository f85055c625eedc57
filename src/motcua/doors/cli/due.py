"""`motcua due FILE.csv`: the due moment of each row (start, amount, unit), by the calendar there is."""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from motcua.doors.cli.errors import line
from motcua.doors.cli.store import exists, is_current
from motcua.doors.cli.talk import fail, language, say
from motcua.organisation import queries as organisation
from motcua.organisation.actions.establish import COMPUTED_YEARS
from motcua.organisation.actions.import_calendar import KINDS
from motcua.organisation.provisional import computed_days
from motcua.organisation.sample import sample_rows
from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL, OFFICE_HOURS, Calendar, Limit, LimitUnit
from motcua.rules.worktime import due as due_moment
from motcua.ui import wording

COLUMNS = ("start", "amount", "unit")
HEAD = 1
"""The line of the column names; rows are told by their line in the file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, or - for standard input."""
    parser.add_argument(
        "file", metavar="FILE.csv", help=say("cột: start,amount,unit", "columns start,amount,unit")
    )


def run(args: argparse.Namespace) -> int:
    """Write the rows with `due` beside them; a bad row keeps its place with an empty `due`, and the status is 1."""
    if args.file == "-":
        return _answer(sys.stdin)
    try:
        with open(args.file, encoding="utf-8-sig", newline="") as file:
            return _answer(file)
    except UnicodeDecodeError:
        fail(f"{args.file}: không phải văn bản UTF-8", f"{args.file}: not a text in UTF-8")


def _answer(file: Iterable[str]) -> int:
    rows = csv.DictReader(file)
    names = list(rows.fieldnames or ())
    if missing := [name for name in COLUMNS if name not in names]:
        fail(f"thiếu cột {', '.join(missing)}", f"no column {', '.join(missing)}")
    known = calendar()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*(name for name in names if name != "due"), "due"])
    bad, provisional = 0, 0
    for number, cells in _numbered(rows):
        try:
            found = _due(cells, known)
            provisional += known.provisional_from is not None and found.date() >= known.provisional_from
            told = _like(str(cells["start"]), found)
        except Refusal as refusal:
            bad += 1
            told = ""
            print(say(f"dòng {number}: ", f"line {number}: ") + line(refusal), file=sys.stderr)
        writer.writerow([*(cells[name] or "" for name in names if name != "due"), told])
    if provisional:
        since = wording.short_day(known.provisional_from or date.max, language())
        print(
            say(f"{provisional} hạn theo lịch tạm tính (từ {since})",
                f"{provisional} due moments by the provisional calendar (from {since})"),
            file=sys.stderr,
        )  # fmt: skip
    return 1 if bad else 0


def _numbered(rows: "csv.DictReader[str]") -> Iterator[tuple[int, Mapping[str, str | None]]]:
    try:
        for cells in rows:
            yield rows.line_num, cells
    except csv.Error as error:
        fail(f"dòng {rows.line_num}: {error}", f"line {rows.line_num}: {error}")


def _due(cells: Mapping[str, str | None], known: Calendar) -> datetime:
    start, amount, unit = ((cells[name] or "").strip() for name in COLUMNS)
    try:
        at = datetime.fromisoformat(start)
    except ValueError:
        raise Refusal("bad_moment", at=start[:40]) from None
    try:
        counted = LimitUnit(unit)
    except ValueError:
        raise Refusal("bad_unit", unit=unit[:40]) from None
    try:
        limit = Limit(Decimal(amount), counted)
    except InvalidOperation:
        raise Refusal("bad_limit", amount=amount[:40]) from None
    except OverflowError:
        raise Refusal("bad_limit", amount=amount[:40]) from None
    try:
        return due_moment(at.replace(tzinfo=LOCAL) if at.tzinfo is None else at, limit, known)
    except OverflowError:
        raise known.out_of_range() from None


def _like(start: str, found: datetime) -> str:
    """The moment written as the start was: with T or a blank, with a zone or without."""
    written = found if start.rstrip()[-1:] == "Z" or "+" in start else found.replace(tzinfo=None)
    return written.isoformat("T" if "T" in start else " ", "seconds" if found.second else "minutes")


def calendar() -> Calendar:
    """The database's calendar; without one, the sample's decreed years and the computed ones behind them."""
    if exists() and is_current():
        try:
            return organisation.calendar()
        except Refusal as refusal:
            if refusal.code != "no_calendar":
                raise
    days: dict[date, DayKind] = {
        date.fromisoformat(row["ngay"]): KINDS[row["loai"]] for row in sample_rows("calendar_2015_2026.csv")
    }
    first, last = min(days).year, max(days).year
    days |= {day: kind for day, (kind, _) in computed_days(*COMPUTED_YEARS).items()}
    return Calendar(
        days, OFFICE_HOURS, date(first, 1, 1), date(COMPUTED_YEARS[1], 12, 31), "sample",
        provisional_from=date(last + 1, 1, 1),
    )  # fmt: skip
