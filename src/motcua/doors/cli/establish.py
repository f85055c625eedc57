"""`motcua establish`: load the sample province into an empty database."""

import argparse

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, moment, now
from motcua.doors.cli.talk import say
from motcua.organisation.actions import establish


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which province, since when, with which staff."""
    parser.add_argument("--province", choices=("three-tier", "two-tier"), default="three-tier")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--no-staff", action="store_true", help=say("không tạo cán bộ", "without invented staff")
    )
    parser.add_argument(
        "--at", type=moment, help=say("cán bộ làm việc từ lúc này", "staff serve from then on")
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Load it and say what there is."""
    done = establish(args.province, at=args.at or now(), staffing=not args.no_staff, seed=args.seed)
    told: dict[str, show.Plain] = {
        "province": done.province,
        "units": done.units,
        "one_stop": done.one_stop,
        "agencies": done.agencies,
        "officers": done.staff.officers,
    }
    if args.json:
        show.as_json(told)
    else:
        show.lines(list(told.items()))
    return 0
