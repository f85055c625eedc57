"""The promise as a picture: the internal process of a procedure, step by step, beside its limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Limit
from motcua.doors.portal.words import limit_words
from motcua.rules.process import Process, Step, in_order
from motcua.rules.terms import HOURS_A_DAY, working_hours
from motcua.ui.ribbon import Block, Joint, Lane, Mark, MarkKind, Ribbon
from motcua.ui.terms import term_in
from motcua.ui.time_wording import duration


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the responsibility matrix in words."""

    number: int
    name: str
    unit: str
    post: str
    task: str
    time: str
    hours: Decimal
    output: str
    condition: str


def unit_words(unit: str, document: ProcedureDocument, names: Mapping[str, str], language: str) -> str:
    """Who a step's unit is: the desk, the agency that resolves, or a unit named by code (`names`: code to name)."""
    if unit.startswith("unit:"):
        code = unit.removeprefix("unit:")
        return names.get(code, code)
    if unit == "competent" and document.agency:
        return document.agency
    return term_in("unit", unit, language)


def named_units(document: ProcedureDocument) -> frozenset[str]:
    """The codes of the units the process names."""
    return frozenset(s.unit.removeprefix("unit:") for s in document.graph if s.unit.startswith("unit:"))


def step_lines(document: ProcedureDocument, names: Mapping[str, str], language: str) -> tuple[StepLine, ...]:
    """The process as the table beside the picture has it, in the order in which steps can be done."""
    return tuple(
        StepLine(
            number=number, name=step.name, unit=unit_words(step.unit, document, names, language),
            post=term_in("post", step.post, language), task=step.task, hours=step.hours or Decimal(0),
            time=duration(int((step.hours or 0) * 60), language) if step.hours else gettext("không tính giờ"),
            output=step.output, condition=document.conditions.get(step.when or "", ""),
        )
        for number, step in enumerate(by_start(document.graph), start=1)
    )  # fmt: skip


def by_start(process: Process) -> list[Step]:
    """The steps in the order of time, as the picture numbers them."""
    begun = starts(process)
    return sorted(in_order(process), key=lambda step: begun[step.key])


def starts(process: Process) -> Mapping[str, Decimal]:
    """When each step begins at the latest, in working hours from reception, if each takes its whole time."""
    found: dict[str, Decimal] = {}
    for step in in_order(process):
        ends = (found[key] + (process.step(key).hours or Decimal(0)) for key in step.after)
        found[step.key] = max(ends, default=Decimal(0))
    return found


def process_ribbon(document: ProcedureDocument, names: Mapping[str, str], language: str) -> Ribbon | None:
    """The picture; None for a procedure without a process."""
    steps = by_start(document.graph)
    if not steps:
        return None
    begun = starts(document.graph)
    units = dict.fromkeys(step.unit for step in steps)
    return Ribbon(
        title=gettext("Quy trình giải quyết và thời gian từng bước"),
        description=gettext("Mỗi bước dài bằng thời gian được giao; mỗi hàng là một nơi làm."),
        lanes=tuple(Lane(unit, unit_words(unit, document, names, language)) for unit in units),
        blocks=tuple(
            Block(step.unit, step.name, _days(begun[step.key]), _days(step.hours or Decimal(0)),
                  who=term_in("post", step.post, language))
            for step in steps
        ),
        joints=tuple(
            Joint(before.unit, step.unit, _days(begun[step.key]), gettext("Bàn giao"))
            for step in steps
            for before in map(document.graph.step, step.after)
            if before.unit != step.unit
        ),
        marks=tuple(_marks(document, language)),
        scale_label=gettext("ngày làm việc"),
    )  # fmt: skip


def _days(hours: Decimal) -> float:
    return float(hours / HOURS_A_DAY)


def _marks(document: ProcedureDocument, language: str) -> list[Mark]:
    """The two limits; calendar days stand where their working days end."""
    wanted: tuple[tuple[MarkKind, str, Limit | None], ...] = (
        ("committed", gettext("Cam kết"), document.limit),
        ("legal", gettext("Luật định"), document.legal_limit),
    )
    marks = []
    for kind, word, limit in wanted:
        term = limit.term if limit else None
        hours = working_hours(term) if term else None
        if hours is not None:
            marks.append(Mark(kind, _days(hours), f"{word}: {limit_words(limit, language)}"))
    return marks
