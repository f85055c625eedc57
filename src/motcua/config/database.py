"""Which database serves: PostgreSQL when `DATABASE_URL` names one, else the embedded file."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from motcua.config.embedded import embedded_database


def database(url: str | None, data: Path, password: str = "") -> dict[str, object]:  # nosec B107 # empty means none
    """Django's settings for `url` (`postgresql://user:password@host:port/name?option=value`).

    `password` is used where the address names none, so that it need not stand in the environment.

    >>> database("postgresql://u:p%40@db:5433/motcua", Path("."))["PASSWORD"]
    'p@'
    """
    if not url:
        return embedded_database(data / "motcua.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or password,
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
