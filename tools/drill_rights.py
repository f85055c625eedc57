"""`make drill-rights`: deletes one permission check at a time and sees whether a row of the rights tables notices.

The program is started once, on a database in memory, with the stage of `tests/rights`. For each mutant a child process is
forked, the function without its check is put in the place of the real one, and the rows that reach that function are
tried until one answers otherwise: killed. What no row notices is tried on the tests of the rooms that reach it
(`tests/rights/beside.py`), and last on the rows by everybody. Nothing is written to the working tree. Exits 1 and names the
survivors unless killed = total. Words after it choose mutants: `make drill-rights ARGS="authority hand_over"`.
"""

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType

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
from tests.rights.forked import each  # noqa: E402
from tests.rights.mutants import SOURCE, Mutant, mutants  # noqa: E402
from tests.rights.mutated import functions, put_in, reached_by  # noqa: E402

LONGEST = 90
"""Seconds for one mutant; a child that takes longer is given up, as if nothing had noticed."""
JOBS = os.cpu_count() or 1
RULES = (
    "tests/rules/test_competence_cases.py", "tests/rules/test_signing_post.py", "tests/rules/test_who_may.py",
)  # fmt: skip
"""The tests of plain values: they take milliseconds, so they come first."""
BESIDE = (
    "tests/organisation/test_absence.py", "tests/organisation/test_appoint.py",
    "tests/organisation/test_calendar_decisions.py", "tests/organisation/test_grant.py",
    "tests/organisation/test_people.py", "tests/organisation/test_who_grants.py", "tests/proposals",
    "tests/privacy/test_copies.py",
    "tests/privacy/test_erasure.py", "tests/privacy/test_requests.py", "tests/dossiers/test_attach.py",
    "tests/dossiers/test_competence.py", "tests/dossiers/test_electronic.py", "tests/dossiers/test_hands.py",
    "tests/dossiers/test_whose_work.py", "tests/doors/desk/test_data_requests.py",
    "tests/doors/desk/test_files.py", "tests/doors/desk/test_here.py", "tests/doors/desk/test_my_work.py",
    "tests/doors/desk/test_power.py", "tests/doors/desk/test_proof.py", "tests/doors/portal/test_my_data.py",
    "tests/doors/portal/test_my_dossiers.py", "tests/rights/test_settings.py",
)  # fmt: skip
"""The tests of rooms that ask who may: what no row of a table reaches, or could tell apart, they notice."""
Function = tuple[str, str]
"""a file of the source and the qualified name of a function in it"""
Asked = dict[int, Mutant]


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
    wanted = sys.argv[1:]
    asked = {
        number: one
        for number, one in enumerate(mutants())
        if not wanted or any(word in str(one) for word in wanted)
    }
    print(
        f"{len(found.rows)} rows, {len(found.stage.people)} people, {len(asked)} checks; {time.monotonic() - began:.0f} s",
        flush=True,
    )
    left = dict(asked)
    for way in (
        partial(_by_tests, RULES),
        partial(_by_rows, found, reached, False),
        partial(_by_tests, BESIDE),
        partial(_by_rows, found, reached, True),
    ):
        for number, by in way(dict(left)):
            if by:
                print(f"killed   {left.pop(number)}  [{by[:200]}]", flush=True)
        if left:
            print(f"{len(left)} not noticed yet; {time.monotonic() - began:.0f} s", flush=True)
    for one in left.values():
        print(f"SURVIVED {one}")
    print(f"killed = {len(asked) - len(left)}, total = {len(asked)}; {time.monotonic() - began:.0f} s")
    return 0 if asked and not left else 1


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


def _by_rows(
    found: Cells, reached: dict[Function, list[int]], everybody: bool, asked: Asked
) -> Iterator[tuple[int, str]]:
    """The cell that noticed each, or nothing; tried by one person for each line of a row, or by everybody."""
    works, live = [], functions()
    for number, one in asked.items():
        rows = {row for function in reached_by(one) for row in reached.get(function, ())}
        works.append((number, partial(_try, one, live, found, sorted(rows, key=found.cost), everybody)))
    return each(works, jobs=JOBS, longest=LONGEST)


def _try(one: Mutant, live: list[FunctionType], found: Cells, rows: list[int], everybody: bool) -> str:
    put_in(one, live)
    told = (found.first_mistake(row, None if everybody else found.typical(row)) for row in rows)
    return next(filter(None, told), "")


def _by_tests(files: Sequence[str], asked: Asked) -> Iterator[tuple[int, str]]:
    """The test that noticed each, or nothing: all in one process of their own, which forks a child for each."""
    if not asked:
        return
    reader, writer = os.pipe()
    told = {
        "MOTCUA_MUTANTS": " ".join(map(str, asked)),
        "MOTCUA_ANSWERS": str(writer),
        "MOTCUA_JOBS": str(JOBS),
    }
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.rights.beside",
        *files,
    ]
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            words, cwd=ROOT, env={**os.environ, **told}, pass_fds=[writer], stdout=said, stderr=said
        )
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as answers:
            for line in answers:
                number, _, by = line.rstrip("\n").partition("\t")
                yield int(number), by
        if running.wait() not in (0, 5):
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise SystemExit("the tests failed before anything was deleted")


if __name__ == "__main__":
    sys.exit(main())
