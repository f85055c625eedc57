"""`motcua person`: what people ask of their own data; answer it with a copy, an erasure, or a reason."""

import argparse
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, moment, now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.talk import fail, say
from motcua.dossiers.models import Dossier
from motcua.privacy.actions import answer, ask, erase, export, mend
from motcua.privacy.models import DataRequest
from motcua.rules.personal_data import LAW, Ground, Wish
from motcua.rules.worktime import LOCAL
from motcua.ui.terms import term_in

ACTS = ("list", "ask", "agree", "export", "erase", "restrict", "lift", "reply", "refuse")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, by whom, for which dossier or request."""
    parser.add_argument("do", choices=ACTS)
    parser.add_argument("--code", help=say("mã hồ sơ của người yêu cầu", "code of a dossier of the person"))
    parser.add_argument("--wish", choices=[wish.value for wish in Wish], default="export")
    parser.add_argument("--said", default="", help=say("lời người yêu cầu", "the person's own words"))
    parser.add_argument("--request", type=int, metavar="N", help=say("số yêu cầu", "number of the request"))
    parser.add_argument(
        "--ground", choices=[one.value for one in Ground], help=say("căn cứ từ chối", "on which ground it is refused")
    )  # fmt: skip
    parser.add_argument("--reason", default="", help=say("lời trả lời người dân", "what the person is told"))
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help=say("ghi bản sao vào tệp", "where the copy is written")
    )
    parser.add_argument(
        "--at", type=moment, metavar="MOMENT", help=say("thời điểm (mặc định: bây giờ)", "default: now")
    )
    add_officer(parser, required=False)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Do it and say what became of the request."""
    at = args.at or now()
    if args.do == "list":
        return _list(args)
    by = proven_or_operator(args)
    if by is None:
        fail("cần --by: tên đăng nhập của cán bộ", "--by is needed: the official's username", 2)
    row = _do(args, by, at)
    if args.json:
        show.as_json(told(row))
    else:
        show.lines(list(told(row).items()))
    return 0


def _do(args: argparse.Namespace, by: int, at: datetime) -> DataRequest:
    number = args.request or 0
    if args.do == "ask":
        dossier = Dossier.objects.filter(code=args.code or "").values_list("pk", flat=True).first()
        if dossier is None:
            fail("không có hồ sơ mang mã này", "there is no dossier under this code")
        return ask.ask(dossier, args.wish, by=by, at=at, said=args.said)
    if args.do == "export":
        return _copy(args, number, by, at)
    if args.do == "agree":
        return answer.agree(number, by=by, at=at)
    if args.do == "erase":
        return erase.erase(number, by=by, at=at)
    if args.do == "restrict":
        return mend.restrict(number, by=by, at=at)
    if args.do == "lift":
        mend.lift(number, by=by, at=at)
        return DataRequest.objects.get(pk=number)
    if args.do == "reply":
        return answer.reply(number, text=args.reason, by=by, at=at)
    return answer.refuse(number, ground=args.ground or "", reason=args.reason, by=by, at=at)


def _copy(args: argparse.Namespace, number: int, by: int, at: datetime) -> DataRequest:
    """Grant the copy unless it was granted, and write it."""
    if args.to is None or args.to.exists():
        fail("cần --to: một tệp chưa có", "--to is needed: a file that is not there yet", 2)
    row = DataRequest.objects.filter(pk=number).first()
    if row is None or row.decided_at is None:
        row = export.export(number, by=by, at=at)
    _written(args.to, export.fetch(number, by=by, at=at))
    return row


def _written(path: Path, pieces: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)


def _list(args: argparse.Namespace) -> int:
    listed = [told(one) for one in DataRequest.objects.filter(decided_at=None).order_by("due_at", "pk")]
    if args.json:
        show.as_json({"open": listed})
    elif not listed:
        print(say("không có yêu cầu nào chờ trả lời", "no request waits for an answer"))
    else:
        for line in listed:
            print("  ".join(f"{name}: {value}" for name, value in line.items() if value != ""))
    return 0


def _local(at: datetime) -> str:
    return at.astimezone(LOCAL).isoformat()


def told(row: DataRequest) -> dict[str, show.Plain]:
    """A request without a word about the person."""
    state = row.outcome or ("agreed" if row.agreed_at else "")
    ground = Ground(row.ground) if row.ground else None
    return {
        "request": row.pk, "wish": row.wish, "dossier": row.dossier_id, "due": _local(row.due_at),
        "carry_by": _local(row.carry_by) if row.carry_by else "",
        "outcome": state or "open", "state": say(term_in("request", state, "vi"), term_in("request", state, "en")),
        "ground": f"{ground.value} ({LAW[ground]})" if ground else "", "erased": row.erased, "kept": row.kept,
    }  # fmt: skip
