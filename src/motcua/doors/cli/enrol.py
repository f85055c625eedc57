"""`motcua enrol`: which officer or unit signs with which certificate; list them, take one out of use."""

import argparse
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from motcua.certificates.actions import enrol, enrol_demo, revoke
from motcua.certificates.models import Certificate
from motcua.doors.cli import show
from motcua.doors.cli.arguments import now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.talk import fail, say
from motcua.organisation.models import Officer, Unit
from motcua.papers.marks import demo_hand, demo_seal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The holder, then certificate, key and image; or --demo; or --list; or --revoke."""
    parser.add_argument("user", nargs="?", metavar="USER", help=say("cán bộ ký", "the officer who signs"))
    parser.add_argument("--unit", metavar="CODE", help=say("con dấu của đơn vị này", "the seal of this unit"))
    parser.add_argument(
        "--cert", type=Path, metavar="FILE", help=say("chứng thư PEM, DER", "certificate, PEM or DER")
    )
    parser.add_argument(
        "--chain", type=Path, metavar="FILE", help=say("chứng thư cấp trên (PEM)", "those above it (PEM)")
    )
    parser.add_argument("--key", metavar="REF", help="file:NAME.p12 | pkcs11:TOKEN/LABEL")
    parser.add_argument(
        "--image", type=Path, metavar="PNG", help=say("ảnh chữ ký, con dấu", "signature or seal")
    )
    parser.add_argument(
        "--mm", type=int, default=36, help=say("bề ngang con dấu (36)", "width of the seal (36)")
    )
    parser.add_argument(
        "--demo", action="store_true", help=say("khóa thử, không giá trị", "a key without legal value")
    )
    parser.add_argument("--list", action="store_true", help=say("liệt kê", "list them"))
    parser.add_argument("--revoke", type=int, metavar="ID", help=say("ngừng dùng", "take out of use"))
    parser.add_argument("--reason", default="", help=say("lý do", "why"))
    add_officer(parser, required=False)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; a refusal is said in words."""
    if args.list:
        _list()
        return 0
    if args.revoke is not None:
        revoke(args.revoke, reason=args.reason, by=proven_or_operator(args), at=now())
        print(say(f"chứng thư {args.revoke} ngừng dùng", f"certificate {args.revoke} is out of use"))
        return 0
    done = _demo(args) if args.demo else _enrol(args)
    print(say(f"đã ghi nhận: {done.pk} {done.name}", f"enrolled: {done.pk} {done.name}"))
    return 0


def _enrol(args: argparse.Namespace) -> Certificate:
    if not (args.cert and args.key and args.image):
        fail(
            "cần --cert, --key và --image (hoặc --demo)",
            "--cert, --key and --image are needed (or --demo)",
            2,
        )
    chain = x509.load_pem_x509_certificates(args.chain.read_bytes()) if args.chain else []
    return enrol(
        _holder(args), certificate=args.cert.read_bytes(), key_reference=args.key, image=args.image.read_bytes(),
        chain=[each.public_bytes(Encoding.DER) for each in chain], millimetres=args.mm,
        by=proven_or_operator(args), at=now(),
    )  # fmt: skip


def _demo(args: argparse.Namespace) -> Certificate:
    holder = _holder(args)
    if isinstance(holder, Unit):
        return enrol_demo(
            holder,
            holder.authority_name,
            demo_seal(holder.authority_name),
            at=now(),
            by=proven_or_operator(args),
        )
    return enrol_demo(
        holder, "motcua DEMO", demo_hand(holder.full_name), at=now(), by=proven_or_operator(args)
    )


def _holder(args: argparse.Namespace) -> Officer | Unit:
    if bool(args.user) == bool(args.unit):
        fail("nêu một cán bộ hoặc --unit", "name an officer or --unit", 2)
    if args.unit:
        unit = Unit.objects.filter(code=args.unit, valid_to=None).first()
        if unit is None:
            fail(f"không có đơn vị mã “{args.unit}”", f"no unit has the code “{args.unit}”")
        return unit
    found = Officer.objects.filter(username=args.user).first()
    if found is None:
        fail(f"không có cán bộ tên “{args.user}”", f"no officer is called “{args.user}”")
    return found


def _list() -> None:
    for one in Certificate.objects.select_related("officer", "unit").order_by("pk"):
        holder = one.officer.username if one.officer else one.unit.code if one.unit else ""
        ended = say("ngừng dùng", "out of use") if one.revoked_at else f"{one.not_after:%Y-%m-%d}"
        show.lines(
            [(str(one.pk), f"{holder} · {one.name} · {one.key_reference.partition(':')[0]} · {ended}")]
        )
