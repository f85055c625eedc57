"""`motcua migrate`: create the database, or bring it to this version."""

import argparse

from django.conf import settings

from motcua.doors.cli.talk import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(args: argparse.Namespace) -> int:
    """Say where it is; it was made before the command began."""
    where = settings.DATABASES["default"]["NAME"]
    print(say(f"cơ sở dữ liệu {where} đã sẵn sàng", f"the database {where} is ready"))
    return 0
