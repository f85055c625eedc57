"""`motcua replay LOG`: drive a real municipality's event log through the real acts."""

import argparse
import sys
from pathlib import Path

from django.db import transaction

from motcua.doors.cli import show
from motcua.doors.cli.arguments import add_json
from motcua.doors.cli.play.log import BadRow, read_log
from motcua.doors.cli.play.municipality import Municipality
from motcua.doors.cli.play.replay import Played, Player
from motcua.doors.cli.play.report import replayed
from motcua.doors.cli.talk import language, say
from motcua.doors.cli.verify import in_words
from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal.log.anchors import lifted
from motcua.rules.refusal import Refusal
from motcua.ui.refusals import words

WHY = {
    "bad_time": ("không đọc được thời gian", "the time cannot be read"),
    "time_without_zone": ("thời gian không có múi giờ", "the time has no zone"),
    "no_time": ("không có thời gian", "there is no time"),
    "no_case": ("không có tên hồ sơ", "the case has no name"),
    "no_start": ("không có lúc bắt đầu", "the case has no start"),
    "no_activity": ("không có tên việc", "the activity has no name"),
    "empty_row": ("dòng trống", "the row is empty"),
    "case_left_out": ("hồ sơ này bị bỏ qua", "its case is left out"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The log."""
    parser.add_argument("log", type=Path, metavar="LOG", help="*.xes, *.xes.gz, *.csv, *.csv.gz")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Play the log, tell what the database holds afterwards and what was odd in the log."""
    cases = read_log(args.log)
    with lifted(), transaction.atomic():
        place = Municipality()
    player = Player(place)
    with show.progress(say("phát lại nhật ký", "replaying the log")) as meter, lifted():
        for played in player.play(cases):
            meter.at(played.cases)
    checked = verify_all()
    _complain(player.played.bad)
    told: dict[str, show.Plain] = {
        **replayed(place.unit), "journal_ok": checked.ok,
        "end_before_start": len(player.played.end_before_start), "bad_rows": len(player.played.bad),
    }  # fmt: skip
    print(say("việc vừa thực hiện:", "acts done now:"), player.played.acts, file=sys.stderr)
    if checked.first_bad is not None:
        print(in_words(checked.first_bad), file=sys.stderr)
    if args.json:
        show.as_json({**told, "anomalies": {"end_before_start": player.played.end_before_start}})
    else:
        show.lines([(_words(name), value) for name, value in told.items()])
    return _status(player.played, checked.ok)


def _complain(bad: list[BadRow]) -> None:
    for row in bad:
        why = say(*WHY[row.code]) if row.code in WHY else words(Refusal(row.code), language()).title
        print(f"{say('dòng', 'line')} {row.line}: {why} {row.text}".rstrip(), file=sys.stderr)


def _status(played: Played, sound: bool) -> int:
    """0 unless the journal is broken or nothing of the log could be used."""
    return 1 if not sound or (played.bad and not played.cases) else 0


def _words(name: str) -> str:
    return say(*NAMES[name])


NAMES = {
    "dossiers": ("hồ sơ", "dossiers"),
    "steps": ("bước đã ghi", "steps"),
    "finished": ("đã kết thúc", "finished"),
    "late": ("quá hạn", "late"),
    "on_time": ("đúng hạn", "on time"),
    "open": ("chưa kết thúc", "open"),
    "after_end": ("bước ghi sau khi kết thúc", "steps after the end"),
    "before_start": ("bước ghi trước khi tiếp nhận", "steps before the start"),
    "journal_ok": ("nhật ký nguyên vẹn", "journal sound"),
    "end_before_start": ("hồ sơ ghi kết thúc trước khi bắt đầu", "cases ended before their start"),
    "bad_rows": ("dòng bỏ qua", "rows left out"),
}
