"""`make drill-security`: sqlmap and wapiti against every form of desk and portal, signed in; bandit over the source.

Prints a line for each target, then `clean`; ends with 1 on any finding, and when either tool misses the planted faults.
`--seconds` bounds each attack of sqlmap, `--scan` each of wapiti.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import machine
from drill.seen import read as read_seen
from drill.targets import PLAIN, Target, targets

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / ".venv-security" / "bin"
FORGED = {"csrfmiddlewaretoken"}
MODULES = "sql,xss,file,exec,csp,http_headers,csrf"
"""`ssrf` is left out: it calls somebody outside."""
PUBLIC = ("nobody", "citizen")
TOKEN = "a" * 32
INJECTED = (
    "is vulnerable",
    "identified the following injection point",
    "resumed the following injection point",
)


def have_tools() -> None:
    """An environment of their own, from their own lock: they must not decide which versions motcua runs on."""
    if (TOOLS / "sqlmap").exists() and (TOOLS / "wapiti").exists():
        return
    requirements = ROOT / "requirements"
    uv = machine.find_uv(ROOT / ".venv", requirements / "uv.txt")
    subprocess.run([sys.executable, "-m", "venv", str(TOOLS.parent)], check=True)
    words = [
        str(uv),
        "pip",
        "install",
        "--quiet",
        "--python",
        str(TOOLS / "python"),
        "--require-hashes",
        "-r",
    ]
    subprocess.run([*words, str(requirements / "security.txt")], check=True)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environment: Mapping[str, str]) -> Iterator[str]:
    """A server; its address."""
    with subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:  # fmt: skip
        try:
            for _ in range(300):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def sqlmap(base: str, target: Target, cookie: str, folder: Path, seconds: int) -> tuple[bool, str]:
    """Whether a parameter can be injected, and sqlmap's last words."""
    words = [str(TOOLS / "python"), str(TOOLS / "sqlmap"), "--batch", "--dbms=sqlite", "--technique=BEU",
             "--flush-session", "--disable-coloring", "--ignore-code=*", f"--output-dir={folder}", "--threads=2",
             f"--time-limit={seconds}"]  # fmt: skip
    if cookie:
        words += [f"--cookie={cookie}", "--param-exclude=" + "|".join(sorted(PLAIN))]
    if target.method == "GET":
        words += ["-u", f"{base}{target.path}{'?' if target.query else ''}{target.query}"]
    else:
        filled = Target(
            "POST",
            target.path,
            tuple((name, TOKEN if name == "csrfmiddlewaretoken" else value) for name, value in target.fields),
        )
        words += ["-u", base + target.path, f"--data={filled.query}"]
    run = subprocess.run(words, capture_output=True, text=True, cwd=folder, timeout=seconds + 120)
    said = run.stdout + run.stderr
    last = next((line for line in reversed(said.splitlines()) if line.strip() and "ending @" not in line), "")
    return any(word in said for word in INJECTED), last[-150:]


def wapiti(base: str, start: str, cookie: str, folder: Path, seconds: int) -> list[str]:
    """What it finds, a line each."""
    report = folder / "wapiti.json"
    words = [
        str(TOOLS / "wapiti"), "-u", base + start, "-m", MODULES, "-f", "json", "-o", str(report), "--no-bugreport",
        "--flush-session", "--store-session", str(folder), "--max-scan-time", str(seconds),
        "--max-attack-time", str(max(10, seconds // 6)), "--max-links-per-page", "40", "-d", "4", "-v", "0",
        "-x", f"{base}/desk/sign-out/", "-x", f"{base}/dang-xuat/",
    ]  # fmt: skip
    if cookie:
        words += ["-H", f"Cookie: {cookie}"]
    subprocess.run(words, capture_output=True, text=True, cwd=folder, timeout=seconds * 2 + 120)
    found = json.loads(report.read_text())["vulnerabilities"]
    return [
        f"{kind}: {each['method']} {each['path']} {each['parameter'] or ''}"
        for kind, all_ in found.items()
        for each in all_
    ]


def tools_find_what_is_planted(folder: Path, seconds: int) -> bool:
    """The drill's own test."""
    port = free_port()
    with running(
        [sys.executable, str(ROOT / "tools" / "drill" / "planted.py"), str(port)], port, os.environ
    ) as base:
        injected, _ = sqlmap(base, Target("GET", "/sql", (("q", "1"),)), "", folder, seconds)
        found = " ".join(wapiti(base, "/", "", folder, seconds))
    missed = [name for name, seen in (("sqlmap /sql", injected), ("wapiti /sql", "SQL" in found),
              ("wapiti /xss", "ross Site Scripting" in found or "XSS" in found)) if not seen]  # fmt: skip
    print(f"planted faults: {'all found' if not missed else f'MISSED {missed}'}", flush=True)
    return not missed


def place(folder: Path, environment: Mapping[str, str]) -> dict[str, object]:
    """The small province in its data folder."""
    motcua = str(ROOT / ".venv" / "bin" / "motcua")
    subprocess.run([motcua, "migrate"], env=dict(environment), check=True, capture_output=True)
    words = [sys.executable, str(ROOT / "tools" / "drill" / "place.py")]
    run = subprocess.run(words, env=dict(environment), check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(run.stdout.splitlines()[-1]))


def marked(path: str) -> str:
    """A public address with sqlmap's star where something may be typed.

    >>> marked("/tra-cuu/x/"), marked("/thu-tuc/"), marked("/ho-so-cua-toi/H1.2-260302-0001/")
    ('/tra-cuu/x*/', '/thu-tuc/', '/ho-so-cua-toi/H1.2-260302-0001*/')
    """
    return re.sub(r"^/((?!desk|static|i18n|dinh-danh)[^/]+)/(x|[^/]*\d{4}[^/]*)(/|$)", r"/\1/\2*\3", path)


def attack(base: str, told: Mapping[str, object], folder: Path, args: argparse.Namespace) -> int:
    """Everybody's forms, each kind once; how many findings."""
    sessions, routes, names = told["sessions"], told["routes"], told["names"]
    assert isinstance(sessions, dict)
    assert isinstance(routes, list)
    assert isinstance(names, list)
    bad, done = 0, dict[str, set[object]]()
    everybody = {"nobody": f"{names[1]}={TOKEN}"}
    everybody |= {who: f"{names[0]}={key}; {names[1]}={TOKEN}" for who, key in sessions.items()}
    for who, cookie in everybody.items():
        tried = done.setdefault(who if who in PUBLIC else "officials", set())
        paths = [marked(path) for path in routes if "*" in marked(path)] if who in PUBLIC else []
        for target in (*targets(base, list(routes), cookie), *(Target("GET", path, ()) for path in paths)):
            if target.kind in tried:
                continue
            tried.add(target.kind)
            injected, last = sqlmap(base, target, cookie, folder, args.seconds)
            bad += injected
            fields = ",".join(name for name, _ in target.fields)
            print(
                f"sqlmap {who} {target.method} {target.path} [{fields}]: {'INJECTED ' + last if injected else 'nothing'}",
                flush=True,
            )
        start = {"nobody": "/", "citizen": "/ho-so-cua-toi/"}.get(who, "/desk/")
        found = wapiti(base, start, cookie, folder, args.scan)
        bad += len(found)
        print(
            f"wapiti {who}: {'nothing' if not found else ''}", *found, sep="\n  " if found else "", flush=True
        )
    return bad


def lived(seen: Path, sessions: object) -> int:
    """Prints what each session met; how many of them prove nothing, because nobody was signed in or no form was taken."""
    assert isinstance(sessions, dict)
    with seen.open(encoding="utf-8") as lines:
        found = read_seen(lines, {str(key)[:8]: str(who) for who, key in sessions.items()})
    for who, one in found.items():
        print(f"{who}: {one}{' IN VAIN: ' + ', '.join(one.faults) if one.faults else ''}")
    return sum(bool(one.faults) for one in found.values())


def main() -> int:
    """Drill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--scan", type=int, default=120)
    args = parser.parse_args()
    have_tools()
    bandit = subprocess.run(
        [str(ROOT / ".venv" / "bin" / "bandit"), "-q", "-r", "src", "-c", "pyproject.toml"], cwd=ROOT
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not tools_find_what_is_planted(folder, args.seconds):
            return 1
        port = free_port()
        environment = {
            **os.environ, "MOTCUA_DATA": str(folder / "data"), "MOTCUA_LOOK_UPS": "0", "PYTHONPATH": "src:.:tools",
            "DJANGO_SETTINGS_MODULE": "drill.settings", "DRILL_SEEN": str(folder / "seen"),
            "MOTCUA_SECRET_KEY": TOKEN * 2 + os.urandom(8).hex(),
            "MOTCUA_LOG": str(folder / "log"),
        }  # fmt: skip
        told = place(folder, environment)
        motcua = str(ROOT / ".venv" / "bin" / "motcua")
        with running([motcua, "serve", "--port", str(port)], port, environment) as base:
            bad = attack(base, told, folder, args)
        log = folder / "log"
        failed = log.read_text().count('"event": "failed"') if log.is_file() else 0
        print(f"answers with a defect (500): {failed}")
        vain = lived(folder / "seen", told["sessions"])
    if bandit.returncode or bad or failed or vain:
        print(
            f"NOT clean: {bad} findings, {failed} defects, {vain} attacks in vain, bandit {bandit.returncode}"
        )
        return 1
    print("clean")
    return 0


if __name__ == "__main__":
    sys.exit(main())
