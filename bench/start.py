"""From an empty folder to the first page: the demo played, the server started, what it holds in memory at rest (goal 12).

Setting up the environment itself (`make setup`) depends on the network and is not counted.

    python -m bench start
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.common import Figure, Ratio, report
from bench.servers import free_port, ours, running

SECONDS, MEGABYTES = (180, 90), (250, 120)
"""What must not be passed, and what is aimed at."""
REST = 2.0


def main() -> None:
    """Measure once (it is long) and print."""
    parser = argparse.ArgumentParser(description="Time to the first page, memory at rest.")
    parser.add_argument("--rounds", type=int, default=1, help="taken for one: the demo is long")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--dossiers", type=int, default=2_000)
    chosen = parser.parse_args()
    program = os.path.join(os.path.dirname(sys.executable), "motcua")
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        here = {"MOTCUA_DATA": folder, "DATABASE_URL": ""}
        began = time.perf_counter()
        subprocess.run(
            [program, "demo", "--no-serve", "--dossiers", str(chosen.dossiers)],
            env={**os.environ, **here}, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        played = time.perf_counter() - began
        port = free_port()
        with running(ours(port, workers=1), port, here) as pid:
            for path in ("", "thu-tuc/", "tra-cuu/", "desk/sign-in/"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=30) as answer:
                    answer.read()
            first = time.perf_counter() - began
            time.sleep(REST)
            memory = sum(_own(each) for each in _family(pid))
    figures = [
        Figure(f"demo of {chosen.dossiers:,} dossiers played, s", played, played, played, 1),
        Figure("first pages served after, s", first, first, first, 1),
        Figure("memory of the embedded server at rest, MB", memory, memory, memory, 1),
    ]
    ratios = [
        Ratio("seconds to the first page", first, *SECONDS, at_most=True),
        Ratio("megabytes at rest", memory, *MEGABYTES, at_most=True),
    ]
    report("Start", figures, ratios, as_json=chosen.json)


def _own(pid: int) -> float:
    """Megabytes of a process, what it shares with others counted by its part."""
    told = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(told[1]) / 1024 if told else 0.0


def _family(pid: int) -> list[int]:
    """A process and all that come from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


if __name__ == "__main__":
    main()
