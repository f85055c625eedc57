"""The virus scanner beside us, by its own protocol; and, in the drill, the real one."""

import hashlib
import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test.utils import override_settings

from motcua.gateways import intake
from motcua.gateways.intake.scanner import scan
from motcua.rules.refusal import Refusal
from tests.gateways.hostile import EICAR
from tests.gateways.plain_files import pdf, stream

BAD = pdf(stream(EICAR, packed=False))


def _read(line: socket.socket, size: int) -> bytes:
    held = b""
    while len(held) < size and (piece := line.recv(size - len(held))):
        held += piece
    return held


def _answer_one(listening: socket.socket, said: bytes | None) -> None:
    """Speak INSTREAM once: reads the pieces, finds EICAR; `said` overrides the answer."""
    line, _ = listening.accept()
    with line:
        assert _read(line, 10) == b"zINSTREAM\0"
        held = b""
        while size := struct.unpack(">I", _read(line, 4))[0]:
            held += _read(line, size)
        found = b"stream: Eicar-Test FOUND\0" if EICAR in held else b"stream: OK\0"
        line.sendall(found if said is None else said)


@contextmanager
def scanner(folder: Path, said: bytes | None = None) -> Iterator[str]:
    """A scanner of one answer at the path of its socket."""
    path = folder / "clamd.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))
        listening.listen(1)
        thread = threading.Thread(target=_answer_one, args=(listening, said))
        thread.start()
        yield str(path)
        thread.join()
    path.unlink()


def test_a_clean_file_passes_whole_and_a_virus_is_named(tmp_path: Path) -> None:
    with scanner(tmp_path) as address, override_settings(CLAMD=address):
        assert intake.accept("a.pdf", pdf(stream(bytes(300_000), packed=False))).name == "a.pdf"
    with scanner(tmp_path) as address, override_settings(CLAMD=address), pytest.raises(Refusal) as refused:
        intake.accept("a.pdf", BAD)
    assert (refused.value.code, refused.value.params) == ("file_virus", {"found": "Eicar-Test"})


@pytest.mark.parametrize("said", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK but strange\0"])
def test_whatever_is_no_clear_answer_is_no_leave(said: bytes, tmp_path: Path) -> None:
    with scanner(tmp_path, said) as address, pytest.raises(Refusal, match="scanner_away"):
        scan(b"data", address)


@pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "127.0.0.1:1"])
def test_without_its_scanner_nothing_is_taken_in(address: str) -> None:
    with override_settings(CLAMD=address), pytest.raises(Refusal, match="scanner_away"):
        intake.accept("a.pdf", pdf())


@pytest.mark.drill
def test_the_real_clamd_finds_eicar_by_a_signature_of_our_own(tmp_path: Path) -> None:
    program = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("no clamd: apt-get install clamav-daemon")
    (tmp_path / "db").mkdir()
    mark = f"{hashlib.md5(BAD, usedforsecurity=False).hexdigest()}:{len(BAD)}:Own.Eicar\n"
    (tmp_path / "db" / "own.hdb").write_text(mark)
    address = tmp_path / "clamd.sock"
    settings = f"LocalSocket {address}\nDatabaseDirectory {tmp_path / 'db'}\nForeground yes\n"
    (tmp_path / "clamd.conf").write_text(settings)
    running = subprocess.Popen(
        [program, "--config-file", str(tmp_path / "clamd.conf")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        for line in running.stdout:
            if "Self checking" in line or "LOCAL: Unix socket file" in line or address.exists():
                break
        scan(pdf(), str(address))
        with pytest.raises(Refusal) as refused:
            scan(BAD, str(address))
        assert str(refused.value.params["found"]).startswith("Own.Eicar")
    finally:
        running.kill()
        running.wait()
