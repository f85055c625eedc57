"""`motcua demo`: play a year of the province's work through the real acts, then serve it."""

import argparse
import sys
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import connection

from motcua.doors.cli import identity_provider, serve, show, store
from motcua.doors.cli.arguments import add_json, day, now
from motcua.doors.cli.play.accounts import PASSWORD, Account, accounts, open_accounts
from motcua.doors.cli.play.province import LAST_UNTIL, Programme, play, programme_played, set_up, world_of
from motcua.doors.cli.play.report import outcomes, province_numbers
from motcua.doors.cli.play.signing import forget_files, sign_some, signed_results
from motcua.doors.cli.play.tips import tips
from motcua.doors.cli.play.world import World
from motcua.doors.cli.registry import Database
from motcua.doors.cli.sequence import brought_up_to_date
from motcua.doors.cli.talk import fail, language, say
from motcua.doors.cli.verify import in_words
from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal.log import anchors
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer, Unit
from motcua.rules.worktime import LOCAL
from motcua.ui.terms import term_in

DOSSIERS, SEED, MOST = 2000, 1, 200_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to play, and how to serve it. Nothing said: reuse the play that is there."""
    words = say("số hồ sơ", "how many dossiers")
    parser.add_argument("--dossiers", type=int, metavar="N", help=f"{words} ({DOSSIERS})")
    parser.add_argument("--seed", type=int, metavar="S", help=f"({SEED})")
    parser.add_argument("--until", type=day, metavar="DATE", help=say("(hôm nay)", "(today)"))
    parser.add_argument("--province", choices=("three-tier", "two-tier"), help="(three-tier)")
    parser.add_argument("--fresh", action="store_true", help=say("chơi lại từ đầu", "play anew"))
    parser.add_argument("--no-serve", action="store_true", help=say("không phục vụ", "do not serve"))
    parser.add_argument(
        "--sign", action="store_true",
        help=say("ký số vài kết quả cả khi không phục vụ", "sign a few results even when not serving"),
    )  # fmt: skip
    parser.add_argument("--port", type=int, default=serve.PORT, help=f"({serve.PORT})")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Play (or find) it, tell what there is, serve."""
    if not args.no_serve:
        serve.check(serve.HOST, args.port)
    if not store.exists():
        _programme(args, None)  # words that cannot be played leave no database behind
    store.prepare(Database.MADE)
    programme, world = _played(args)
    found = accounts(world)
    log = brought_up_to_date()
    if (args.sign or not args.no_serve) and not signed_results():
        sign_some(world, found)
    checked = verify_all()
    at = datetime.combine(programme.until, time(), tzinfo=LOCAL)
    told: dict[str, show.Plain] = {
        "province": programme.province, "seed": programme.seed, "until": programme.until.isoformat(),
        "units": organisation.one_stop_units(world.first).count(), "officers": Officer.objects.count(),
        "procedures": len(world.documents), **province_numbers(at), "states": outcomes(), "events": checked.events,
        "journal_ok": checked.ok, "digest": checked.digest,
        "log_size": log["size"], "log_root": log["root"],
        "anchored": log["anchored"] is not None,
    }  # fmt: skip
    if args.json:
        show.as_json(told)
    else:
        _tell(told, world, found, args)
    sys.stdout.flush()
    if checked.first_bad is not None:
        words = in_words(checked.first_bad)
        fail(words, words)
    if not args.no_serve:
        line = serve.address(serve.HOST, args.port)
        homes = (line, line.replace(serve.HOST, "localhost"))
        with identity_provider.beside(identity_provider.free_port(args.port + 1), *homes) as told_of_it:
            identity_provider.use(told_of_it)
            serve.serve(serve.HOST, args.port, ready=lambda: print(line, file=sys.stderr, flush=True))
    return 0


def _played(args: argparse.Namespace) -> tuple[Programme, World]:
    there, whole = programme_played()
    asked = _programme(args, there)
    if there is None and Unit.objects.exists():
        fail(
            f"{settings.DATA} đã có dữ liệu không phải của demo: chọn thư mục khác bằng --data",
            f"{settings.DATA} holds data that is no demo: choose another folder with --data",
        )
    if there is not None and whole and not args.fresh:
        if asked != there:
            fail(
                f"{settings.DATA} đã có demo khác ({_named(there)}): thêm --fresh để chơi lại, hoặc --data",
                f"{settings.DATA} holds another demo ({_named(there)}): add --fresh to play anew, or --data",
            )
        print(
            say(f"dùng lại demo đã có: {_named(there)}", f"reusing the demo there: {_named(there)}"),
            file=sys.stderr,
        )
        return there, world_of(there)
    if there is not None:
        _clear()
        asked = _programme(args, None)
    with (
        show.progress(say("dựng tỉnh, chơi hồ sơ", "setting up, playing dossiers"), asked.dossiers) as meter,
        anchors.lifted(),
    ):
        world = set_up(asked)
        stage = play(asked, world, meter.at)
    open_accounts(accounts(world))
    for why, count in stage.played.refused.items():
        print(f"{say('bị từ chối', 'refused')} ×{count}: {why}", file=sys.stderr)
    return asked, world


def _programme(args: argparse.Namespace, there: Programme | None) -> Programme:
    """What is asked for; what is not said is as it was played, else as usual."""
    usual = there or Programme("three-tier", DOSSIERS, SEED, now().date())
    asked = Programme(
        args.province or usual.province,
        usual.dossiers if args.dossiers is None else args.dossiers,
        usual.seed if args.seed is None else args.seed,
        args.until or usual.until,
    )
    if not 1 <= asked.dossiers <= MOST:
        fail(f"--dossiers từ 1 đến {MOST}", f"--dossiers is from 1 to {MOST}", 2)
    if not asked.earliest <= asked.until <= LAST_UNTIL:
        between = f"{asked.earliest.isoformat()} – {LAST_UNTIL.isoformat()}"
        fail(f"--until trong khoảng {between}", f"--until lies in {between}", 2)
    return asked


def _named(played: Programme) -> str:
    until: date = played.until
    return f"{played.province}, {played.dossiers}, seed {played.seed}, {until.isoformat()}"


def _clear() -> None:
    """Throw the old play away; its own data folder only, never a database server's."""
    if connection.vendor != "sqlite":
        fail(
            "--fresh chỉ dùng với SQLite: tạo cơ sở dữ liệu trống",
            "--fresh is for SQLite: make an empty database",
        )
    forget_files()
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    connection.close()
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    settings.LOG_FILE.unlink(missing_ok=True)
    store.migrate()


def _tell(
    told: dict[str, show.Plain], world: World, found: tuple[Account, ...], args: argparse.Namespace
) -> None:
    rate = f"{float(str(told['on_time_rate'])):.2%}"
    stamped = anchors.last()
    sound = say("nguyên vẹn", "sound") if told["journal_ok"] else say("HỎNG", "BROKEN")
    show.lines(
        [
            (say("Đơn vị", "Units"), told["units"]),
            (say("Hồ sơ", "Dossiers"), told["dossiers"]),
            (say("Đúng hạn", "On time"), f"{told['on_time']}/{told['finished']} ({rate})"),
            (say("Đang xử lý", "Open"), told["open"]),
            (say("Đến hạn hôm nay", "Due today"), told["due_today"]),
            (say("Quá hạn", "Overdue"), told["overdue"]),
            (say("Ký số", "Signed electronically"), ", ".join(code for code, _ in signed_results())),
            (say("Nhật ký", "Journal"), f"{told['events']} · {sound} · {told['digest']}"),
            (say("Đầu nhật ký", "Head of the log"), f"{told['log_size']} · {told['log_root']}"),
            (
                say("Dấu thời gian", "Anchored"),
                f"{stamped.at.isoformat()} · {stamped.authority}" if stamped else "–",
            ),
        ]
    )
    print()
    print(say(f"Tài khoản thử, mật khẩu {PASSWORD}:", f"Accounts to try, password {PASSWORD}:"))
    for one in found:
        mark = " *" if one.two_steps else ""
        print(
            f"  {one.username:22} {term_in('post', one.post.value, language())} – {one.name}, {one.unit}{mark}"
        )
    print(say("  * hỏi thêm mã: motcua code TÊN", "  * asks for a code too: motcua code NAME"))
    print()
    print(say("Thử:", "Try:"))
    for number, line in enumerate(tips(world, found), 1):
        print(f"  {number}. {line}")
    if not args.no_serve:
        print()
        print(say("Địa chỉ:", "Address:"), serve.address(serve.HOST, args.port))
