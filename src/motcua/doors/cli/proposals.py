"""`motcua proposals`: what waits for a second official, by number."""

import argparse

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.talk import language, say
from motcua.proposals.models import Proposal
from motcua.ui.terms import term_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """List open proposals, the oldest first."""
    open_now = Proposal.objects.filter(state=Proposal.State.OPEN, expires_at__gt=now()).order_by("pk")
    found = list(open_now.select_related("proposed_by"))
    if args.json:
        rows: list[show.Plain] = [
            {"number": one.pk, "kind": one.kind, "title": one.title, "by": one.proposed_by.username} for one in found
        ]  # fmt: skip
        show.as_json({"open": rows})
        return 0
    for one in found:
        print(
            f"{one.pk:>5}  {term_in('proposal', one.kind, language())}: {one.title} ({one.proposed_by.username})"
        )
    if not found:
        print(say("không có đề xuất nào đang chờ", "no proposal is waiting"))
    return 0


def tell(args: argparse.Namespace, one: Proposal) -> None:
    """A proposal just made, and what to do with it."""
    if args.json:
        show.as_json({"proposal": one.pk, "kind": one.kind, "title": one.title})
        return
    print(
        say(
            f"đề xuất số {one.pk} đang chờ người khác xác nhận: motcua confirm {one.pk} --by …",
            f"proposal {one.pk} waits for somebody else: motcua confirm {one.pk} --by …",
        )
    )
