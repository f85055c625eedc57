"""The truth over the promise: what was done and how long it took, what is still ahead, on one clock by levels."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext

from motcua.dossiers.queries.lookup import PublicStep, PublicView
from motcua.rules.process import Step, in_order
from motcua.ui.ribbon import Block, BlockKind, Joint, Lane, Mark, MarkKind, Ribbon, Stop
from motcua.ui.terms import term_in
from motcua.ui.wording import MINUTES_A_DAY, short_day

LADDER = ("commune", "district", "province")
HOUR = 60


class Axis:
    """Working days since the clock of a dossier started."""

    def __init__(self, view: PublicView, origin: datetime, at: datetime) -> None:
        self.view, self.origin, self.now = view, origin, at

    def at(self, moment: datetime) -> float:
        """Where a moment stands; what was before the start stands at the start."""
        return max(0.0, self.view.calendar.minutes_between(self.origin, moment) / MINUTES_A_DAY)

    def counted(self, start: datetime, end: datetime) -> float:
        """Working days between two moments without the time the clock stood still."""
        whole = self.at(end) - self.at(start)
        for stop in self.view.stops:
            first, last = max(start, stop.start), min(end, stop.end or self.now)
            whole -= max(0.0, self.at(last) - self.at(first)) if first < last else 0.0
        return max(0.0, whole)


def dossier_ribbon(view: PublicView, at: datetime, language: str) -> Ribbon | None:
    """The picture of a dossier at a moment; None before its clock has started."""
    dossier = view.dossier
    if dossier.clock_start is None:
        return None
    axis = Axis(view, dossier.clock_start, at)
    blocks = [_block(step, axis) for step in view.steps if step.state != "cancelled"]
    if dossier.finished_at is None:
        blocks += _ahead(view, axis)
    blocks = [_named_once(block, blocks) for block in blocks]
    joints = tuple(
        Joint(line.giver_unit.level, line.receiver_unit.level, axis.at(line.received_at or line.given_at),
              gettext("Bàn giao"))
        for line in view.hand_overs
        if line.giver_unit.level != line.receiver_unit.level
    )  # fmt: skip
    used = {block.lane for block in blocks} | {lane for j in joints for lane in (j.from_lane, j.to_lane)}
    return Ribbon(
        title=gettext("Thời gian giải quyết hồ sơ %(code)s") % {"code": dossier.code},
        description=gettext("Thời gian thật đã dùng, đặt trong thời gian được giao cho từng bước."),
        lanes=tuple(Lane(level, _lane_label(level, view, language)) for level in LADDER if level in used),
        blocks=tuple(blocks),
        joints=joints,
        stops=tuple(
            Stop(
                axis.at(stop.start),
                axis.at(stop.end or at),
                _begun(term_in("suspension", stop.kind, language)),
            )
            for stop in view.stops
        ),
        marks=tuple(_marks(axis, language)),
        scale_label=gettext("ngày làm việc"),
    )


def _named_once(block: Block, blocks: list[Block]) -> Block:
    """The block without its unit where the lane has only one, for the lane's label names it already."""
    units = {other.who for other in blocks if other.lane == block.lane}
    return replace(block, who="") if len(units) == 1 else block


def _block(step: PublicStep, axis: Axis) -> Block:
    """A step begun: the time allotted and the time used."""
    allotted = step.allotted_minutes / MINUTES_A_DAY
    used: float | None = None
    if step.used_minutes is not None:
        used = step.used_minutes / MINUTES_A_DAY
    elif step.state == "open":
        used = axis.counted(step.opened_at, axis.now)
    kind: BlockKind = {"done": "done", "open": "open"}.get(step.state, "planned")  # type: ignore[assignment]
    if used is not None and allotted and used > allotted:
        kind = "late"
    return Block(step.level, step.name, axis.at(step.opened_at), allotted, used, kind, step.unit)


def _ahead(view: PublicView, axis: Axis) -> list[Block]:
    """The steps still to come, each after what it waits for, at the earliest now."""
    now = axis.at(axis.now)
    begun = {step.key: step for step in view.steps}
    graph = view.dossier.version.parsed.graph
    ends: dict[str, float] = {}
    blocks = []
    for step in in_order(graph):
        ready = max((ends[key] for key in step.after), default=0.0)
        if step.key in begun:
            ends[step.key] = _end(begun[step.key], axis, now)
        elif step.when is not None and step.when not in view.dossier.conditions:
            ends[step.key] = ready
        else:
            start, length = max(ready, now), float(step.hours or 0) * HOUR / MINUTES_A_DAY
            blocks.append(
                Block(_level(step, view), step.name, start, length, None, "planned", _unit(step, view))
            )
            ends[step.key] = start + length
    return blocks


def _end(step: PublicStep, axis: Axis, now: float) -> float:
    if step.closed_at is not None:
        return axis.at(step.closed_at)
    left = step.allotted_minutes / MINUTES_A_DAY - axis.counted(step.opened_at, axis.now)
    return now + max(0.0, left)


def _level(step: Step, view: PublicView) -> str:
    """Where a coming step will be done; a unit named by code is a department of the province."""
    units: Mapping[str, str] = {
        "receiving": view.dossier.unit.level,
        "competent": view.dossier.competent_unit.level,
    }
    return units.get(step.unit, "province")


def _unit(step: Step, view: PublicView) -> str:
    units = {"receiving": view.dossier.unit.full_name, "competent": view.dossier.competent_unit.full_name}
    return units.get(step.unit, "")


def _lane_label(level: str, view: PublicView, language: str) -> str:
    """The level and the units at work there."""
    here = [view.dossier.unit, view.dossier.competent_unit]
    names = [unit.full_name for unit in here if unit.level == level]
    names += [step.unit for step in view.steps if step.level == level]
    said = ", ".join(dict.fromkeys(names))
    word = term_in("level", level, language)
    return f"{word}: {said}" if said else word


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _marks(axis: Axis, language: str) -> list[Mark]:
    """The first appointment if there is a second one, the appointment, what the law allows, today."""
    dossier = axis.view.dossier
    wanted: list[tuple[MarkKind, str, datetime | None]] = [
        ("appointment", gettext("Ngày hẹn"), dossier.due_at),
        ("legal", gettext("Luật định"), dossier.legal_due_at),
    ]
    if dossier.reappointed_at is not None and dossier.original_due_at != dossier.due_at:
        wanted.append(("committed", gettext("Hẹn lần đầu"), dossier.original_due_at))
    if dossier.finished_at is None:
        wanted.append(("now", gettext("Hôm nay"), axis.now))
    return [
        Mark(kind, axis.at(moment), f"{word} {short_day(moment, language)}")
        for kind, word, moment in wanted
        if moment
    ]
