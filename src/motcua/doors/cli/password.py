"""`motcua password USER`: set an officer's password, typed twice or read from standard input."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from motcua.doors.cli.arguments import now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.talk import fail, say
from motcua.journal.actions import record
from motcua.organisation.models import Officer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose password, who sets it, and where it comes from: from input it is the last line."""
    parser.add_argument("user", metavar="USER")
    add_officer(parser, required=False)


def run(args: argparse.Namespace) -> int:
    """Set it; a weak one is refused with the reason."""
    found = Officer.objects.filter(username=args.user).first()
    if found is None:
        fail(f"không có cán bộ tên “{args.user}”", f"no officer is called “{args.user}”")
    by = proven_or_operator(args)
    typed = sys.stdin.readline().rstrip("\r\n") if args.stdin else _typed()
    try:
        validate_password(typed, found)
    except ValidationError as error:
        fail("; ".join(error.messages), "; ".join(error.messages))
    with transaction.atomic():
        found.set_password(typed)
        found.save(update_fields=["password"])
        record(f"officer/{found.pk}", "set_password", by=by, at=now(), facts={"officer": found.pk})
    print(say(f"đã đặt mật khẩu cho {found.username}", f"the password of {found.username} is set"))
    return 0


def _typed() -> str:
    once = getpass.getpass(say("Mật khẩu mới: ", "New password: "))
    if once != getpass.getpass(say("Nhập lại: ", "Again: ")):
        fail("hai lần nhập không giống nhau", "the two are not the same")
    return once
