"""`motcua approve CODE --by USER`: sign the draft as the desk does, with the same act and the same refusals."""

import argparse

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.identify import add_officer, proven
from motcua.doors.cli.talk import language, say
from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.queries.page import dossier_by_code
from motcua.ui.terms import term_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which dossier, and who signs."""
    parser.add_argument("code", metavar="CODE", help=say("mã hồ sơ", "the dossier's code"))
    add_officer(parser, required=True)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Sign; a refusal ends with status 1 and says what is missing and who can give it."""
    dossier, by = dossier_by_code(args.code).pk, proven(args).pk
    tell(args, actions.approve(dossier, by=by, at=now()))
    return 0


def tell(args: argparse.Namespace, done: Done) -> None:
    """The dossier as it stands now."""
    if args.json:
        show.as_json(
            {"code": done.code, "state": done.state.value, "event": done.event.value, "seq": done.seq}
        )
    else:
        print(f"{done.code}: {term_in('state', done.state.value, language())}")
