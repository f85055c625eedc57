"""The completeness of the responsibility matrix: what still bars a process from being published.

Every step must say who (unit, post, duty), what (task), how long (hours) and with which output; every step
must be reachable; the whole must fit the promised limit and the promise the legal one. All gaps are found
at once.
Source: TT 01/2018/TT-VPCP Đ.8; NĐ 61/2018 Đ.17-20 (order of reception, decision, return).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from motcua.rules.posts import STEP_DUTIES, Duty, PostKind
from motcua.rules.process import Process, Step, critical_path, in_order, predecessors, start_steps
from motcua.rules.refusal import Param
from motcua.rules.terms import Term, longer, working_hours

CELLS = ("name", "unit", "post", "duty", "task", "output")
UNIT = re.compile(r"receiving|competent|unit:\S+")
WITHOUT_TIME = frozenset({Duty.RETURN, Duty.CASH})
"""Duties whose step may take no time: the applicant coming late is no lateness (rules.md T17)."""

NEEDS: tuple[tuple[Duty, Duty], ...] = (
    (Duty.ASSIGN, Duty.RECEIVE),
    (Duty.APPRAISE, Duty.RECEIVE),
    (Duty.SIGN, Duty.RECEIVE),
    (Duty.SEAL, Duty.SIGN),
    (Duty.SEND_RESULT, Duty.SIGN),
    (Duty.RETURN, Duty.SIGN),
)
"""A step with the first duty must come behind one with the second, if the process has one at all."""

GAP_CODES = (
    "no_steps",
    "empty_cell",
    "bad_value",
    "duplicate_key",
    "unknown_after",
    "cycle",
    "unreachable",
    "no_start",
    "start_without_reception",
    "no_signature",
    "no_return",
    "wrong_order",
    "review_after_signature",
    "path_over_committed",
    "committed_over_legal",
    "limit_not_countable",
)
"""All codes a gap of a process may have; the doors keep the words."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason why a process may not be published: a code, the step and cell it is in, and its values."""

    code: str
    step: str = ""
    cell: str = ""
    params: dict[str, Param] = field(default_factory=dict)


def gaps(
    process: Process, committed: Term | None, legal: Term | None, *, immediate: bool = False
) -> tuple[Gap, ...]:
    """Everything that bars publication, cell by cell; empty if nothing does.

    `committed` is the limit promised to the applicant, `legal` the one of the law (None: none is fixed).
    A procedure whose result is given at once (`immediate`, NĐ 61/2018 Đ.17(5)) needs no step of signing or
    returning of its own.
    """
    if not process.steps:
        return (Gap("no_steps"), *_limits(process, committed, legal))
    found: list[Gap] = []
    for step in process.steps:
        found.extend(_cells(step))
    found.extend(_graph(process))
    found.extend(_roles(process, immediate))
    found.extend(_limits(process, committed, legal))
    return tuple(found)


def _cells(step: Step) -> Iterator[Gap]:
    for cell in CELLS:
        if not str(getattr(step, cell)).strip():
            yield Gap("empty_cell", step.key, cell)
    if step.hours is None:
        yield Gap("empty_cell", step.key, "hours")
    elif not step.hours.is_finite() or step.hours < 0 or (step.hours == 0 and step.duty not in WITHOUT_TIME):
        yield Gap("bad_value", step.key, "hours", {"value": str(step.hours)})
    allowed = {"post": [str(kind) for kind in PostKind], "duty": [str(duty) for duty in STEP_DUTIES]}
    for cell, values in allowed.items():
        value = str(getattr(step, cell))
        if value.strip() and value not in values:
            yield Gap("bad_value", step.key, cell, {"value": value})
    if step.unit.strip() and not UNIT.fullmatch(step.unit):
        yield Gap("bad_value", step.key, "unit", {"value": step.unit})


def _graph(process: Process) -> Iterator[Gap]:
    for key, times in Counter(step.key for step in process.steps).items():
        if times > 1:
            yield Gap("duplicate_key", key, "key", {"times": times})
        if not key.strip():
            yield Gap("empty_cell", key, "key")
    for step in process.steps:
        for before in step.after:
            if before not in process.by_key:
                yield Gap("unknown_after", step.key, "after", {"value": before})
    if not start_steps(process):
        yield Gap("no_start")
    reached = {step.key for step in in_order(process)}
    circles = _on_a_circle(process)
    for step in process.by_key.values():
        if step.key in circles:
            yield Gap("cycle", step.key, "after")
        elif step.key not in reached:
            yield Gap("unreachable", step.key, "after")


def _on_a_circle(process: Process) -> frozenset[str]:
    """The keys of the steps that wait, over whatever way, for themselves."""
    known = process.by_key

    def waits_for(start: str) -> set[str]:
        seen: set[str] = set()
        todo = list(known[start].after)
        while todo:
            key = todo.pop()
            if key in known and key not in seen:
                seen.add(key)
                todo.extend(known[key].after)
        return seen

    return frozenset(key for key in known if key in waits_for(key))


def _roles(process: Process, immediate: bool) -> Iterator[Gap]:
    before = predecessors(process)
    keys = {duty: {step.key for step in process.steps if step.duty == duty} for duty in Duty}
    for step in start_steps(process):
        if step.duty.strip() and step.duty != Duty.RECEIVE:
            yield Gap("start_without_reception", step.key, "duty", {"value": step.duty})
    if not immediate and not keys[Duty.SIGN]:
        yield Gap("no_signature")
    if not immediate and not keys[Duty.RETURN]:
        yield Gap("no_return")
    for duty, needed in NEEDS:
        for key in sorted(keys[duty]):
            if key in before and keys[needed] and not before[key] & keys[needed]:
                yield Gap("wrong_order", key, "after", {"duty": duty.value, "needs": needed.value})
    if keys[Duty.SIGN]:
        to_be_signed = frozenset[str]().union(*(before.get(key, frozenset()) for key in keys[Duty.SIGN]))
        for key in sorted(keys[Duty.REVIEW]):
            if key in before and key not in to_be_signed:
                yield Gap("review_after_signature", key, "after")


def _limits(process: Process, committed: Term | None, legal: Term | None) -> Iterator[Gap]:
    for cell, term in (("committed", committed), ("legal", legal)):
        if term is not None and working_hours(term) is None:
            yield Gap("limit_not_countable", "", cell, {"unit": term.unit.value})
    promised = working_hours(committed) if committed else None
    hours, keys = critical_path(process)
    if promised is not None and hours > promised:
        yield Gap(
            "path_over_committed",
            "",
            "hours",
            {"hours": _text(hours), "limit": _text(promised), "steps": keys},
        )
    countable = (
        committed and legal and working_hours(committed) is not None and working_hours(legal) is not None
    )
    if committed and legal and countable and longer(committed, legal):
        yield Gap(
            "committed_over_legal",
            "",
            "committed",
            {
                "committed": f"{_text(committed.amount)} {committed.unit}",
                "legal": f"{_text(legal.amount)} {legal.unit}",
            },
        )


def _text(number: Decimal) -> str:
    """The number without idle zeros: 24, 2.5."""
    return f"{number.normalize():f}"
