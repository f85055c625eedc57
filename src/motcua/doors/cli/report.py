"""`motcua report on-time`: early, on time, late, still open and overdue, each with its denominator."""

import argparse
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, day, moment, now
from motcua.doors.cli.talk import fail, say
from motcua.dossiers.queries.on_time import COUNTS, OnTime, on_time, on_time_by_unit
from motcua.organisation.models import Unit

WORDS: dict[str, tuple[str, str]] = {
    "finished": ("Đã giải quyết", "Finished"),
    "early": ("Trước hạn", "Early"),
    "on_time": ("Đúng hạn", "On time"),
    "late": ("Quá hạn", "Late"),
    "rejected": ("Trong đó từ chối", "Of these refused"),
    "open": ("Đang giải quyết, trong hạn", "Open, not overdue"),
    "overdue": ("Đang giải quyết, quá hạn", "Open, overdue"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "stopped": ("Đã dừng", "Stopped"),
    "not_accepted": ("Từ chối tiếp nhận", "Not accepted"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which period, which unit."""
    parser.add_argument("what", choices=("on-time",))
    parser.add_argument("--from", dest="since", type=day, metavar="DATE")
    parser.add_argument(
        "--to", dest="until", type=day, metavar="DATE", help=say("kể cả ngày này", "this day included")
    )
    parser.add_argument(
        "--unit", metavar="CODE", help=say("mã đơn vị giải quyết", "code of the resolving unit")
    )
    parser.add_argument("--by-unit", action="store_true", help=say("từng đơn vị", "every unit by itself"))
    parser.add_argument(
        "--at", type=moment, metavar="MOMENT", help=say("thời điểm tính quá hạn", "overdue as of")
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Count, and say of how many."""
    if args.unit and not Unit.objects.filter(code=args.unit).exists():
        fail(f"không có đơn vị mã “{args.unit}”", f"no unit has the code “{args.unit}”")
    if args.since and args.until and args.until < args.since:
        fail("--to trước --from", "--to is before --from", 2)
    at = args.at or now()
    whole = on_time(at, since=args.since, until=args.until, unit=args.unit)
    units = list(on_time_by_unit(at, since=args.since, until=args.until)) if args.by_unit else []
    if args.json:
        show.as_json(
            {
                "from": args.since.isoformat() if args.since else None,
                "to": args.until.isoformat() if args.until else None,
                "at": at.isoformat(),
                "unit": args.unit,
                **_plain(whole),
                **(
                    {"units": [{"code": one.code, "name": one.name, **_plain(one)} for one in units]}
                    if units
                    else {}
                ),
            }
        )
        return 0
    rows: list[tuple[str, show.Plain]] = [(say(*WORDS[name]), getattr(whole, name)) for name in COUNTS]
    kept = whole.early + whole.on_time
    rate = f"{whole.rate} % ({kept}/{whole.finished})" if whole.finished else "–"
    show.lines([*rows, (say("Tỷ lệ đúng hạn", "On-time rate"), rate)])
    if units:
        _table(units)
    return 0


def _plain(one: OnTime) -> dict[str, show.Plain]:
    told = {name: value for name, value in asdict(one).items() if name in COUNTS}
    return {**told, "rate": one.rate, "rate_of": one.finished}


def _table(units: list[OnTime]) -> None:
    columns = ("finished", "early", "on_time", "late", "open", "overdue")
    table = Table(say("Đơn vị", "Unit"), *(say(*WORDS[name]) for name in columns))
    for one in units:
        table.add_row(one.name, *(str(getattr(one, name)) for name in columns))
    Console().print(table)
