"""Checks of files: secrets readable by the service only, keys apart from the data, room on the disk, backups."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from motcua.doors.cli.checks.found import Found, error, warning
from motcua.gateways import timestamp
from motcua.rules.refusal import Refusal

SHORTEST_KEY = 50
OTHERS = 0o077
OLDEST_BACKUP = timedelta(hours=26)


def signing_key(at: datetime) -> Iterator[Found]:
    """The key of sessions is long, and nobody else reads it."""
    kept = [Path(settings.DATA) / "secret-key"]
    if named := os.environ.get("MOTCUA_SECRET_KEY_FILE"):
        kept.append(Path(named))
    keys = [settings.SECRET_KEY]
    for path in filter(Path.is_file, kept):
        keys.append(path.read_text(encoding="utf-8").strip())
        yield from _others_read(path)
    if any(len(key) < SHORTEST_KEY or len(set(key)) < 10 for key in keys):
        yield error(
            "secret_key",
            f"khóa ký phiên làm việc quá dễ đoán: đặt khóa ngẫu nhiên từ {SHORTEST_KEY} ký tự",
            f"the signing key is easy to guess: set a random one of {SHORTEST_KEY} signs or more",
        )


def keys(at: datetime) -> Iterator[Found]:
    """The folder of secrets."""
    folder = Path(settings.KEYS)
    if folder.is_relative_to(settings.DATA):
        yield error(
            "keys_beside_data",
            f"khóa nằm trong thư mục dữ liệu, sao lưu lộ cả hai: đặt MOTCUA_KEYS ngoài {settings.DATA}",
            f"keys lie in the data folder, one backup gives away both: set MOTCUA_KEYS outside {settings.DATA}",
        )
    if folder.is_dir():
        for path in (folder, *sorted(folder.rglob("*"))):
            yield from _others_read(path)


def timestamps(at: datetime) -> Iterator[Found]:
    """Whose timestamps stand on documents and on the journal, and whether it can be told that they are genuine."""
    if not settings.TSA_URL:
        yield warning(
            "no_authority",
            "dấu thời gian do chính máy này đóng, không có giá trị pháp lý: đặt MOTCUA_TSA_URL",
            "this machine makes its timestamps itself, without legal value: set MOTCUA_TSA_URL",
        )
        return
    try:
        ends = [root.not_valid_after_utc for root in timestamp.configured(lambda: at).roots]
    except Refusal:
        ends = []
    if not ends or max(ends) <= at:
        yield error(
            "timestamp_roots",
            f"không đọc được chứng thư gốc còn hạn trong {settings.TSA_ROOTS}, mọi lần đóng dấu bị từ chối: "
            "xem MOTCUA_TSA_URL, MOTCUA_TSA_ROOTS",
            f"no root certificate that still holds can be read from {settings.TSA_ROOTS}, every sealing is refused: "
            "look at MOTCUA_TSA_URL and MOTCUA_TSA_ROOTS",
        )


def built(at: datetime) -> Iterator[Found]:
    """Styles of the pages."""
    if not all((Path(each) / "motcua" / "desk.css").is_file() for each in settings.STATICFILES_DIRS):
        yield error(
            "not_built",
            "chưa dựng giao diện: chạy make setup",
            "the pages' styles are not built: run make setup",
        )


def room(at: datetime) -> Iterator[Found]:
    """Room for the next weeks."""
    folder = next(path for path in (Path(settings.DATA), *Path(settings.DATA).parents) if path.is_dir())
    told = shutil.disk_usage(folder)
    free = told.free // 2**20
    if free < 2 * settings.DISK_RESERVE_MB:
        yield error(
            "disk",
            f"đĩa của {folder} chỉ còn {free} MB: dọn hoặc thêm đĩa",
            f"only {free} MB left on the disk of {folder}: clear it or add one",
        )
    elif told.free * 10 < told.total:
        yield warning(
            "disk_soon", f"đĩa của {folder} còn dưới 10 %", f"less than 10 % left on the disk of {folder}"
        )


def backup(at: datetime) -> Iterator[Found]:
    """The last backup, where `MOTCUA_BACKUP` says where backups lie."""
    named = os.environ.get("MOTCUA_BACKUP", "")
    if not named:
        yield warning(
            "backup_unknown",
            "không biết sao lưu ở đâu: ghi thư mục trong MOTCUA_BACKUP",
            "nobody said where backups lie: name the folder in MOTCUA_BACKUP",
        )
        return
    files = [path for path in (Path(named), *Path(named).rglob("*")) if path.is_file()]
    newest = max((path.stat().st_mtime for path in files), default=0.0)
    if at.timestamp() - newest > OLDEST_BACKUP.total_seconds():
        yield error(
            "backup_old",
            f"bản sao lưu mới nhất trong {named} đã quá một ngày: chạy sao lưu",
            f"the newest backup in {named} is over a day old: make one",
        )


def log(at: datetime) -> Iterator[Found]:
    """The log's file."""
    path = Path(os.environ.get("MOTCUA_LOG", ""))
    if path.is_file() and path.stat().st_mode & 0o007:
        yield error(
            "log_readable",
            f"ai trên máy cũng đọc được {path}: chmod 640",
            f"everybody on the machine reads {path}: chmod 640",
        )


def _others_read(path: Path) -> Iterator[Found]:
    if path.stat().st_mode & OTHERS:
        wanted = "700" if path.is_dir() else "600"
        yield error(
            "others_read",
            f"người khác trên máy đọc được {path}: chmod {wanted}",
            f"others on this machine can read {path}: chmod {wanted}",
        )


CHECKS = (signing_key, keys, timestamps, built, room, backup, log)
