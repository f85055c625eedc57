"""`motcua revoke NUMBER --act NUMBER --by USER`: take a competence back at once."""

import argparse

from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.identify import add_officer, proven
from motcua.doors.cli.show import as_json
from motcua.doors.cli.talk import say
from motcua.organisation.actions import revoke


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which one, by which act."""
    parser.add_argument("number", type=int, metavar="NUMBER")
    parser.add_argument("--act", required=True, metavar="NUMBER", help=say("số văn bản", "the act's number"))
    add_officer(parser, required=True)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Take it back; safety does not wait for a second official."""
    gone = revoke(args.number, act_number=args.act, by=proven(args).pk, at=now())
    if args.json:
        as_json({"competence": gone.pk})
    else:
        print(say(f"đã thu hồi thẩm quyền số {gone.pk}", f"competence {gone.pk} is revoked"))
    return 0
