"""`motcua tick`: notices of what is due soon, overdue, or did not come; run it from a timer."""

import argparse
from datetime import timedelta

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, moment, now
from motcua.doors.cli.talk import say
from motcua.dossiers.actions.attach import drop_unclaimed
from motcua.dossiers.actions.tick import tick
from motcua.dossiers.queries.signed_files import kept_keys
from motcua.gateways import storage
from motcua.gateways.pace import counting as pace
from motcua.privacy.actions.mend import wipe_answered
from motcua.privacy.actions.remind import remind
from motcua.privacy.actions.seal_day import seal_days


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """As of when."""
    parser.add_argument(
        "--at", type=moment, metavar="MOMENT", help=say("thời điểm (mặc định: bây giờ)", "default: now")
    )
    parser.add_argument(
        "--sweep", action="store_true",
        help=say("dọn tệp không hồ sơ nào dùng (mỗi đêm)", "clear away files nothing refers to (nightly)"),
    )  # fmt: skip
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Write the notices and count the new ones."""
    at = args.at or now()
    done = tick(at)
    dropped = drop_unclaimed(at - timedelta(days=1))
    pace.forget(at)
    told: dict[str, show.Plain] = {
        **done.written,
        "total": done.total,
        "files_dropped": dropped,
        "data_requests_late": remind(at),
        "data_requests_wiped": wipe_answered(at),
    }
    if args.sweep:
        told["files_swept"] = storage.leave_only(kept_keys(), before=now() - timedelta(days=1))
    told["days_bound"] = seal_days(at)  # the last: it goes into the journal, which may refuse it
    if args.json:
        show.as_json(told)
    else:
        show.lines(list(told.items()))
    return 0
