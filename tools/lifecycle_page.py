"""`docs/lifecycle.md`, drawn from the one lifecycle table."""

from collections.abc import Iterable

from motcua.rules.lifecycle import CODES, FINAL, INITIAL
from motcua.rules.lifecycle_rows import ROWS, Row
from motcua.rules.states import ClockEffect, State

HEAD = """\
# The lifecycle of a dossier

*Generated from `src/motcua/rules/lifecycle_rows.py` by `make fix`; do not edit.* Decisions, buttons, the
journal's words and the walk over all pairs of state and event read the same table.

## The way through

Only events that change the state are drawn. A dossier begins as a draft (online) or at a desk.
"""


def diagram() -> str:
    """The table as a Mermaid diagram: one arrow for all events between two states."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for row in ROWS:
        for state in row.states:
            for target in row.to:
                arrows.setdefault((state, target), []).append(row.event)
    lines = [f"    [*] --> {state}" for state in State if state in INITIAL]
    lines += [f"    {a} --> {b}: {' / '.join(dict.fromkeys(events))}" for (a, b), events in arrows.items()]
    lines += [f"    {state} --> [*]" for state in State if state in FINAL]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; an empty cell shows a dash."""
    names = list(head)
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    lines += ["| " + " | ".join(str(cell) if cell else "–" for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def cells(row: Row) -> tuple[object, ...]:
    """One row of the table as a reader wants it."""
    return (
        row.number,
        f"`{row.event}`",
        ", ".join(row.states),
        ", ".join(row.to) or "unchanged",
        row.duty,
        ", ".join(row.guards),
        "" if row.clock is ClockEffect.NONE else row.clock,
        row.form,
        row.notice,
        int(row.code) if row.code else "",
        row.law,
    )


def lifecycle_page() -> str:
    """The whole page, as it must stand in `docs/lifecycle.md`."""
    states = [
        (f"`{state}`", int(CODES[state]) if state in CODES else "", "final" if state in FINAL else "")
        for state in State
    ]
    columns = ("#", "event", "from", "to", "duty", "guards", "clock", "form", "notice", "code", "source")
    return "\n".join(
        [
            HEAD,
            diagram(),
            "\n## States\n",
            table(("state", "national code", ""), states),
            "\n## Events\n",
            "A pair of state and event that is not here is refused (`wrong_state`).\n",
            table(columns, map(cells, ROWS)),
            "",
        ]
    )
