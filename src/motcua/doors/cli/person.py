"""`motcua person`: what people ask of their own data; answer it with a copy, an erasure, or a reason."""

import argparse
from pathlib import Path

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, moment, now
from motcua.doors.cli.talk import fail, say
from motcua.dossiers.models import Dossier
from motcua.organisation.models import Officer
from motcua.privacy.actions import ask, erase, export
from motcua.privacy.models import DataRequest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, by whom, for which dossier or request."""
    parser.add_argument("do", choices=["list", "ask", "export", "erase", "refuse"])
    parser.add_argument("--code", help=say("mã hồ sơ của người yêu cầu", "code of a dossier of the person"))
    parser.add_argument("--wish", choices=["export", "erasure"], default="export")
    parser.add_argument("--request", type=int, metavar="N", help=say("số yêu cầu", "number of the request"))
    parser.add_argument(
        "--by", metavar="USERNAME", help=say("cán bộ làm việc này", "the official who does it")
    )
    parser.add_argument("--reason", default="", help=say("lý do từ chối", "why it is refused"))
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help=say("ghi bản sao vào tệp", "where the copy is written")
    )
    parser.add_argument(
        "--at", type=moment, metavar="MOMENT", help=say("thời điểm (mặc định: bây giờ)", "default: now")
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Do it and say what became of the request."""
    at = args.at or now()
    if args.do == "list":
        listed = [told(one) for one in DataRequest.objects.filter(decided_at=None).order_by("due_at", "pk")]
        if args.json:
            show.as_json({"open": listed})
        else:
            for line in listed:
                print("  ".join(str(value) for value in line.values()))
        return 0
    by = Officer.objects.filter(username=args.by or "").values_list("pk", flat=True).first()
    if by is None:
        fail("cần --by: tên đăng nhập của cán bộ", "--by is needed: the official's username", 2)
    if args.do == "ask":
        dossier = Dossier.objects.filter(code=args.code or "").values_list("pk", flat=True).first()
        if dossier is None:
            fail("không có hồ sơ mang mã này", "there is no dossier under this code")
        row = ask.ask(dossier, args.wish, by=by, at=at)
    elif args.do == "export":
        if args.to is None or args.to.exists():
            fail("cần --to: một tệp chưa có", "--to is needed: a file that is not there yet", 2)
        row, data = export.export(args.request or 0, by=by, at=at)
        args.to.touch(mode=0o600)
        args.to.write_bytes(data)
    elif args.do == "erase":
        row = erase.erase(args.request or 0, by=by, at=at)
    else:
        row = ask.refuse(args.request or 0, reason=args.reason, by=by, at=at)
    if args.json:
        show.as_json(told(row))
    else:
        show.lines(list(told(row).items()))
    return 0


def told(row: DataRequest) -> dict[str, show.Plain]:
    """A request without a word about the person."""
    return {
        "request": row.pk, "wish": row.wish, "dossier": row.dossier_id, "due": row.due_at.isoformat(),
        "outcome": row.outcome or "open", "erased": row.erased, "kept": row.kept,
    }  # fmt: skip
