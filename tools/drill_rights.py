"""`make drill-rights`: deletes one permission check at a time and sees whether a row of the rights tables notices.

The program is started once, on a database in memory, with the stage of `tests/rights`. For each mutant a child process is
forked, the function without its check is put in the place of the real one, and the rows that reach that function are
tried until one answers otherwise: killed. Nothing is written to the working tree. Exits 1 and names the survivors unless
killed = total. Words after it choose mutants: `make drill-rights ARGS="authority hand_over"`.
"""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import CodeType, FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.pop("DATABASE_URL", None)
os.environ["MOTCUA_DATA"] = tempfile.mkdtemp(prefix="motcua-drill-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

import django  # noqa: E402

django.setup()

from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from motcua.doors.desk import clock  # noqa: E402
from motcua.papers import render as paper  # noqa: E402
from tests.rights import cells  # noqa: E402
from tests.rights.cells import Cells  # noqa: E402
from tests.rights.mutants import SOURCE, Mutant, mutants  # noqa: E402
from tests.rights.mutated import changes_of, put_in  # noqa: E402

LONGEST = 60
"""Seconds after which a child is given up, as if nothing had noticed."""
BESIDE = {
    "motcua.organisation": (
        "tests/rights/test_settings.py",
        "tests/organisation",
        "tests/dossiers/test_competence.py",
        "tests/proposals",
    ),
    "motcua.proposals": ("tests/proposals",),
    "motcua.privacy": ("tests/privacy",),
    "motcua.catalogue": ("tests/rights/test_settings.py",),
    "motcua.certificates": ("tests/rights/test_settings.py",),
    "motcua.dossiers": ("tests/dossiers/test_competence.py", "tests/dossiers/test_one_click.py"),
    "motcua.rules": ("tests/rules", "tests/rights/test_settings.py", "tests/dossiers/test_competence.py"),
    "motcua.doors.desk.here": ("tests/doors/desk/test_here.py", "tests/doors/desk/test_proof.py"),
    "motcua.doors.desk.receive": ("tests/doors/desk/test_here.py",),
    "motcua.doors.desk.power": ("tests/proposals",),
}
"""Where the checks of a room that no row reaches are tried."""
Function = tuple[str, str]
"""a file of the source and the qualified name of a function in it"""


class NoPress:
    """Prints nothing: the real one's threads do not live on in a forked child."""

    def compile(self, *_: object, **__: object) -> bytes:
        """A paper without content."""
        return b"%PDF-"


def main() -> int:
    """Run it; 0 if every mutant was killed."""
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    DiscoverRunner(verbosity=0, interactive=False).setup_databases()
    began = time.monotonic()
    setattr(paper, "_compiler", lambda _: NoPress())  # noqa: B010
    found = cells.build()
    setattr(clock, "now", lambda: found.stage.at)  # noqa: B010
    reached = _reached(found)
    if reached is None:
        return 1
    print(
        f"{len(found.rows)} rows, {len(found.stage.people)} people; {time.monotonic() - began:.0f} s",
        flush=True,
    )
    wanted, total, killed = sys.argv[1:], 0, 0
    survivors = []
    for number, one in enumerate(mutants()):
        if wanted and not any(word in str(one) for word in wanted):
            continue
        total += 1
        by = _killed_by(one, found, reached) or _killed_by_tests(number, one)
        killed += bool(by)
        if not by:
            survivors.append(one)
        print(f"{'killed  ' if by else 'SURVIVED'} {one}" + (f"  [{by}]" if by else ""), flush=True)
    print(f"killed = {killed}, total = {total}; {time.monotonic() - began:.0f} s")
    for one in survivors:
        print(f"nobody noticed: {one}", file=sys.stderr)
    return 0 if total and killed == total else 1


def _reached(found: Cells) -> dict[Function, list[int]] | None:
    """For each function of ours the rows that reach it; None if a row is wrong before anything was changed."""
    reached: dict[Function, set[int]] = {}
    for number in range(len(found.rows)):
        seen: set[CodeType] = set()

        def note(frame: FrameType, event: str, _: object, seen: set[CodeType] = seen) -> None:
            if event == "call":
                seen.add(frame.f_code)

        sys.setprofile(note)
        try:
            wrong = found.first_mistake(number, found.typical(number))
        finally:
            sys.setprofile(None)
        if wrong:
            print(f"wrong before anything was deleted: {wrong}", file=sys.stderr)
            return None
        for code in seen:
            if code.co_filename.startswith(str(SOURCE)):
                reached.setdefault((code.co_filename, code.co_qualname), set()).add(number)
    return {function: sorted(rows, key=found.cost) for function, rows in reached.items()}


def _killed_by(one: Mutant, found: Cells, reached: dict[Function, list[int]]) -> str:
    """The cell that noticed, or nothing."""
    changes = list(changes_of(one))
    rows = sorted({row for old, _ in changes for row in _rows(old, reached)}, key=found.cost)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(LONGEST)
        os.write(writer, _try(changes, found, rows).encode()[:900])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


def _killed_by_tests(number: int, one: Mutant) -> str:
    """What no row reaches (who may configure) is tried by the tests of its own room, in a process of their own."""
    files = next((files for room, files in BESIDE.items() if one.module.startswith(room)), ())
    files = tuple(file for file in files if (ROOT / file).exists())
    if not files:
        return ""
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.rights.mutated",
        *files,
    ]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, "MOTCUA_MUTANT": str(number)},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0][:200] if done.returncode == 1 and failed else ""


def _rows(code: CodeType, reached: dict[Function, list[int]]) -> list[int]:
    """The rows that reach a function, or where it is a class body or decorator, what is in it."""
    return reached.get((code.co_filename, code.co_qualname), [])


def _try(changes: list[tuple[CodeType, CodeType]], found: Cells, rows: list[int]) -> str:
    try:
        put_in(changes)
        for everybody in (False, True):
            for row in rows:
                if wrong := found.first_mistake(row, None if everybody else found.typical(row)):
                    return wrong
    except BaseException:
        return "crashed: " + traceback.format_exc().strip().splitlines()[-1]
    return ""


if __name__ == "__main__":
    sys.exit(main())
