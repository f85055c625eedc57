"""`motcua password USER`: set an officer's password, typed twice, read from standard input, or made for one sign-in."""

import argparse
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from motcua.doors.cli.arguments import now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.talk import fail, say, typed
from motcua.journal.actions import record
from motcua.organisation.models import Officer
from motcua.rules.canonical import Value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose password, who sets it, and where it comes from: from input it is the last line."""
    parser.add_argument("user", metavar="USER")
    parser.add_argument(
        "--random",
        action="store_true",
        help=say("tạo ngẫu nhiên, dùng một lần trong 72 giờ", "make one up, for one sign-in within 72 hours"),
    )
    add_officer(parser, required=False)


LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and figures that nobody mistakes for each other on paper."""


def run(args: argparse.Namespace) -> int:
    """Set it; a weak one is refused with the reason."""
    found = Officer.objects.filter(username=args.user).first()
    if found is None:
        fail(f"không có cán bộ tên “{args.user}”", f"no officer is called “{args.user}”")
    by = proven_or_operator(args)
    new = _made_up() if args.random else _asked(args)
    try:
        validate_password(new, found)
    except ValidationError as error:
        fail("; ".join(error.messages), "; ".join(error.messages))
    with transaction.atomic():
        found.set_password(new)
        found.save(update_fields=["password"])
        facts: dict[str, Value] = {"officer": found.pk, **({"first": True} if args.random else {})}
        record(f"officer/{found.pk}", "set_password", by=by, at=now(), facts=facts)
    if args.random:
        print(new)
        return 0
    print(say(f"đã đặt mật khẩu cho {found.username}", f"the password of {found.username} is set"))
    return 0


def _asked(args: argparse.Namespace) -> str:
    once = typed(say("Mật khẩu mới: ", "New password: "), from_input=args.stdin)
    if not args.stdin and once != typed(say("Nhập lại: ", "Again: "), from_input=False):
        fail("hai lần nhập không giống nhau", "the two are not the same")
    return once


def _made_up() -> str:
    """Twenty letters, a hundred bits, in groups that can be read over the telephone."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
