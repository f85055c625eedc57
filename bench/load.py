"""Asks a web server many times at once over kept connections and counts answers and their times.

Plain Python in one thread: some 40 microseconds of one core for a request, the same for whoever is measured.
"""

import selectors
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Script = Iterator[bytes]
"""The requests of one connection, one after the other, each asked for when the one before is answered."""


@dataclass(frozen=True)
class Load:
    """Answers a second, and the time within which 95 of 100 came (milliseconds)."""

    speed: float
    p95: float
    answers: int


@dataclass
class _Line:
    """One kept connection."""

    own: socket.socket
    script: Script
    since: float = 0.0
    heard: bytes = b""

    def ask(self) -> None:
        """Send the next request."""
        self.heard, self.since = b"", time.perf_counter()
        self.own.sendall(next(self.script))

    def whole(self) -> bool:
        """Whether the answer has come to its end."""
        head, found, body = self.heard.partition(b"\r\n\r\n")
        if not found:
            return False
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            return body.endswith(b"0\r\n\r\n")
        _, told, rest = lower.partition(b"content-length:")
        return len(body) >= (int(rest.split(b"\r\n", 1)[0]) if told else 0)


def load(port: int, scripts: Sequence[Script], seconds: float, status: int) -> Load:
    """So many connections for so long; an answer of another status is an error (RuntimeError)."""
    choose = selectors.DefaultSelector()
    lines = [_Line(socket.create_connection(("127.0.0.1", port), 30), script) for script in scripts]
    for line in lines:
        line.own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        choose.register(line.own, selectors.EVENT_READ, line)
    times: list[float] = []
    began = time.perf_counter()
    for line in lines:
        line.ask()
    under_way = len(lines)
    while under_way:
        for event, _ in choose.select(30) or _silent():
            line = event.data
            line.heard += line.own.recv(262_144) or _closed()
            if not line.whole():
                continue
            now = time.perf_counter()
            _right(line.heard, status)
            times.append(now - line.since)
            if now - began < seconds:
                line.ask()
            else:
                under_way -= 1
    lasted = time.perf_counter() - began
    for line in lines:
        line.own.close()
    choose.close()
    return Load(len(times) / lasted, statistics.quantiles(times, n=20)[-1] * 1_000, len(times))


def _right(heard: bytes, status: int) -> None:
    if not heard.startswith(b"HTTP/1.1 %d" % status):
        raise RuntimeError(heard[:6_000].decode(errors="replace"))


def _silent() -> list[tuple[selectors.SelectorKey, int]]:
    raise RuntimeError("the server says nothing")


def _closed() -> bytes:
    raise RuntimeError("the server hung up")
