"""`motcua check`: is this deployment fit for citizens? Says what is wrong and how to mend it; status 1 on an error."""

import argparse
from collections.abc import Iterator
from datetime import datetime

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.checks import files, stored, told
from motcua.doors.cli.checks.found import Found, Grave
from motcua.doors.cli.talk import say

SIGNS = {Grave.ERROR: ("LỖI", "ERROR"), Grave.WARNING: ("LƯU Ý", "NOTE")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to report."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Look at everything; nothing is changed."""
    found = list(look(now()))
    errors = sum(each.grave is Grave.ERROR for each in found)
    if args.json:
        show.as_json({"ok": not errors, "found": [_plain(each) for each in found]})
        return 1 if errors else 0
    for each in found:
        print(f"{say(*SIGNS[each.grave])} {each.code}: {say(each.vietnamese, each.english)}")
    warnings = len(found) - errors
    print(say(f"{errors} lỗi, {warnings} lưu ý", f"{errors} errors, {warnings} notes"))
    return 1 if errors else 0


def look(at: datetime) -> Iterator[Found]:
    """Everything that is wrong at this moment."""
    for setting in told.CHECKS:
        yield from setting()
    for place in (*files.CHECKS, *stored.CHECKS):
        yield from place(at)


def _plain(found: Found) -> dict[str, show.Plain]:
    return {"code": found.code, "grave": found.grave.value, "what": say(found.vietnamese, found.english)}
