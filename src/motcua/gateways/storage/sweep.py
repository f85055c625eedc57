"""What lies in the store, and clearing away what no row refers to."""

from collections.abc import Iterator, Set
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.gateways.storage import disk
from motcua.gateways.storage.keep import forget


def keys() -> Iterator[str]:
    """Every file of the store by its key, in no order."""
    for path in Path(settings.MEDIA_ROOT).glob("??/??/*"):
        yield "".join(path.parts[-3:])


def leave_only(wanted: Set[str], *, before: datetime) -> int:
    """Forget files older than `before` that are not `wanted`, and drafts a crash left; how many files went.

    Files come before the rows that refer to them: `before` must lie an hour or more back.
    """
    gone = 0
    for key in list(keys()):
        path = disk.place(Path(settings.MEDIA_ROOT), key)
        if key not in wanted and _changed(path) < before.timestamp():
            forget(key)
            gone += 1
    for root in (Path(settings.MEDIA_ROOT), Path(settings.DATA) / "file-keys"):
        for draft in (root / disk.DRAFTS).glob("*"):
            if _changed(draft) < before.timestamp():
                draft.unlink(missing_ok=True)
    return gone


def _changed(path: Path) -> float:
    """Seconds since 1970 of the last change; never old when it is gone meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
