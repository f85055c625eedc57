"""The virus scanner beside us: clamd, by its INSTREAM command."""

import socket
import struct

from motcua.rules.refusal import Refusal

PIECE = 64 * 1024
SECONDS = 30.0


def scan(data: bytes, address: str) -> None:
    """Ask clamd at `address` (path of its socket, or host:port).

    Refuses `file_virus` with the scanner's name for it; `scanner_away` when it does not answer: what could not be
    scanned is not taken in.
    """
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except OSError:
        raise Refusal("scanner_away") from None
    if answer.endswith(" FOUND"):
        raise Refusal("file_virus", found=answer.removeprefix("stream: ").removesuffix(" FOUND")[:80])
    if answer != "stream: OK":
        raise Refusal("scanner_away")


def _connected(address: str) -> socket.socket:
    if "/" in address:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    said = b""
    while len(said) < 4096 and not said.endswith(b"\0") and (piece := line.recv(4096)):
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")
