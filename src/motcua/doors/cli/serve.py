"""`motcua serve`: the pages of desk and portal, from this machine, until Ctrl-C."""

import argparse
import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from motcua.doors.cli.logkeeper import beside
from motcua.doors.cli.play.province import programme_played
from motcua.doors.cli.talk import fail, say

TARGET = "motcua.config.wsgi:application"
HOST, PORT = "127.0.0.1", 8000
CALLED = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104 # a name, not a binding
THREADS = 4
"""Threads of the one process that serves SQLite: readers run beside the one writer."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, with how many processes."""
    parser.add_argument("--host", default=HOST, help=f"({HOST})")
    parser.add_argument("--port", type=int, default=PORT, help=f"({PORT})")
    parser.add_argument(
        "--workers", type=int, default=0,
        help=say("số tiến trình (SQLite: 1; PostgreSQL: mỗi nhân một)", "processes (SQLite: 1; PostgreSQL: one a core)"),
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    check(args.host, args.port)
    if settings.MFA == "optional" and programme_played()[0] is None:
        fail(
            "MOTCUA_MFA=optional chỉ dùng với dữ liệu demo",
            "MOTCUA_MFA=optional is for data of the demo only",
        )
    serve(
        args.host,
        args.port,
        workers=args.workers,
        ready=lambda: print(address(args.host, args.port), flush=True),
    )
    return 0


def check(host: str, port: int) -> None:
    """Refuse to begin without built pages, or on a port that is taken or not allowed."""
    built = [Path(folder) for folder in settings.STATICFILES_DIRS]
    if not all((folder / "motcua" / "desk.css").is_file() for folder in built):
        fail("chưa dựng giao diện: chạy make setup", "the pages' styles are not built: run make setup")
    if not 1 <= port <= 65535:
        fail(f"cổng {port} không có (1-65535)", f"there is no port {port} (1-65535)", 2)
    if error := _refused(host, port):
        fail(
            f"không mở được {host}:{port} ({error}); chọn cổng khác: --port",
            f"{host}:{port} cannot be opened ({error}); choose another one: --port",
        )


def _refused(host: str, port: int) -> str:
    """Why nobody could listen there; empty when all is well. A server that shares its port is found by calling it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as called:
        called.settimeout(1)
        if called.connect_ex((CALLED.get(host, host), port)) == 0:
            return os.strerror(errno.EADDRINUSE)
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds it."""
    name = CALLED.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def serve(host: str, port: int, *, workers: int = 0, ready: Callable[[], object] = lambda: None) -> None:
    """Serve until Ctrl-C; `ready` is called when the server begins. Threads do the work of one process.

    SQLite: a process beside it keeps the log of the journal. PostgreSQL: `motcua sequence` does, where its key is.
    """
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # else whitenoise warns that it is missing
    embedded = connection.vendor == "sqlite"
    connection.close()
    server = Server(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or (1 if embedded else os.cpu_count() or 1),
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,  # Ctrl-C reaches the worker twice, by the terminal and by us, and it may wait for ever
    )
    server.on_startup(ready)
    keeper = beside() if embedded else None
    try:
        server.serve()
    finally:
        if keeper is not None:
            keeper.terminate()
            keeper.join()
