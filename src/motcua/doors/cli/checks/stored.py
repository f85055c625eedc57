"""Checks of the database: its version and settings, the triggers that keep the journal, what its role may do, the clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection

from motcua.doors.cli import store
from motcua.doors.cli.checks.found import Found, error, warning
from motcua.journal.models import Event

OLDEST_POSTGRESQL = 150_000
SAFE_SQLITE = (3, 51, 3)
"""Older ones may damage their write-ahead log."""
TRIGGERS = {
    "sqlite": frozenset({"journal_no_update", "journal_no_delete", "journal_no_replace"}),
    "postgresql": frozenset({"journal_no_change", "journal_no_truncate"}),
}
CLOCK_SLIP = timedelta(minutes=1)


def database(at: datetime) -> Iterator[Found]:
    """Everything about it; nothing further where there is none."""
    try:
        if not store.exists():
            yield error(
                "no_database",
                "chưa có cơ sở dữ liệu: chạy motcua migrate",
                "there is no database: run motcua migrate",
            )
            return
        if not store.is_current():
            yield error(
                "migrations",
                "cơ sở dữ liệu chưa theo phiên bản này: chạy motcua migrate",
                "the database is not of this version: run motcua migrate",
            )
            return
        yield from (_sqlite() if connection.vendor == "sqlite" else _postgresql())
        yield from _triggers()
        yield from _clock(at)
    except DatabaseError as failure:
        kind = type(failure).__name__
        yield error(
            "database_fails",
            f"không dùng được cơ sở dữ liệu ({kind}): xem DATABASE_URL và máy chủ",
            f"the database cannot be used ({kind}): look at DATABASE_URL and its server",
        )


def one(question: str) -> str:
    """The only value of the only row."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _sqlite() -> Iterator[Found]:
    version = tuple(int(part) for part in one("SELECT sqlite_version()").split("."))
    if version < SAFE_SQLITE:
        yield error(
            "sqlite_version",
            "SQLite cũ có thể làm hỏng dữ liệu: cài lại pysqlite3 (make setup)",
            "an old SQLite may damage its log: install pysqlite3 again (make setup)",
        )
    if one("PRAGMA journal_mode") != "wal":
        yield error(
            "sqlite_wal",
            "SQLite không ở chế độ WAL: đặt dữ liệu trên đĩa của máy, không trên ổ mạng",
            "SQLite is not in WAL mode: keep the data on a local disk, not a share",
        )
    if one("PRAGMA synchronous") != "2":
        yield error(
            "sqlite_sync",
            "SQLite không đồng bộ từng lần ghi: đừng đổi synchronous=FULL",
            "SQLite does not synchronise every commit: leave synchronous=FULL",
        )


def _postgresql() -> Iterator[Found]:
    if int(one("SHOW server_version_num")) < OLDEST_POSTGRESQL:
        yield error(
            "postgresql_version", "PostgreSQL cũ hơn 15: nâng cấp", "PostgreSQL is older than 15: upgrade it"
        )
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        if one(f"SHOW {name}") == "off":
            yield error(
                "postgresql_sync",
                f"PostgreSQL tắt {name}: bật lại",
                f"PostgreSQL runs with {name} off: turn it on",
            )
    if one("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "True":
        yield error(
            "role_super",
            "tài khoản cơ sở dữ liệu là superuser: dùng tài khoản thường",
            "the database role is a superuser: use an ordinary role",
        )
    if (
        one(
            "SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE relname = 'journal_event'"
        )
        == "True"
    ):
        yield warning(
            "role_owns",
            "tài khoản cơ sở dữ liệu sở hữu nhật ký nên gỡ được khóa: tách tài khoản nâng cấp và phục vụ",
            "the database role owns the journal and could lift its triggers: migrate and serve as two roles",
        )
    # In memory each process would count for itself.
    if str(settings.CACHES["default"]["BACKEND"]).endswith("LocMemCache"):
        yield warning(
            "cache",
            "giới hạn đăng nhập được đếm riêng từng tiến trình",
            "sign-in limits are counted by each process",
        )


def _triggers() -> Iterator[Found]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        there = {str(name) for (name,) in cursor.fetchall()}
    for name in sorted(TRIGGERS[connection.vendor] - there):
        yield error(
            "trigger",
            f"nhật ký mất khóa {name}, sửa xóa được: ngừng phục vụ, chạy motcua verify, hỏi nhà cung cấp",
            f"the journal lost its guard {name} and can be changed: stop serving, run motcua verify, ask for help",
        )


def _clock(at: datetime) -> Iterator[Found]:
    last = Event.objects.order_by("-at").values_list("at", flat=True).first()
    if last and datetime.fromisoformat(last) > at + CLOCK_SLIP:
        yield error(
            "clock",
            f"đồng hồ chậm hơn việc cuối trong nhật ký ({last}): chỉnh giờ bằng NTP",
            f"the clock is behind the journal's last event ({last}): set it with NTP",
        )


CHECKS = (database,)
