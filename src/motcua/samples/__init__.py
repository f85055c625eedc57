"""The embedded province: real units, calendar and procedures as dated data files, read by higher floors.

What each file is and where its facts come from stands in `SOURCES.md` beside them.
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where the sample file or folder `name` lies ("procedures", "calendar_2015_2026.csv").

    Raises FileNotFoundError if there is no such sample; names that lead out of the folder are none.

    >>> path("procedures").is_dir()
    True
    """
    found = (_HERE / name).resolve()
    if not found.is_relative_to(_HERE) or not found.exists():
        raise FileNotFoundError(f"no sample named {name!r}")
    return found
