"""One line of words for whatever stopped a command."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

from motcua.doors.cli.talk import language, say
from motcua.rules.refusal import Refusal
from motcua.ui.refusals import words


def line(error: Exception) -> str:
    """What happened and what to do, in one line."""
    return " ".join(_words(error).split())


def _words(error: Exception) -> str:
    if isinstance(error, Refusal):
        told = words(error, language())
        return f"{told.title} {told.do}"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, OperationalError):
        return say(f"không dùng được cơ sở dữ liệu: {error}", f"the database cannot be used: {error}")
    if isinstance(error, DatabaseError):
        return say(f"cơ sở dữ liệu báo lỗi: {error}", f"the database says: {error}")
    if isinstance(error, ImproperlyConfigured):
        return say(f"cấu hình sai: {error}", f"wrong settings: {error}")
    more = say("đặt MOTCUA_DEBUG=1 để xem chi tiết", "set MOTCUA_DEBUG=1 for the traceback")
    return f"{type(error).__name__}: {error} ({more})"
