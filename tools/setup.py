"""Makes `.venv`, installs `motcua` into it and builds what is not committed: styles, fonts, translations.

`python tools/setup.py run` is enough to serve; `dev` adds the tools of `make check`; `test` adds what tests
drive: a browser, poppler and PostgreSQL.
Each step leaves a stamp of what it was made from, so a second call does nothing. Standard library only:
it runs before anything is installed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
UI = ROOT / "src" / "motcua" / "ui"
CATALOGUES = UI / "locale"


def run(*command: str | Path) -> None:
    """Run one command in the project's folder; its failure ends the set-up."""
    try:
        subprocess.run([str(word) for word in command], cwd=ROOT, env=machine.environment(VENV), check=True)
    except subprocess.CalledProcessError as failure:
        raise machine.SetUpError(f"this step failed: {' '.join(map(str, command))}") from failure


def once(name: str, sources: Iterable[Path], made: Path, work: Callable[[], None]) -> None:
    """Do `work` unless `made` exists and came from the very `sources` (files, read byte for byte)."""
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(f"{source.relative_to(ROOT)}\0".encode())
        digest.update(source.read_bytes())
    stamp = VENV / "stamps" / name
    if made.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    print(f"set-up: {name}", flush=True)
    work()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(digest.hexdigest())


def environment() -> None:
    """An environment of our own, and a `uv` to fill it; made anew when its Python no longer starts."""
    if machine.starts(PYTHON):
        return
    print("set-up: environment", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    run(sys.executable, "-m", "venv", "--without-pip", VENV)


def install(lock: str) -> None:
    """Install one hashed lock file; every file whose hash is not written there is refused."""
    uv = machine.find_uv(VENV, REQUIREMENTS / "uv.txt")
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        PYTHON,
        "--require-hashes",
        "-r",
        REQUIREMENTS / f"{lock}.txt",
    )


def install_ourselves() -> None:
    """Put the `motcua` command and the package's sources into the environment."""
    uv = machine.find_uv(VENV, REQUIREMENTS / "uv.txt")
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        PYTHON,
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        ROOT,
    )


def node() -> None:
    """Have a Node with npm: the machine's own, else the one that comes as a Python package."""
    if machine.node_is_enough():
        return
    install("node")
    machine.expose_node(VENV)


def pages() -> None:
    """Build the styles and scripts of the pages from npm packages."""
    node()
    run(PYTHON, "tools/build_ui.py")


def fonts() -> None:
    """Make the document font from its npm package."""
    node()
    run(PYTHON, "tools/build_fonts.py")


def drawn() -> list[Path]:
    """What the pages' styles, scripts and pictures are built from."""
    folders = [UI / name for name in ("scss", "scripts", "images")]
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def translations() -> None:
    """Compile every catalogue of translations."""
    run(PYTHON, "tools/translations.py")


def set_up(level: str) -> None:
    """Everything `level` ("run", "dev" or "test") needs, each step only if something changed."""
    locks = ["build"] if level == "run" else ["build", "dev"]
    environment()
    for lock in locks:
        once(f"packages-{lock}", [REQUIREMENTS / f"{lock}.txt"], PYTHON, partial(install, lock))
    once("motcua", [ROOT / "pyproject.toml"], VENV / "bin" / "motcua", install_ourselves)
    npm = [ROOT / "package.json", ROOT / "package-lock.json"]
    once("pages", [*npm, *(ROOT / "tools").glob("*ui*.py"), *drawn()], UI / "built", pages)
    papers = ROOT / "src" / "motcua" / "papers"
    once("fonts", [*npm, ROOT / "tools" / "build_fonts.py"], papers / "fonts", fonts)
    once("translations", CATALOGUES.rglob("*.po"), PYTHON, translations)
    if level == "test":
        machine.have_for_tests(PYTHON)


def main() -> int:
    """Set up for the level named on the command line; one set-up at a time."""
    level = sys.argv[1] if len(sys.argv) > 1 else "run"
    lock = os.open(ROOT / "tools", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        set_up(level)
    except machine.SetUpError as reason:
        print(f"set-up stopped: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
