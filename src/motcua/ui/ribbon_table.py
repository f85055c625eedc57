"""The ribbon in words: the rows of the table beside it, and of the upright timeline that takes its place on a phone."""

from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from motcua.ui.ribbon import Block, Mark, Ribbon, Stop
from motcua.ui.ribbon_layout import numbered
from motcua.ui.time_wording import duration
from motcua.ui.wording import MINUTES_A_DAY, number

_NO_BAR = SafeString("")


@dataclass(frozen=True, slots=True)
class Row:
    """One step, stop or mark in words; `bar` is its small drawing (allotted, used) for the upright timeline."""

    kind: Literal["step", "stop", "mark"]
    number: str
    label: str
    lane: str
    who: str
    start: str
    allotted: str
    used: str
    state: str
    state_word: str
    bar: SafeString = _NO_BAR


def _minutes(days: float) -> int:
    return round(days * MINUTES_A_DAY)


def _state_word(block: Block) -> str:
    return {
        "done": gettext("đã làm"),
        "open": gettext("đang làm"),
        "planned": gettext("dự kiến"),
        "late": gettext("chậm"),
    }[block.kind]


def block_words(count: int, block: Block, language: str) -> str:
    """A block in one sentence: "2. Thẩm định, Trần Văn Được: được giao 4 ngày làm việc, đã dùng …"."""
    with override(language):
        head = f"{count}. {block.label}" + (f", {block.who}" if block.who else "")
        allotted = gettext("được giao %(time)s") % {"time": duration(_minutes(block.length), language)}
        if block.used is None:
            return f"{head}: {allotted}"
        used = gettext("đã dùng %(time)s") % {"time": duration(_minutes(block.used), language)}
        return f"{head}: {allotted}, {used}"


def _bar(block: Block, longest: float) -> SafeString:
    allotted = max(100 * block.length / longest, 1.5)
    used = 0.0 if block.used is None else max(100 * block.used / longest, 1.0)
    inside, over = min(used, allotted), max(used - allotted, 0.0)
    return format_html(
        '<svg class="mc-upright__bar r-block--{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect class="r-allotted" width="{}" height="8"/><rect class="r-used" y="2" '
        'width="{}" height="4"/><rect class="r-over" x="{}" y="2" width="{}" height="4"/></svg>',
        block.kind,
        *(f"{value:.1f}" for value in (allotted, inside, allotted, over)),
    )


def _step(count: int, block: Block, ribbon: Ribbon, longest: float, language: str) -> Row:
    return Row(
        kind="step",
        number=str(count),
        label=block.label,
        lane=ribbon.lane_label(block.lane),
        who=block.who,
        start=number(round(block.start, 2), language),
        allotted=duration(_minutes(block.length), language),
        used="" if block.used is None else duration(_minutes(block.used), language),
        state=block.kind,
        state_word=_state_word(block),
        bar=_bar(block, longest),
    )


def _stop(stop: Stop, language: str) -> Row:
    time = duration(_minutes(stop.end - stop.start), language)
    start = number(round(stop.start, 2), language)
    return Row("stop", "", stop.label, "", "", start, "", time, "stopped", gettext("không tính thời gian"))


def _mark(mark: Mark, language: str) -> Row:
    return Row(
        "mark", "", mark.label, "", "", number(round(mark.at, 2), language), "", "", mark.kind, gettext("mốc")
    )


def rows(ribbon: Ribbon, language: str) -> list[Row]:
    """Everything of the picture in order of time; at one moment steps stand before stops, stops before marks."""
    with override(language):
        longest = max([0.001, *(max(block.length, block.used or 0) for block in ribbon.blocks)])
        timed: list[tuple[float, int, Row]] = []
        for count, block in numbered(ribbon):
            timed.append((block.start, 0, _step(count, block, ribbon, longest, language)))
        timed += [(stop.start, 1, _stop(stop, language)) for stop in ribbon.stops]
        timed += [(mark.at, 2, _mark(mark, language)) for mark in ribbon.marks]
        return [row for _, _, row in sorted(timed, key=lambda each: each[:2])]
