"""Words and options that several commands share, and a parser whose errors are one line."""

import argparse
from datetime import date, datetime
from typing import NoReturn

from motcua.doors.cli.talk import Trouble, say
from motcua.rules.worktime import LOCAL


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and where help is."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        more = say(f"xem: {self.prog} --help", f"see: {self.prog} --help")
        raise Trouble(f"{self.prog}: {message}; {more}", 2)


def now() -> datetime:
    """The moment of the command: the one place where the command line reads the clock."""
    return datetime.now(LOCAL)


def moment(text: str) -> datetime:
    """A moment as typed, local where no zone is given: 2026-11-20, '2026-11-20 08:30', 2026-11-20T08:30+07:00."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            say(
                f"“{text}” không phải ngày giờ (2026-11-20 08:30)",
                f"“{text}” is no moment (2026-11-20 08:30)",
            )
        ) from None
    return at.replace(tzinfo=LOCAL) if at.tzinfo is None else at


def day(text: str) -> date:
    """A day as typed: 2026-11-20."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            say(f"“{text}” không phải ngày (2026-11-20)", f"“{text}” is no day (2026-11-20)")
        ) from None


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`: one object on standard output and nothing else."""
    parser.add_argument(
        "--json", action="store_true", help=say("in một đối tượng JSON", "print one JSON object")
    )
