"""Timestamps: made by a local or a remote authority, judged by a second implementation, refused when altered."""

import asyncio
import hashlib
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.test.utils import override_settings

from motcua.gateways.timestamp import LocalAuthority, RemoteAuthority, checked, configured, stamp
from motcua.gateways.timestamp.stamper import Stamper
from motcua.rules.refusal import Refusal

AT = datetime(2026, 11, 23, 3, 30, 15, 999, tzinfo=UTC)
WHOLE = AT.replace(microsecond=0)
HEAD = b"a head of the journal"


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalAuthority]:
    with override_settings(KEYS=tmp_path):
        yield LocalAuthority(lambda: AT)


def test_a_stamp_tells_the_moment_and_that_it_is_only_a_demonstration(local: LocalAuthority) -> None:
    made = stamp(HEAD, local)
    assert (made.at, made.demo) == (WHOLE, True)
    assert "DEMO" in made.authority
    assert checked(made.response, HEAD, local.roots) == WHOLE


def test_a_stamp_over_other_bytes_is_refused(local: LocalAuthority) -> None:
    with pytest.raises(Refusal, match="no_timestamp"):
        checked(stamp(HEAD, local).response, HEAD + b"!", local.roots)


def test_a_stamp_by_another_authority_is_refused(local: LocalAuthority, tmp_path: Path) -> None:
    with override_settings(KEYS=tmp_path / "other"):
        other = LocalAuthority(lambda: AT)
    with pytest.raises(Refusal, match="no_timestamp"):
        checked(stamp(HEAD, other).response, HEAD, local.roots)


def test_every_flipped_byte_is_refused_or_changes_nothing(local: LocalAuthority) -> None:
    sound = stamp(HEAD, local).response
    for place in range(0, len(sound), 7):
        bent = sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :]
        with suppress(Refusal):
            assert checked(bent, HEAD, local.roots) == WHOLE


def test_an_answer_to_another_question_is_refused(local: LocalAuthority) -> None:
    earlier = stamp(HEAD, local).response

    class Replaying:
        demo, name, roots = False, "replaying", local.roots

        def answer(self, request: bytes) -> bytes:
            return earlier

    with pytest.raises(Refusal, match="no_timestamp"):
        stamp(HEAD, Replaying())


def test_openssl_agrees(local: LocalAuthority, tmp_path: Path) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl on this machine")
    for name, data in (
        ("data", HEAD),
        ("answer", stamp(HEAD, local).response),
        ("root", local.roots[0].public_bytes(Encoding.PEM)),
    ):
        (tmp_path / name).write_bytes(data)
    words = [program, "ts", "-verify", "-data", "data", "-in", "answer", "-CAfile", "root"]
    assert subprocess.run(words, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "data").write_bytes(b"other")
    assert subprocess.run(words, cwd=tmp_path, capture_output=True).returncode != 0


def test_pyhanko_asks_the_same_authority(local: LocalAuthority) -> None:
    token = asyncio.run(Stamper(local).async_timestamp(hashlib.sha256(HEAD).digest(), "sha256"))
    told = token["content"]["encap_content_info"]["content"].parsed
    assert told["gen_time"].native == WHOLE
    assert told["message_imprint"]["hashed_message"].native == hashlib.sha256(HEAD).digest()


def test_without_an_address_the_local_authority_stamps(tmp_path: Path) -> None:
    with override_settings(KEYS=tmp_path, TSA_URL=""):
        assert configured(lambda: AT).demo


def test_an_authority_elsewhere_is_asked_over_http(local: LocalAuthority, tmp_path: Path) -> None:
    (tmp_path / "roots.pem").write_bytes(local.roots[0].public_bytes(Encoding.PEM))
    with (
        serving(local.answer) as url,
        override_settings(TSA_URL=url, TSA_ROOTS=str(tmp_path / "roots.pem")),
    ):
        made = stamp(HEAD, configured(lambda: AT))
    assert (made.at, made.demo, made.authority) == (WHOLE, False, url)


def test_nonsense_from_elsewhere_is_refused_in_words(local: LocalAuthority) -> None:
    with serving(lambda _: b"<html>") as url, pytest.raises(Refusal, match="no_timestamp"):
        stamp(HEAD, RemoteAuthority(url, local.roots))
    with serving(lambda _: bytes(70_000)) as url, pytest.raises(Refusal, match="no_timestamp"):
        stamp(HEAD, RemoteAuthority(url, local.roots))
    with pytest.raises(Refusal, match="no_timestamp"):
        stamp(HEAD, RemoteAuthority(url, local.roots))  # nobody listens any more
    with pytest.raises(ValueError, match="http"):
        RemoteAuthority("file:///etc/passwd", local.roots)


@contextmanager
def serving(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """An authority on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
