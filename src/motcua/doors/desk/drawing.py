"""The ribbon of a dossier: the steps as promised, the time really used inside them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext

from motcua.dossiers.models import Dossier, Task
from motcua.dossiers.queries.page import DossierPage
from motcua.rules.calendar import Calendar
from motcua.rules.process import Step, in_order, settled
from motcua.ui.ribbon import Block, BlockKind, Joint, Lane, Mark, Ribbon, Stop
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import short_day

DAY = 480
LEVELS = ("commune", "district", "province")
DRAWN = frozenset({"step", "consultation", "correction"})


class _Scale:
    """Working days since the dossier was received."""

    def __init__(self, start: datetime, calendar: Calendar) -> None:
        self.start, self.calendar = start, calendar

    def at(self, moment: datetime) -> float:
        """Where a moment lies; nothing lies before the reception."""
        return max(self.calendar.minutes_between(self.start, moment), 0) / DAY


def ribbon_of(page: DossierPage, now: datetime, calendar: Calendar) -> Ribbon:
    """The picture of one dossier at `now`; before reception it shows only what is planned."""
    dossier = page.dossier
    scale = _Scale(dossier.received_at or dossier.opened_at, calendar)
    until = dossier.finished_at or now
    tasks = [
        t for t in page.tasks if t.kind in DRAWN and not t.superseded and t.state != Task.State.CANCELLED
    ]
    blocks = [_block(t, scale, until) for t in tasks if t.state != Task.State.WAITING]
    blocks += _planned(page, tasks, blocks, scale, until)
    joints = tuple(
        Joint(line.giver_unit.level, line.receiver_unit.level, scale.at(line.given_at), gettext("Bàn giao"))
        for line in page.hand_overs
        if not line.pulled_back and line.giver_unit.level != line.receiver_unit.level
    )
    used = {b.lane for b in blocks} | {lane for j in joints for lane in (j.from_lane, j.to_lane)}
    return Ribbon(
        title=gettext("Thời gian giải quyết hồ sơ %(code)s") % {"code": dossier.code or f"#{dossier.pk}"},
        description=gettext("Thời gian được giao và thời gian đã dùng của từng bước, theo ngày làm việc"),
        lanes=tuple(Lane(level, _lane_label(page, level)) for level in LEVELS if level in used),
        blocks=tuple(blocks),
        joints=joints,
        stops=tuple(
            Stop(
                scale.at(s.start),
                scale.at(s.end or until),
                term_in("suspension", s.kind, language()).capitalize(),
            )
            for s in page.suspensions
        ),
        marks=tuple(_marks(dossier, scale, now)),
        scale_label=gettext("ngày làm việc"),
    )


def _block(task: Task, scale: _Scale, until: datetime) -> Block:
    start = scale.at(task.opened_at)
    done = task.state == Task.State.DONE
    used = (task.used_minutes or 0) / DAY if done else max(scale.at(until) - start, 0)
    allotted = task.allotted_minutes / DAY
    late = task.due_at is not None and (task.closed_at or until) > task.due_at
    kind: BlockKind = "late" if late else "done" if done else "open"
    who = task.closed_by or task.officer
    return Block(task.unit.level, task.name, start, allotted, used, kind, who.full_name if who else "")


def _planned(
    page: DossierPage, tasks: list[Task], blocks: list[Block], scale: _Scale, until: datetime
) -> Iterator[Block]:
    """The steps still to come, each after those it waits for."""
    dossier = page.dossier
    if dossier.finished_at is not None and not any(t.state == Task.State.OPEN for t in tasks):
        return
    graph = dossier.version.parsed.graph
    drawn = [t for t in tasks if t.state != Task.State.WAITING]
    ends = {t.step: b.start + max(b.length, b.used or 0) for t, b in zip(drawn, blocks, strict=True)}
    done = {t.step for t in tasks if t.state == Task.State.DONE}
    skipped = settled(graph, done, dossier.conditions) - done
    floor = scale.at(until)
    for step in in_order(graph):
        if step.key in ends:
            continue
        before = [ends[key] for key in step.after if key in ends]
        if step.key in skipped:
            ends[step.key] = max(before, default=0.0)
            continue
        start = max([floor, *before])
        length = float(step.hours or 0) / 8
        ends[step.key] = start + length
        post = term_in("post", step.post, language())
        yield Block(_level(step, dossier), step.name, start, length, None, "planned", post)


def _level(step: Step, dossier: Dossier) -> str:
    if step.unit == "receiving":
        return dossier.unit.level
    return "province" if step.unit.startswith("unit:") else dossier.competent_unit.level


def _lane_label(page: DossierPage, level: str) -> str:
    """The units of a level by name; of more than one the level's own name."""
    dossier = page.dossier
    units = {t.unit.full_name for t in page.tasks if t.unit.level == level}
    units |= {u.full_name for u in (dossier.unit, dossier.competent_unit) if u.level == level}
    return units.pop() if len(units) == 1 else term_in("level", level, language())


def _marks(dossier: Dossier, scale: _Scale, now: datetime) -> Iterator[Mark]:
    def dated(label: str, at: datetime) -> str:
        return f"{label} {short_day(at, language())}"

    if dossier.legal_due_at:
        yield Mark("legal", scale.at(dossier.legal_due_at), dated(gettext("Luật định"), dossier.legal_due_at))
    if dossier.original_due_at and dossier.original_due_at != dossier.due_at:
        at = dossier.original_due_at
        yield Mark("committed", scale.at(at), dated(gettext("Hẹn lần đầu"), at))
    if dossier.due_at:
        yield Mark("appointment", scale.at(dossier.due_at), dated(gettext("Ngày hẹn"), dossier.due_at))
    if dossier.finished_at is None:
        yield Mark("now", scale.at(now), gettext("Hôm nay"))
