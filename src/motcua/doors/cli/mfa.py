"""`motcua mfa USER`: the second factors of an officer; `--reset` removes them and ends the officer's sessions."""

import argparse

from allauth.mfa.models import Authenticator
from django.db import transaction

from motcua.doors.cli.arguments import now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.sessions import end_all, named
from motcua.doors.cli.talk import say
from motcua.journal.actions import record
from motcua.rules.canonical import Value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, and whether they go."""
    parser.add_argument("user", metavar="USER")
    parser.add_argument(
        "--reset",
        action="store_true",
        help=say("bỏ hết, phải bật lại khi đăng nhập", "remove them: added anew at sign-in"),
    )
    add_officer(parser, required=False)


def run(args: argparse.Namespace) -> int:
    """Tell them, or take them away; the officer sees on their account page who did."""
    found = named(args.user)
    factors = Authenticator.objects.filter(user=found).order_by("pk")
    if not args.reset:
        print(", ".join(str(one.type) for one in factors) or say("chưa có", "none"))
        return 0
    by = proven_or_operator(args)
    with transaction.atomic():
        ways: list[Value] = [str(one.type) for one in factors]
        factors.delete()
        facts: dict[str, Value] = {"officer": found.pk, "ways": ways}
        record(f"officer/{found.pk}", "second_factor_reset", by=by, at=now(), facts=facts)
        end_all(found, by=by)
    print(
        say(
            f"đã đặt lại xác thực hai bước của {found.username}",
            f"the second factor of {found.username} is reset",
        )
    )
    return 0
