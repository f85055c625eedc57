"""`motcua identity-provider`: the simulated identity provider beside the service, for a demo: made-up persons, no password.

It is a program of its own with its own small database, started as one; nothing of it is imported here.
"""

import argparse
import json
import os
import secrets
import socket
import subprocess  # nosec B404 # starts our own program, no word of a user in it
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from motcua.applicants.models import Party, PartyKind
from motcua.doors.cli import serve
from motcua.doors.cli.play.province import programme_played
from motcua.doors.cli.talk import fail, say
from motcua.gateways.identity import ways
from motcua.gateways.keys import kept
from motcua.organisation.models import Officer
from motcua.organisation.passwords import HAS_PASSWORD

PORT = 8001
PEOPLE, STAFF = 6, 4
"""How many applicants and officers of the play one may be."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens, and where the service is."""
    parser.add_argument("--port", type=int, default=PORT, help=f"({PORT})")
    parser.add_argument("--back", default=serve.address(serve.HOST, serve.PORT), metavar="URL")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; refused for data that is no demo."""
    if programme_played()[0] is None:
        fail(
            "định danh giả lập chỉ chạy với dữ liệu demo",
            "the simulated identities go with data of the demo only",
        )
    with beside(args.port, args.back) as told:
        print(
            f"MOTCUA_OIDC_ISSUER={told[ISSUER]} MOTCUA_OIDC_SIMULATED=1 MOTCUA_OIDC_SECRET_FILE={kept_at()}"
        )
        print(
            say(
                "GIẢ LẬP – không phải VNeID; Ctrl-C để dừng", "SIMULATED – this is not VNeID; Ctrl-C stops it"
            )
        )
        sys.stdout.flush()
        threading.Event().wait()
    return 0


def kept_at() -> Path:
    """The file that holds the service's secret at the provider."""
    return Path(settings.KEYS) / "identity-client"


ISSUER = "MOTCUA_OIDC_ISSUER"


def free_port(wanted: int) -> int:
    """The port asked for, or another one where it is taken."""
    for port in (wanted, 0):
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    fail("không còn cổng nào trống", "no port is free")


@contextmanager
def beside(port: int, *back: str) -> Iterator[dict[str, str]]:
    """The provider running as long as the block; what the service must find in its environment to use it."""
    folder = Path(settings.DATA) / "identity"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "personas.json").write_text(json.dumps(_people(), ensure_ascii=False), encoding="utf-8")
    secret = kept("identity-client", lambda: secrets.token_urlsafe(32).encode()).decode()
    told = {ISSUER: f"http://127.0.0.1:{port}", "MOTCUA_OIDC_SIMULATED": "1", "MOTCUA_OIDC_SECRET": secret}
    command = [
        sys.executable,
        "-m",
        "motcua.config.simulated_identity",
        "--data",
        str(folder),
        "--port",
        str(port),
    ]
    for one in back:
        command += ["--back", one]
    environment = {**os.environ, **told, "MOTCUA_KEYS": str(settings.KEYS)}
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # nosec B603 # our own words
    try:
        if started.stdout is None or not started.stdout.readline():
            fail("định danh giả lập không chạy được", "the simulated identities did not start")
        yield told
    finally:
        started.terminate()
        started.wait(10)


def use(told: dict[str, str]) -> None:
    """Let this program and those it forks serve with the provider."""
    settings.IDENTITY_ISSUER, settings.IDENTITY_SIMULATED = told[ISSUER], True
    settings.SOCIALACCOUNT_PROVIDERS = ways(
        told[ISSUER],
        settings.IDENTITY_CLIENT,
        told["MOTCUA_OIDC_SECRET"],
        (settings.CITIZENS, settings.OFFICIALS),
    )


def _people() -> list[dict[str, str]]:
    """Applicants who come up most lately, then officers with numbers made up for them."""
    applicants = Party.objects.filter(kind=PartyKind.PERSON, id_number__regex=r"^\d{12}$").order_by("-pk")
    seen: dict[str, dict[str, str]] = {}
    for one in applicants[:100]:
        born = one.birth_date.isoformat() if one.birth_date else ""
        seen.setdefault(one.id_number, {"name": one.name, "id_number": one.id_number, "birthdate": born})
        if len(seen) == PEOPLE:
            break
    staff = Officer.objects.filter(HAS_PASSWORD, is_active=True).order_by("pk")[:STAFF]
    return [
        *seen.values(),
        *({"name": one.full_name, "id_number": f"0220{one.pk:08}", "role": one.username} for one in staff),
    ]
