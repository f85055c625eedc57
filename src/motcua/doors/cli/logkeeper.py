"""The log of the journal at work: its key, its clock, the authority outside, and a process that keeps it going."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection

from motcua.doors.cli.arguments import now
from motcua.doors.cli.errors import line
from motcua.doors.cli.logkey import signer
from motcua.doors.cli.talk import say
from motcua.gateways import timestamp
from motcua.journal.log.anchors import Stamped
from motcua.journal.log.heads import NotTheSame
from motcua.journal.log.run import Log
from motcua.journal.log.sequence import Busy
from motcua.rules.refusal import Refusal

EVERY = 1.0
"""Seconds between two turns: with the second a turn may take, heads are at most two apart."""
PATIENCE = 60.0
"""Seconds before an authority that could not be reached is asked again."""


def log_at_work(clock: Callable[[], datetime] = now) -> Log:
    """The log of this installation, ready to turn. Makes its key the first time."""

    def stamp(data: bytes) -> Stamped:
        return timestamp.stamp(data, timestamp.configured(clock))

    return Log(signer(), clock, settings.LOG_FILE, stamp)


def keep_going(goes_on: Callable[[], bool]) -> None:
    """A turn a second while `goes_on`; whatever goes wrong is said once on standard error and tried again."""
    log, said, ask_again = log_at_work(), "", 0.0
    while goes_on():
        began = time.perf_counter()
        log.signer = signer()  # it may have been changed meanwhile
        trouble = _tried(log.turn)
        if began >= ask_again and (refused := _tried(log.anchor_if_due)):
            trouble, ask_again = trouble or refused, began + PATIENCE
        if trouble and trouble != said:
            print(f"motcua: {say('nhật ký', 'journal')}: {trouble}", file=sys.stderr, flush=True)
        said = trouble or (said if began < ask_again else "")
        time.sleep(max(0.0, EVERY - (time.perf_counter() - began)))


def beside() -> "multiprocessing.process.BaseProcess":
    """A process that keeps the log going as long as this one lives; it shares this one's memory where it can."""
    connection.close()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_until_left, args=(os.getpid(),), name="motcua-sequence", daemon=True)
    process.start()
    return process


def _until_left(parent: int) -> None:
    """Ctrl-C is for the parent, who then ends this one too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_going(lambda: os.getppid() == parent)


def _tried(do: Callable[[], object]) -> str:
    """What went wrong, in words; empty when all is well. Another sequencer at work is well."""
    try:
        do()
    except Busy:
        return ""
    except (NotTheSame, LookupError) as error:
        return say(f"KHÔNG ký đầu nhật ký: {error}", f"NO head was signed: {error}")
    except (Refusal, DatabaseError, OSError, ValueError) as error:
        connection.close()
        return line(error)
    return ""
