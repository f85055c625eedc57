"""Passwords that somebody else made for an officer: for the first sign-in only, and not for long."""

from datetime import datetime, timedelta

from motcua.journal.queries import last_of

LAPSES = timedelta(hours=72)
"""How long a first password may be used."""


def first_password_since(officer: int) -> datetime | None:
    """Since when the officer's password is one made for them (`motcua password --random`); None once it is their own.

    One read.
    """
    last = last_of(f"officer/{officer}", ("set_password", "password_changed"))
    return last.at if last is not None and last.facts.get("first") is True else None
