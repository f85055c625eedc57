"""Bytes on a disk: a name is there with all its bytes or is not there."""

import errno
import os
import re
import secrets
from pathlib import Path

from motcua.rules.refusal import Refusal

DRAFTS = ".drafts"
_KEY = re.compile(r"[0-9a-f]{32}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def place(root: Path, key: str) -> Path:
    """Where `key` lies below `root`, 65,536 folders wide.

    Refuses "file_missing" for whatever is no key: no name from outside ever becomes a path.

    >>> str(place(Path("files"), "0f" * 16))
    'files/0f/0f/0f0f0f0f0f0f0f0f0f0f0f0f0f0f'
    """
    if not _KEY.fullmatch(key):
        raise Refusal("file_missing")
    return root / key[:2] / key[2:4] / key[4:]


def write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there; after a crash it is whole or absent.

    Refuses "store_full" when the disk has no room. Raises `FileExistsError` when the name is taken.
    """
    root = path.parent.parent.parent
    draft = root / DRAFTS / secrets.token_hex(16)
    try:
        _folder(draft.parent)
        _folder(path.parent)
        _write(draft, data)
        os.link(draft, path)  # unlike a rename, a link never replaces what is there
        _sync_folder(path.parent)
    except OSError as failed:
        if failed.errno in _FULL:
            raise Refusal("store_full") from failed
        raise
    finally:
        draft.unlink(missing_ok=True)


def shred(path: Path) -> None:
    """Overwrite and remove a file, if it is there.

    Overwriting is a courtesy to disks that write in place; what counts is that the file's key is gone.
    """
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _folder(path: Path) -> None:
    """Make a folder that survives a power cut, with every folder above it that is missing."""
    if path.is_dir():
        return
    _folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
