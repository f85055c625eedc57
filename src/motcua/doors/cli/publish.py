"""`motcua publish CODE|--all-samples`: publish a draft (with `--by`: propose it), or list every cell that forbids it."""

import argparse

from motcua.catalogue.actions import PublicationRefused, load_samples, publish
from motcua.catalogue.models import ProcedureVersion
from motcua.doors.cli import show
from motcua.doors.cli.arguments import Parser, add_json, day, now
from motcua.doors.cli.identify import add_officer, proven_or_operator
from motcua.doors.cli.proposals import tell as tell_proposal
from motcua.doors.cli.talk import fail, say
from motcua.proposals.actions import propose_publication
from motcua.proposals.content import Publication
from motcua.rules.matrix import Gap


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which procedure, since when, by which decision."""
    parser.add_argument("code", nargs="?", metavar="CODE", help=say("mã thủ tục", "the procedure's code"))
    parser.add_argument(
        "--all-samples", action="store_true", help=say("mọi thủ tục mẫu", "every sample procedure")
    )
    parser.add_argument(
        "--from", dest="since", type=day, metavar="DATE", help=say("từ ngày", "from this day on")
    )
    parser.add_argument(
        "--decision", metavar="NUMBER", help=say("số quyết định công bố", "the decision's number")
    )
    add_officer(parser, required=False)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Publish; status 1 with every gap when the matrix is not complete."""
    if bool(args.code) == args.all_samples:
        Parser(prog="motcua publish").error(say("cần CODE hoặc --all-samples", "give CODE or --all-samples"))
    at = now()
    since = args.since or at.date()
    if args.all_samples and args.by:
        fail(
            "--all-samples là việc dựng hệ thống: bỏ --by, hoặc công bố từng thủ tục",
            "--all-samples founds an installation: leave --by out, or publish one by one",
            2,
        )
    by = proven_or_operator(args)
    try:
        if args.all_samples:
            done = load_samples(by=None, at=at, valid_from=since)
            _tell(args, {"published": done.published, "unchanged": done.unchanged})
            return 0
        version = _draft(args.code)
        if not args.decision:
            Parser(prog="motcua publish").error(say("cần --decision", "--decision is needed"))
        if by is not None:
            wanted = Publication(version, since, args.decision)
            tell_proposal(args, propose_publication(wanted, by=by, at=at))
            return 0
        published = publish(version, by=None, at=at, valid_from=since, decision=args.decision)
    except PublicationRefused as refused:
        return _refused(args, refused)
    _tell(args, {"published": [args.code], "number": published.number, "valid_from": since.isoformat()})
    return 0


def _draft(code: str) -> ProcedureVersion:
    draft = ProcedureVersion.objects.filter(procedure__code=code, state=ProcedureVersion.State.DRAFT).first()
    if draft is None:
        fail(f"thủ tục {code} không có dự thảo để công bố", f"procedure {code} has no draft to publish")
    return draft


def _refused(args: argparse.Namespace, refused: PublicationRefused) -> int:
    if args.json:
        gaps: list[show.Plain] = [
            {"code": gap.code, "step": gap.step, "cell": gap.cell,
             "values": {name: str(value) for name, value in gap.params.items()}}
            for gap in refused.gaps
        ]  # fmt: skip
        show.as_json({"published": [], "procedure": refused.params["procedure"], "gaps": gaps})
        return 1
    for gap in refused.gaps:
        print(f"  {_named(gap)}")
    fail(
        f"chưa công bố được {refused.params['procedure']}: {len(refused.gaps)} chỗ còn thiếu",
        f"{refused.params['procedure']} cannot be published: {len(refused.gaps)} gaps",
    )


def _named(gap: Gap) -> str:
    values = ", ".join(f"{name}={value}" for name, value in gap.params.items())
    return " ".join(part for part in (gap.code, gap.step, gap.cell, values) if part)


def _tell(args: argparse.Namespace, told: dict[str, show.Plain]) -> None:
    if args.json:
        show.as_json(told)
        return
    show.lines(
        [
            (name, ", ".join(map(str, value)) if isinstance(value, list) else value)
            for name, value in told.items()
        ]
    )
