"""Who is at the command line: an officer named by `--by` proves it with their password, and a code where they have one."""

import argparse
import getpass
import sys

from django.contrib.auth import authenticate

from motcua.doors.cli.talk import fail, say
from motcua.organisation.models import Officer


def add_officer(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """`--by USER`, whose password is asked for (or read from standard input with `--stdin`)."""
    parser.add_argument(
        "--by", metavar="USER", required=required,
        help=say("cán bộ thực hiện; hỏi mật khẩu", "the officer who acts; asks for the password"),
    )  # fmt: skip
    parser.add_argument(
        "--stdin", action="store_true", help=say("đọc mật khẩu từ đầu vào", "read the password from input")
    )


def proven(args: argparse.Namespace) -> Officer:
    """The officer of `--by` once the password is right; one sentence for any wrong pair."""
    prompt = say(f"Mật khẩu của {args.by}: ", f"Password of {args.by}: ")
    typed = sys.stdin.readline().rstrip("\r\n") if args.stdin else getpass.getpass(prompt)
    found = authenticate(username=args.by, password=typed)
    if not isinstance(found, Officer):
        fail("tên hoặc mật khẩu không đúng", "wrong name or password")
    return found


def proven_or_operator(args: argparse.Namespace) -> int | None:
    """The proven officer of `--by`; without it the operator of this installation (None)."""
    return proven(args).pk if args.by else None
