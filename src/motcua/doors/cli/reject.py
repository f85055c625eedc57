"""`motcua reject CODE --reason TEXT --by USER`: sign a refusal after appraisal, with the desk's own act."""

import argparse

from motcua.doors.cli.approve import tell
from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.identify import add_officer, proven
from motcua.doors.cli.talk import say
from motcua.dossiers import actions
from motcua.dossiers.queries.page import dossier_by_code


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which dossier, why, and who signs."""
    parser.add_argument("code", metavar="CODE", help=say("mã hồ sơ", "the dossier's code"))
    parser.add_argument("--reason", required=True, metavar="TEXT", help=say("lý do", "the reason"))
    add_officer(parser, required=True)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Sign the refusal; a refusal of the act itself ends with status 1 and says why."""
    dossier, by = dossier_by_code(args.code).pk, proven(args).pk
    tell(args, actions.reject(dossier, reason=args.reason, by=by, at=now()))
    return 0
