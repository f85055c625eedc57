"""A small log of our own, as CSV and as XES: thirty cases, some of them as untidy as real ones."""

import csv
import gzip
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

ZONE = "+02:00"
COLUMNS = (
    "case:concept:name", "case:startdate", "case:deadline", "case:enddate", "case:responsible", "case:channel",
    "concept:instance", "concept:name", "org:resource", "time:timestamp",
)  # fmt: skip
NOON = datetime(2011, 5, 2, 10, tzinfo=UTC)


@dataclass
class Logged:
    """A case in hours after its start; None: not logged."""

    name: str
    steps: list[float]
    end: float | None = 50
    deadline: float | None = 500
    rows: list[dict[str, str]] = field(default_factory=list)

    def told(self) -> list[dict[str, str]]:
        """The rows of the case."""
        start = NOON + timedelta(days=int(self.name.removeprefix("case-")))
        case = {
            "case:concept:name": self.name, "case:startdate": _text(start), "case:responsible": "Resource01",
            "case:deadline": _text(start + timedelta(hours=self.deadline)) if self.deadline is not None else "",
            "case:enddate": _text(start + timedelta(hours=self.end)) if self.end is not None else "",
            "case:channel": "Internet",
        }  # fmt: skip
        return [
            {**case, "concept:instance": f"{self.name}-{number}", "concept:name": f"T{number:02d} <Check> & more",
             "org:resource": f"Resource{number:02d}", "time:timestamp": _text(start + timedelta(hours=hours))}
            for number, hours in enumerate(self.steps, 1)
        ]  # fmt: skip


PLAIN = [Logged(f"case-{number}", [1, 2, 40]) for number in range(1, 21)]
LATE = [Logged(f"case-{number}", [1, 70], end=80, deadline=60) for number in range(21, 25)]
OPEN = [Logged(f"case-{number}", [1], end=None) for number in range(25, 28)]
ODD = [
    Logged("case-28", [-30, -29, 3]),  # before its start
    Logged("case-29", [3, 60, 61, 62], deadline=None),  # after its end; no deadline of its own
    Logged("case-30", [5, 6], end=-1),  # ended before it began
]
CASES = [*PLAIN, *LATE, *OPEN, *ODD]
EXPECTED = {
    "dossiers": 30, "steps": 60 + 8 + 3 + 9, "finished": 27, "late": 4, "on_time": 23, "open": 3, "after_end": 5,
    "before_start": 2,
}  # fmt: skip


def _text(at: datetime) -> str:
    return (at + timedelta(hours=2)).replace(tzinfo=None).isoformat(sep=" ") + ZONE


def write_csv(path: Path, cases: list[Logged] | None = None) -> Path:
    """As pm4py writes it."""
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for case in CASES if cases is None else cases:
            writer.writerows(case.told())
    return path


def write_xes(path: Path) -> Path:
    """As OpenXES writes it."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<log>",
        '<global scope="trace">',
        _value("responsible", "?"),
    ]
    lines.append("</global>")
    for case in CASES:
        rows = case.told()
        lines.append("<trace>")
        lines += [
            _value(key.removeprefix("case:"), rows[0][key]) for key in COLUMNS if key.startswith("case:")
        ]
        for row in rows:
            lines.append("<event>")
            lines += [_value(key, row[key]) for key in COLUMNS if not key.startswith("case:")]
            lines.append("</event>")
        lines.append("</trace>")
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join([*lines, "</log>"]))
    return path


def _value(key: str, value: str) -> str:
    tag = "date" if "date" in key or "deadline" in key or "time" in key else "string"
    return f"<{tag} key={quoteattr(key)} value={quoteattr(value)}/>" if value else ""
