"""`motcua code USER`: the code a demo account's authenticator app would show now; for data of a play only."""

import argparse

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt

from motcua.doors.cli.play.province import programme_played
from motcua.doors.cli.sessions import named
from motcua.doors.cli.talk import fail


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose telephone."""
    parser.add_argument("user", metavar="USER")


def run(args: argparse.Namespace) -> int:
    """Print it; refused for data that is no demo, where only the officer's own telephone knows."""
    if programme_played()[0] is None:
        fail("chỉ có ở dữ liệu demo", "for data of the demo only")
    found = Authenticator.objects.filter(user=named(args.user), type=Authenticator.Type.TOTP).first()
    if found is None:
        fail(f"{args.user} không dùng ứng dụng mã", f"{args.user} uses no authenticator app")
    secret = decrypt(found.data["secret"])
    counters = list(yield_hotp_counters_from_time())
    print(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))
    return 0
