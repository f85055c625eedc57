"""`motcua journal export FILE`: the journal as one file for outsiders; `journal key [rotate]`: who signs its heads."""

import argparse
import os
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, now
from motcua.doors.cli.logkeeper import log_at_work
from motcua.doors.cli.logkey import rotate
from motcua.doors.cli.talk import fail, say
from motcua.gateways import timestamp
from motcua.journal.log import export, heads
from motcua.journal.log.sequence import Busy
from motcua.journal.models import Pending

TRIES = 10
"""Seconds another sequencer is waited for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do."""
    ways = parser.add_subparsers(dest="way", required=True)
    exporting = ways.add_parser("export", help=say("ghi nhật ký ra tệp", "write the journal into a file"))
    exporting.add_argument("file", type=Path, metavar="FILE")
    add_json(exporting)
    key = ways.add_parser("key", help=say("in hoặc đổi khóa của nhật ký", "print or change the log's key"))
    key.add_argument(
        "do", nargs="?", choices=("rotate",), help=say("đổi sang khóa mới", "change to a new key")
    )


def run(args: argparse.Namespace) -> int:
    """Write or print it."""
    if args.way == "key":
        if args.do:
            return _rotate()
        for key in heads.signers():
            print(key.text)
        return 0
    file: Path = args.file
    roots = [root.public_bytes(Encoding.DER) for root in timestamp.configured(now).roots]
    try:
        with file.open("xb") as written:
            events = export.write(written, settings.LOG_ORIGIN, roots)
            written.flush()
            os.fsync(written.fileno())
    except FileExistsError:
        fail(f"{file} đã có: chọn tên khác", f"{file} is there already: choose another name")
    waiting = Pending.objects.count()
    if args.json:
        show.as_json({"events": events, "waiting": waiting, "file": str(file)})
        return 0
    print(say(f"{file}: {events} việc", f"{file}: {events} events"))
    if waiting:
        print(say(f"còn {waiting} việc chưa xếp chỗ: motcua sequence --once",
                  f"{waiting} events still wait for their place: motcua sequence --once"))  # fmt: skip
    print(say("kiểm tra: python3 tools/verify_journal.py", "check it: python3 tools/verify_journal.py"), file)
    return 0


def _rotate() -> int:
    """Change the log's key and say what to do with the new one."""

    def covered() -> None:
        log = log_at_work()
        for _ in range(TRIES):
            try:
                log.turn()
            except Busy:  # another sequencer does it
                time.sleep(1)
            else:
                return

    new = rotate(now(), covered)
    print(new.text)
    print(
        say(
            "khóa mới ký từ đầu nhật ký kế tiếp; báo riêng cho bên làm chứng và kiểm toán",
            "the new key signs from the next head on; tell witnesses and auditors apart from this machine",
        ),
        file=sys.stderr,
    )
    return 0
