"""Messages whose length can be read two ways: the server reads them one way, so nothing is smuggled behind a request."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "motcua"
CHUNKED = b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
HIDDEN = b"GET /thu-tuc/ HTTP/1.1\r\nHost: localhost\r\nX: "


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[int]:
    """A server of its own."""
    data = str(shutil.copytree(migrated, tmp_path_factory.mktemp("http") / "data"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = int(free.getsockname()[1])
    command = [str(PROGRAM), "serve", "--data", data, "--port", str(found)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        server.stdout.readline()
        for _ in range(100):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", found)) == 0:
                    break
            time.sleep(0.1)
        yield found
        server.terminate()


def answers(port: int, message: bytes) -> list[bytes]:
    """The first lines of all answers to what is sent in one piece."""
    with socket.create_connection(("127.0.0.1", port), timeout=3) as line:
        line.sendall(message)
        said = b""
        try:
            while more := line.recv(65536):
                said += more
        except TimeoutError:
            pass
    return [part.split(b"\r\n")[0] for part in said.split(b"HTTP/1.1 ")[1:]]


def test_a_message_with_two_lengths_is_read_one_way(port: int) -> None:
    # The chunks end the body; what follows is not part of it, whatever the other length says.
    both = CHUNKED + b"Content-Length: 6\r\n\r\n0\r\n\r\n"
    assert len(answers(port, both)) == 1
    twice = (
        b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 80\r\n\r\n12345"
        + HIDDEN
    )
    assert answers(port, twice)[:1] == [b"400 Bad Request"] or len(answers(port, twice)) == 1
    odd = CHUNKED.replace(b"chunked", b"xchunked") + b"Content-Length: 4\r\n\r\n1234" + HIDDEN
    assert not any(b"200" in line for line in answers(port, odd))
