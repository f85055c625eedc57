"""The process that keeps the journal's log going beside a benchmark; imports no models before Django is set up."""

import importlib
import time
from multiprocessing.synchronize import Event

import django


def keep(at_work: Event) -> None:
    """A turn a second while it is asked for."""
    django.setup()
    log = importlib.import_module("motcua.doors.cli.logkeeper").log_at_work()
    while True:
        at_work.wait()
        began = time.perf_counter()
        log.turn()
        time.sleep(max(0.0, 1 - (time.perf_counter() - began)))
