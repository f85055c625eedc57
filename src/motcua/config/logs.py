"""Logging: one JSON object a line, to the standard error stream or to the file `MOTCUA_LOG` names.

No line carries personal data: of an exception only its kind and where it was raised (its message may quote a row), of
Django's own warnings only the status. JSON escapes every sign that could begin a line of its own.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

QUIET = {"django.request", "django.security", "django.security.csrf", "django.security.DisallowedHost"}
"""Loggers whose messages quote addresses and hosts: what happened is in `motcua.security` already."""


class JsonLines(logging.Formatter):
    """Writes a record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """At which moment (UTC), how grave, from which logger, which event, and its facts."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "log": record.name,
            "event": _event(record),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and (kind := record.exc_info[0]) is not None:
            told["error"] = kind.__name__
            told["where"] = [
                f"{frame.filename.rsplit('/src/', 1)[-1]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-8:]
            ]
        return json.dumps(told, ensure_ascii=True, default=type)


def _event(record: logging.LogRecord) -> str:
    if record.name in QUIET or record.name.startswith("django.security."):
        return f"{record.name} {getattr(record, 'status_code', '')}".strip()
    return str(record.msg) if hasattr(record, "facts") else record.getMessage()


def logging_settings(path: str, debug: bool) -> dict[str, object]:
    """Django's `LOGGING`. The file is opened anew when it was moved away (logrotate), by every process on its own."""
    kept: dict[str, object] = {"class": "logging.StreamHandler", "formatter": "lines"}
    if path:
        kept |= {"class": "logging.handlers.WatchedFileHandler", "filename": path, "delay": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "motcua.config.logs.JsonLines"}},
        "handlers": {"lines": kept, "console": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "motcua.security": {"level": "INFO"},
            # Replaces Django's own handlers, which print whole requests.
            "django": {"handlers": ["console"] if debug else [], "propagate": not debug, "level": "WARNING"},
            "django.request": {"level": "ERROR"},
            # Warns at every signature that it embeds what we give it instead of asking the network.
            "pyhanko.sign.signers.pdf_signer": {"level": "ERROR"},
        },
    }
