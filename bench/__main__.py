"""`python -m bench [name…] [--rounds N] [--json]`: run all benchmarks, or those named, one after the other.

Each runs in a process of its own. Where both databases count, it runs on SQLite and on a PostgreSQL made for it, which
syncs its files. Exit status 1 if one could not run; a line missed is said, not failed: machines differ.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping

PYTHON = sys.executable
ON_POSTGRESQL = (PYTHON, "tools/with_postgres.py", "--durable")
INSIDE = (PYTHON, "-m", "bench.inside")
BENCHMARKS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "deadlines": ((PYTHON, "-m", "bench.deadlines"),),
    "slips": ((PYTHON, "-m", "bench.slips"),),
    "verify": ((*INSIDE, "verify"),),
    "acts": ((*INSIDE, "acts"), (*ON_POSTGRESQL, *INSIDE, "acts")),
    "log": ((*INSIDE, "log"), (*ON_POSTGRESQL, *INSIDE, "log")),
    "http": ((*ON_POSTGRESQL, *INSIDE, "http"),),
    "start": ((PYTHON, "-m", "bench.start"),),
}


def main() -> int:
    """Run them."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*BENCHMARKS, []], metavar="name", help=", ".join(BENCHMARKS)
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    words = ["--rounds", str(chosen.rounds), *(["--json"] if chosen.json else [])]
    failed = [
        name
        for name in chosen.names or BENCHMARKS
        for command in BENCHMARKS[name]
        if subprocess.run([*command, *words]).returncode
    ]
    if failed:
        print(f"could not run: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
