"""`motcua sessions USER`: where an officer is signed in; `--end` signs them out everywhere."""

import argparse

from allauth.usersessions.models import UserSession
from django.db import transaction

from motcua.doors.cli.arguments import now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.talk import fail, say
from motcua.journal.actions import record
from motcua.organisation.models import Officer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, and whether they end."""
    parser.add_argument("user", metavar="USER")
    parser.add_argument(
        "--end", action="store_true", help=say("đăng xuất mọi thiết bị", "sign every device out")
    )
    add_officer(parser, required=False)


def named(username: str) -> Officer:
    """The officer of that name; ends the command if there is none."""
    found = Officer.objects.filter(username=username).first()
    if found is None:
        fail(f"không có cán bộ tên “{username}”", f"no officer is called “{username}”")
    return found


def run(args: argparse.Namespace) -> int:
    """List them, or end them."""
    found = named(args.user)
    alive = UserSession.objects.purge_and_list(found)
    if args.end:
        by = proven_or_operator(args)
        with transaction.atomic():
            end_all(found, by=by)
        print(say(f"đã đăng xuất {len(alive)} thiết bị", f"signed {len(alive)} devices out"))
        return 0
    for one in alive:
        print(f"{one.last_seen_at.astimezone():%Y-%m-%d %H:%M}  {one.ip}  {one.user_agent}")
    return 0


def end_all(found: Officer, *, by: int | None) -> None:
    """Every session of theirs ends, and the journal says who ended them."""
    alive = UserSession.objects.purge_and_list(found)
    for one in alive:
        one.end()
    facts = {"officer": found.pk, "count": len(alive)}
    record(f"officer/{found.pk}", "sessions_ended", by=by, at=now(), facts=facts)
