"""Put, get and forget one file.

The content and its wrapped key lie in two folders (`files`, `file-keys`), so that the few bytes that make a file
readable can be backed up for a shorter time than the file: what is forgotten here is soon unreadable there too
(Law 91/2025/QH15: erasing personal data).
"""

import hashlib
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from motcua.gateways.storage import disk, sealing
from motcua.rules.refusal import Refusal

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """What the row that refers to a file keeps: its name here, and the hash and bytes of what was put."""

    key: str
    """32 hexadecimal digits, random, without meaning."""
    sha256: str
    """Of the plain bytes, 64 hexadecimal digits."""
    size: int
    """Plain bytes."""


def put(data: bytes) -> Stored:
    """Keep `data`; once this returns it survives a power cut.

    Refuses what is larger than `UPLOAD_MB` ("file_too_large") and when the disk is nearly full ("store_full").
    """
    if len(data) > settings.UPLOAD_MB * MEGABYTE:
        raise Refusal("file_too_large", limit=settings.UPLOAD_MB)
    key = secrets.token_hex(16)
    content, secret = _content(key), _secret(key)
    if _free(Path(settings.MEDIA_ROOT)) < len(data) + settings.DISK_RESERVE_MB * MEGABYTE:
        raise Refusal("store_full")
    own, wrapped = sealing.new_key(key)
    disk.write_new(secret, wrapped)
    try:
        disk.write_new(content, sealing.seal(data, own, key))
    except BaseException:
        disk.shred(secret)
        raise
    return Stored(key, hashlib.sha256(data).hexdigest(), len(data))


def get(key: str) -> bytes:
    """The plain bytes put under `key`.

    Refuses: "file_missing" when it never was here, is lost or was forgotten; "file_damaged" when a byte of it
    changed; "file_key_wrong" when this installation's key does not open it.
    """
    content, secret = _content(key), _secret(key)
    try:
        wrapped, sealed = secret.read_bytes(), content.read_bytes()
    except FileNotFoundError:
        raise Refusal("file_missing") from None
    return sealing.open_sealed(sealed, sealing.unwrap(wrapped, key), key)


def forget(key: str) -> None:
    """Make the file unreadable for ever: first its key, then its content. Forgetting twice is harmless."""
    disk.shred(_secret(key))
    disk.shred(_content(key))


def _content(key: str) -> Path:
    return disk.place(Path(settings.MEDIA_ROOT), key)


def _secret(key: str) -> Path:
    return disk.place(Path(settings.DATA) / "file-keys", key)


def _free(folder: Path) -> int:
    """Bytes free where `folder` lies or will lie."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
