"""`motcua confirm NUMBER --by USER`: do what another official proposed, or decline it with `--decline REASON`."""

import argparse

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.identify import add_officer, proven
from motcua.doors.cli.talk import say
from motcua.proposals.actions import confirm, decline


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which proposal, who decides, and no with a reason."""
    parser.add_argument("number", type=int, metavar="NUMBER", help=say("số đề xuất", "the proposal's number"))
    parser.add_argument("--decline", metavar="REASON", help=say("không đồng ý, vì", "decline, because"))
    add_officer(parser, required=True)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Confirm or decline; nobody confirms their own."""
    by = proven(args).pk
    told: dict[str, show.Plain]
    if args.decline is not None:
        one = decline(args.number, reason=args.decline, by=by, at=now())
        told = {"proposal": one.pk, "state": one.state}
    else:
        done = confirm(args.number, by=by, at=now())
        told = {"proposal": done.proposal.pk, "state": done.proposal.state, "recomputed": done.recomputed}
    if args.json:
        show.as_json(told)
    else:
        show.lines(list(told.items()))
    return 0
