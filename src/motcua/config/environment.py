"""What the environment says: numbers, and secrets that may also lie in a file only the service can read."""

import os
from pathlib import Path


def secret(name: str) -> str:
    """The secret `name`, or what stands in the file that `name` + `_FILE` names; empty when neither is set.

    A file keeps the secret out of the list of processes and of whatever prints the environment.
    """
    if told := os.environ.get(name):
        return told
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else ""


def count(name: str, default: int) -> int:
    """A number of zero or more; anything else stops the program with a line that says which variable is wrong."""
    told = os.environ.get(name, "").strip()
    if not told:
        return default
    if not told.isdecimal():
        raise ValueError(f"{name} must be a number of zero or more, not {told!r}")
    return int(told)


def host_only(name: str, https: bool) -> str:
    """The cookie's name; over TLS with the prefix that binds it to this host (no subdomain can set it).

    >>> host_only("session", True), host_only("session", False)
    ('__Host-session', 'session')
    """
    return f"__Host-{name}" if https else name
