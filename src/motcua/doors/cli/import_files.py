"""`motcua import units|calendar|procedures FILE`: read public lists as they are; twice changes nothing."""

import argparse
from pathlib import Path

from motcua.catalogue.actions import ImportReport, import_national
from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.identify import add_officer, proven, proven_or_operator
from motcua.doors.cli.proposals import tell as tell_proposal
from motcua.doors.cli.talk import fail, say
from motcua.dossiers.actions.recompute import recompute
from motcua.organisation.actions import import_calendar, import_units
from motcua.organisation.actions.import_calendar import calendar_in
from motcua.proposals.actions import propose_calendar
from motcua.proposals.content import CalendarChange


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the file holds, and where it is."""
    parser.add_argument("what", choices=("units", "calendar", "procedures"))
    parser.add_argument("file", type=Path, metavar="FILE")
    add_officer(parser, required=False)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Read it; status 1 when lines were left out."""
    if not args.file.is_file():
        fail(f"không có tệp {args.file}", f"there is no file {args.file}")
    return {"units": _units, "calendar": _calendar, "procedures": _procedures}[args.what](args)


def _units(args: argparse.Namespace) -> int:
    done = import_units(args.file, by=proven_or_operator(args), at=now())
    problems: list[show.Plain] = [{"line": p.line, "code": p.code, "reason": p.reason} for p in done.problems]
    _tell(args, {"read": done.read, "created": done.created, "closed": done.closed, "unchanged": done.unchanged,
                 "problems": problems})  # fmt: skip
    return 1 if problems else 0


def _calendar(args: argparse.Namespace) -> int:
    at = now()
    if args.by:
        by = proven(args).pk
        number, days, years = calendar_in(args.file)
        change = CalendarChange(number, at.date(), tuple(days), args.file.name, years)
        tell_proposal(args, propose_calendar(change, by=by, at=at))
        return 0
    done = import_calendar(args.file, by=None, at=at)
    decided = done.decided
    with show.progress(say("Tính lại hạn", "Computing deadlines again")) as meter:
        moved = recompute(at=at, by=None, progress=meter.at)
    _tell(args, {"read": done.read, "number": done.number, "new": decided is not None,
                 "changed": decided.changed if decided else 0, "recomputed": moved.changed})  # fmt: skip
    return 0


def _procedures(args: argparse.Namespace) -> int:
    with show.progress(say("Đọc thủ tục", "Reading procedures")) as meter:
        report = import_national(args.file, by=proven_or_operator(args), at=now(), progress=meter.at)
    _tell(args, _told(report))
    return 1 if report.broken else 0


def _told(report: ImportReport) -> dict[str, show.Plain]:
    return {
        "read": report.read,
        "imported": report.imported,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "kept": report.kept,
        "broken": len(report.broken),
        "broken_lines": [{"line": one.line, "why": one.why} for one in report.broken],
        "flaws": report.flaws,
    }


def _tell(args: argparse.Namespace, told: dict[str, show.Plain]) -> None:
    if args.json:
        show.as_json(told)
        return
    show.lines([(name, len(value) if isinstance(value, list) else value) for name, value in told.items()])
    for name in ("problems", "broken_lines"):
        found = told.get(name)
        for one in found if isinstance(found, list) else ():
            print("  " + ", ".join(f"{key} {value}" for key, value in one.items()))
