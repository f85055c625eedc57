"""Our own server and the floor's, both granian with two processes, on ports of their own; ended by their numbers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

WORKERS = 2


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, changes: Mapping[str, str]) -> Iterator[int]:
    """A server that answers; tells its process number, ends its whole group afterwards."""
    process = subprocess.Popen(
        command,
        env={**os.environ, "MOTCUA_LOOK_UPS": "0", **changes},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def ours(port: int, workers: int = WORKERS) -> list[str]:
    """`motcua serve` as an operator starts it."""
    program = os.path.join(os.path.dirname(sys.executable), "motcua")
    return [program, "serve", "--port", str(port), "--workers", str(workers)]


def floor(port: int) -> list[str]:
    """The least a page can be, on the same server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers",
        str(WORKERS), "--blocking-threads", "1", "--no-ws", "--log-level", "warning", "--factory",
        "django.core.wsgi:get_wsgi_application",
    ]  # fmt: skip


FLOOR_SETTINGS = {"DJANGO_SETTINGS_MODULE": "bench.floor_settings"}


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(1)  # the other process is still loading
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")
