"""An identity provider that does as it is told, on a port of this machine: honest unless told otherwise."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

OWN, STRANGE = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
PERSON = {"sub": "p-1", "name": "Trần An", "id_number": "022090000001"}


def public(key: rsa.RSAPrivateKey, kid: str) -> dict[str, Any]:
    """A key as its owner publishes it."""
    told: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return told | {"kid": kid, "use": "sig", "alg": "RS256"}


@dataclass
class Told:
    """What it answers next; `seen` keeps what it was asked for a token."""

    issuer: str = ""
    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=lambda: dict(PERSON))
    answers: dict[str, tuple[int, object]] = field(default_factory=dict)
    key: object = OWN
    algorithm: str = "RS256"
    seen: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def id_token(self) -> str:
        """The token for this sign-in; a claim of None is left out."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer, "aud": "motcua", "sub": "p-1", "iat": now, "exp": now + 300, "nonce": self.nonce,
        }  # fmt: skip
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": "own", **self.head})  # type: ignore[arg-type]

    def answer(self, path: str) -> tuple[int, object]:
        """Status and body for an address."""
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
            places = dict(zip(names, ("/authorize", "/token", "/person", "/keys"), strict=True))
            return 200, {
                "issuer": self.issuer,
                **{name: self.issuer + at for name, at in places.items()},
                **self.metadata,
            }
        if path == "/keys":
            return 200, {"keys": [public(OWN, "own")]}
        if path == "/strange-keys":
            return 200, {"keys": [public(STRANGE, "own")]}
        if path == "/token":
            return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()}
        return (200, self.person) if path == "/person" else (404, {})


@contextmanager
def serving() -> Iterator[Told]:
    """The provider, running."""
    told = Told()

    class Provider(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            status, body = told.answer(self.path)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", str(body))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body.encode() if isinstance(body, str) else json.dumps(body).encode())

        def do_POST(self) -> None:
            told.seen = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Provider) as server:
        told.issuer = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield told
        finally:
            server.shutdown()
