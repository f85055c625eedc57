"""The simulated identity provider as a program of its own, for tests that talk to it."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SECRET = "bi-mat-cua-bai-thu"


@contextmanager
def simulated(folder: Path, people: Sequence[dict[str, str]], back: str) -> Iterator[str]:
    """The provider running for a service at `back`; its address, which is its name as issuer."""
    (folder / "personas.json").write_text(json.dumps(people))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["-m", "motcua.config.simulated_identity", "--data", folder, "--port", port, "--back", back]
    told = {**os.environ, "MOTCUA_OIDC_SECRET": SECRET, "MOTCUA_KEYS": str(folder / "keys")}
    command = [sys.executable, *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=told) as started:
        try:
            assert started.stdout is not None
            address = started.stdout.readline().strip()
            assert address.endswith(str(port)), "it did not start"
            yield address
        finally:
            started.terminate()
