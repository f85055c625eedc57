"""Secrets of this installation: small files only their owner can read, in the folder `MOTCUA_KEYS` names."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The secret called `name`; made by `make` and kept with mode 0600 the first time it is asked for.

    Of two processes that make it at once one wins, and both get the winner's.
    """
    folder = Path(settings.KEYS)
    path = folder / name
    if path.is_file():
        return path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".{name}.{os.getpid()}.{os.urandom(4).hex()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(make())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()
