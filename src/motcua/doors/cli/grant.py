"""`motcua grant`: propose a competence (with `--by`), or give one while the installation is founded."""

import argparse
from datetime import date, datetime, time

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json, day, now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.proposals import tell
from motcua.doors.cli.talk import fail, say
from motcua.organisation.actions import Terms, grant
from motcua.organisation.models import Officer
from motcua.organisation.queries import unit_in_force
from motcua.proposals.actions import propose_competence
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.worktime import LOCAL


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """To whom, from whom, where, for what, until when, by which act."""
    parser.add_argument(
        "holder", metavar="HOLDER", help=say("tên đăng nhập người nhận", "the holder's user name")
    )
    parser.add_argument("--unit", required=True, metavar="CODE", help=say("mã đơn vị", "where it is used"))
    parser.add_argument("--giver", metavar="USER", help=say("người giao", "who gives it"))
    parser.add_argument(
        "--giver-title", default="", metavar="TEXT", help=say("chức vụ người giao", "the giver's title")
    )
    parser.add_argument(
        "--kind", choices=[one.value for one in GrantKind], default=GrantKind.AUTHORISED.value
    )
    parser.add_argument("--capacity", choices=[one.value for one in Capacity], default=Capacity.TUQ.value)
    parser.add_argument("--procedure", action="append", default=[], metavar="CODE")
    parser.add_argument("--field", action="append", default=[], metavar="NAME")
    parser.add_argument("--act", required=True, metavar="NUMBER", help=say("số văn bản", "the act's number"))
    parser.add_argument("--from", dest="since", type=day, metavar="DATE")
    parser.add_argument("--until", type=day, metavar="DATE", help=say("hết ngày này", "the last day"))
    parser.add_argument("--only-while-absent", action="store_true")
    parser.add_argument("--most-days", type=int, metavar="N")
    add_officer(parser, required=False)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Propose it, or give it as the founding operator."""
    at, by = now(), proven_or_operator(args)
    terms = Terms(
        GrantKind(args.kind), Capacity(args.capacity), _officer(args.holder), unit_in_force(args.unit, at), args.act,
        giver=_officer(args.giver) if args.giver else None, giver_title=args.giver_title,
        procedures=tuple(args.procedure), fields=tuple(args.field), only_while_absent=args.only_while_absent,
        most_days=args.most_days, valid_from=_begin(args.since), valid_to=_end(args.until),
    )  # fmt: skip
    if by is not None:
        tell(args, propose_competence(terms, by=by, at=at))
        return 0
    given = grant(terms, at=at)
    if args.json:
        show.as_json({"competence": given.pk})
    else:
        print(say(f"đã giao thẩm quyền số {given.pk}", f"competence {given.pk} is given"))
    return 0


def _officer(username: str) -> Officer:
    found = Officer.objects.filter(username=username).first()
    if found is None:
        fail(f"không có cán bộ tên “{username}”", f"no officer is called “{username}”")
    return found


def _begin(on: date | None) -> datetime | None:
    return datetime.combine(on, time(), LOCAL) if on else None


def _end(on: date | None) -> datetime | None:
    """The midnight after the last day."""
    return datetime.combine(date.fromordinal(on.toordinal() + 1), time(), LOCAL) if on else None
