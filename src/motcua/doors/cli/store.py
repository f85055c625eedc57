"""The database before a command runs: is it there, is it of this version, or make it so."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.doors.cli.registry import Database
from motcua.doors.cli.talk import fail


def prepare(wanted: Database) -> None:
    """Make the database, or refuse to go on without it."""
    if wanted is Database.MADE:
        migrate()
    elif wanted is Database.THERE:
        _require()


def exists() -> bool:
    """Whether there is a database: a file that is not empty, or a PostgreSQL named by `DATABASE_URL`."""
    if connection.vendor != "sqlite":
        return True
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    return path.is_file() and path.stat().st_size > 0


def is_current() -> bool:
    """Whether its tables are those of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate() -> bool:
    """Create the database or bring it to this version; whether anything had to be done."""
    if exists() and is_current():
        return False
    if connection.vendor == "sqlite":
        Path(str(settings.DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    return True


def _require() -> None:
    where = settings.DATABASES["default"]["NAME"]
    if not exists():
        fail(
            f"chưa có cơ sở dữ liệu {where}: chạy motcua demo hoặc motcua migrate",
            f"there is no database {where}: run motcua demo or motcua migrate",
        )
    if not is_current():
        fail(
            f"cơ sở dữ liệu {where} chưa theo phiên bản này: chạy motcua migrate",
            f"the database {where} is not of this version: run motcua migrate",
        )
