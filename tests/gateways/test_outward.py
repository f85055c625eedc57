"""Nobody we call leads us to somebody else."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError

import pytest

from motcua.doors.cli import witness
from motcua.gateways.outward import call
from motcua.gateways.timestamp import remote
from motcua.gateways.timestamp.remote import RemoteAuthority
from motcua.rules.refusal import Refusal


@pytest.fixture(params=[301, 302, 303, 307, 308])
def elsewhere(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[str]]]:
    """A server that sends everybody on to its inside, and what it was asked."""
    asked: list[str] = []

    class Leads(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/inside" else request.param)
            self.send_header("Location", "/inside")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Leads) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def test_a_redirect_is_not_followed(elsewhere: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = elsewhere
    with pytest.raises(HTTPError):
        call(address, timeout=5)
    with pytest.raises(Refusal) as caught:
        RemoteAuthority(address, ()).answer(b"x")
    assert caught.value.code == "no_timestamp"
    assert asked == ["/", "/"]


def test_the_witness_and_the_timestamp_call_this_way() -> None:
    assert vars(witness)["call"] is vars(remote)["call"] is call
