"""`motcua sequence`: places, heads and anchors for the journal, every second until Ctrl-C, or once."""

import argparse
import signal

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json
from motcua.doors.cli.logkeeper import keep_going, log_at_work
from motcua.doors.cli.talk import fail, say
from motcua.journal.log import anchors, heads
from motcua.journal.log.heads import NotTheSame
from motcua.journal.log.sequence import Busy


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Once or for good."""
    parser.add_argument(
        "--once",
        action="store_true",
        help=say("một lượt rồi thôi, kèm dấu thời gian", "one turn, with an anchor"),
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Keep the log going, or bring it up to date once."""
    if not args.once:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        keep_going(lambda: True)
    told = brought_up_to_date()
    if args.json:
        show.as_json(told)
    else:
        show.lines([(say(*WORDS[name]), value) for name, value in told.items()])
    return 0


WORDS = {
    "placed": ("việc vừa xếp vào nhật ký", "events placed"),
    "heads": ("đầu vừa ký", "heads signed"),
    "size": ("tổng số việc", "events in the log"),
    "root": ("mã gốc", "root"),
    "anchored": ("dấu thời gian", "anchored"),
    "authority": ("do", "by"),
}


def brought_up_to_date() -> dict[str, show.Plain]:
    """One whole turn with an anchor over what is new, and what there is then. Refuses what the authority refuses."""
    log = log_at_work()
    try:
        placed, published = log.turn()
    except Busy:
        fail("một tiến trình khác đang xếp nhật ký", "another process is keeping the log")
    except NotTheSame as error:
        fail(f"KHÔNG ký đầu nhật ký: {error}", f"NO head was signed: {error}")
    head, last = heads.newest(), anchors.last()
    if head is not None and log.stamp and (last is None or last.size < head.said.size):
        anchors.anchor(log.stamp)
        last = anchors.last()
    return {
        "placed": placed,
        "heads": published,
        "size": head.said.size if head else 0,
        "root": head.said.root.hex() if head else "",
        "anchored": last.at.isoformat() if last else None,
        "authority": last.authority if last else None,
    }
