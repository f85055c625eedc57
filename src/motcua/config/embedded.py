"""The embedded database: SQLite from `pysqlite3`, with the pragmas that keep acknowledged acts.

Debian's own SQLite 3.40 carries the WAL-reset corruption bug (fixed in 3.51.3), so Django's backend is
given the newer library by standing in for the standard module before Django imports it.
"""

import os
import sys
from pathlib import Path

import pysqlite3
import pysqlite3.dbapi2

OLDEST_SAFE = (3, 51, 3)


def use_sound_sqlite() -> None:
    """Let every later `import sqlite3` find pysqlite3; refuse to go on with a library known to lose data."""
    if pysqlite3.sqlite_version_info < OLDEST_SAFE:
        raise RuntimeError(f"SQLite {pysqlite3.sqlite_version} is older than 3.51.3 and may corrupt its log")
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def embedded_database(path: Path) -> dict[str, object]:
    """Django's settings for one SQLite file: write-ahead log, full synchronisation, immediate transactions."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Tests run on a file of their own, with the locks of production.
        "TEST": {"NAME": str(path.with_name(f"tests-{os.getpid()}.sqlite3"))},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
