"""`motcua`: finds the command, sets Django up, runs it, and turns whatever goes wrong into one line.

Modules of commands import models, which may be imported only once Django knows the data folder: they are loaded by
name here, the one place where an import waits (docs/decisions).
"""

import argparse
import importlib
import os
import secrets
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, cast

import django

from motcua.doors.cli.registry import COMMANDS, Command, Entry
from motcua.doors.cli.talk import Trouble, fail, say

INTERRUPTED = 130


class Asked(NamedTuple):
    """The command line taken apart: the data folder, the command, its own words."""

    data: Path
    command: str
    rest: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the status the shell sees."""
    try:
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`): nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Trouble as trouble:
        print(f"motcua: {trouble}", file=sys.stderr)
        return trouble.status
    except Exception as error:
        if os.environ.get("MOTCUA_DEBUG") == "1":
            traceback.print_exc()
        print(f"motcua: {_line(error)}", file=sys.stderr)
        return 1


def _run(words: list[str]) -> int:
    asked = _take_apart(words)
    if asked is None:
        return 0
    entry = COMMANDS.get(asked.command)
    if entry is None:
        known = ", ".join(COMMANDS)
        fail(
            f"không có lệnh “{asked.command}”; có: {known}",
            f"no command “{asked.command}”; there are: {known}",
            2,
        )
    _set_up(asked.data, entry)
    shared = importlib.import_module("motcua.doors.cli.arguments")
    parser: argparse.ArgumentParser = shared.Parser(
        prog=f"motcua {asked.command}", description=say(entry.vietnamese, entry.english), allow_abbrev=False
    )
    _add_data(parser)
    command = cast(Command, importlib.import_module(entry.module))
    command.add_arguments(parser)
    args = parser.parse_args(asked.rest)
    args.data = asked.data
    importlib.import_module("motcua.doors.cli.store").prepare(entry.database)
    return command.run(args)


def _take_apart(words: list[str]) -> Asked | None:
    """The data folder wherever it stands, then the command; None when help or version was all that was asked."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _add_data(first)
    try:
        told, rest = first.parse_known_args(words)
    except argparse.ArgumentError as error:
        raise Trouble(str(error), 2) from None
    if not rest or rest[0] in {"-h", "--help", "help"}:
        print(_help())
        return None
    if rest[0] in {"--version", "version"}:
        print(f"motcua {version('motcua')}")
        return None
    folder = Path(told.data or os.environ.get("MOTCUA_DATA") or "var").expanduser().resolve()
    return Asked(folder, rest[0], rest[1:])


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", metavar="DIR",
        help=say("thư mục dữ liệu (mặc định: $MOTCUA_DATA, hoặc var)", "data folder (default: $MOTCUA_DATA, or var)"),
    )  # fmt: skip


def _set_up(data: Path, entry: Entry) -> None:
    os.environ["MOTCUA_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    if not entry.keeps:
        # Nothing is signed: no key file is made in a folder that is only read, or misspelt.
        os.environ.setdefault("MOTCUA_SECRET_KEY", secrets.token_urlsafe(48))
    django.setup()


def _line(error: Exception) -> str:
    """One line for an error: a refusal in its words, a common mishap by its name, else what Python says."""
    return str(importlib.import_module("motcua.doors.cli.errors").line(error))


def _help() -> str:
    widest = max(map(len, COMMANDS))
    lines = [f"  {name:{widest}}  {say(one.vietnamese, one.english)}" for name, one in COMMANDS.items()]
    return "\n".join(
        [
            say("Cách dùng: motcua [--data DIR] LỆNH …", "Usage: motcua [--data DIR] COMMAND …"),
            "",
            *lines,
            "",
            say("Chi tiết: motcua LỆNH --help", "More: motcua COMMAND --help"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
