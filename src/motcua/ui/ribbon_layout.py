"""Where everything of the ribbon stands, in SVG units: nothing is drawn here, so it can be checked by numbers.

Blocks that would cover each other (parallel, or too short to be told apart) go to further rows of their lane;
labels stand inside their block, behind it where there is room, or are shortened; labels of marks and stops take
further lines instead of covering each other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.ui.ribbon import Block, Mark, Ribbon, Stop

MARGIN = 14.0
LINE = 19.0
LANE_HEAD = 21.0
LANE_FOOT = 7.0
BLOCK = 31.0
ROW = BLOCK + 6
LETTER = 6.6
"""Mean width of a letter at the drawing's font size; wide enough for Be Vietnam Pro."""
THINNEST = 3.0
NARROW = 17.0
STEPS = (0.125, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 50, 100, 200, 500, 1000)


def text_width(text: str) -> float:
    """About how wide a text is drawn."""
    return len(text) * LETTER


def shorten(text: str, room: float) -> str:
    """The text, or its beginning with an ellipsis, or nothing if not even five letters fit.

    >>> shorten("Thẩm định hồ sơ", 66), shorten("Ký", 10), shorten("Ký", 14)
    ('Thẩm định…', '', 'Ký')
    """
    letters = int(room // LETTER)
    if len(text) <= letters:
        return text
    return f"{text[: letters - 1].rstrip()}…" if letters >= 5 else ""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block with its number in the picture; `text` stands at `text_x`, `beyond` if behind the block."""

    block: Block
    number: int
    x: float
    y: float
    width: float
    used_width: float
    text: str
    text_x: float
    beyond: bool


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark's line and label; `leftwards` if its text ends before the line."""

    mark: Mark
    x: float
    y: float
    text: str
    leftwards: bool


@dataclass(frozen=True, slots=True)
class PlacedStop:
    """A stop's band and its label's middle."""

    stop: Stop
    x: float
    width: float
    text: str
    text_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane's band."""

    key: str
    text: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture, `width` x `height`; lanes lie between `top` and `bottom`, the axis is at `axis`."""

    width: float
    height: float
    top: float
    bottom: float
    axis: float
    lanes: tuple[PlacedLane, ...]
    blocks: tuple[PlacedBlock, ...]
    marks: tuple[PlacedMark, ...]
    stops: tuple[PlacedStop, ...]
    ticks: tuple[tuple[float, float], ...]


class Scale:
    """Working days to SVG units."""

    def __init__(self, end: float, width: float) -> None:
        self.width = width
        self.end = end
        self.unit = (width - 2 * MARGIN) / end

    def x(self, at: float) -> float:
        """Where a time stands."""
        return MARGIN + min(max(at, 0.0), self.end) * self.unit

    def ticks(self) -> tuple[tuple[float, float], ...]:
        """Times and places of the axis' ticks, at least 44 units apart."""
        step = next((step for step in STEPS if step * self.unit >= 44), math.ceil(self.end))
        return tuple((index * step, self.x(index * step)) for index in range(int(self.end / step + 1e-9) + 1))


def free_line(taken: list[float], left: float, right: float) -> int:
    """The first line whose last text ends before `left`; `taken` holds the right ends and is brought up to date."""
    for line, end in enumerate(taken):
        if end <= left:
            taken[line] = right
            return line
    taken.append(right)
    return len(taken) - 1


def place_marks(marks: Sequence[Mark], scale: Scale) -> tuple[list[PlacedMark], int]:
    """Marks from left to right, and how many lines their labels take."""
    taken: list[float] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        x = scale.x(mark.at)
        text = shorten(mark.label, scale.width - 2 * MARGIN - 12)
        width = text_width(text) + 12
        leftwards = x + width > scale.width - 2
        left, right = (x - width, x + 8) if leftwards else (x - 7, x + width + 6)
        placed.append(PlacedMark(mark, x, free_line(taken, left, right) * LINE + 6, text, leftwards))
    return placed, len(taken)


def place_stops(stops: Sequence[Stop], scale: Scale, below: float) -> tuple[list[PlacedStop], int]:
    """Stops with their labels under the lanes, and how many lines these take."""
    taken: list[float] = []
    placed = []
    for stop in sorted(stops, key=lambda stop: stop.start):
        x = scale.x(stop.start)
        width = max(scale.x(stop.end) - x, THINNEST)
        text = shorten(stop.label, scale.width - 2 * MARGIN)
        half = text_width(text) / 2 + 4
        middle = min(max(x + width / 2, half + 2), scale.width - half - 2)
        line = free_line(taken, middle - half, middle + half)
        placed.append(PlacedStop(stop, x, width, text, middle, below + line * LINE + 14))
    return placed, len(taken)


def _rows(blocks: Sequence[tuple[int, Block]], scale: Scale) -> list[tuple[int, Block, int]]:
    """Each block with its row in the lane: a row is free again where the last block, or its number, ends."""
    taken: list[float] = []
    found = []
    for number, block in blocks:
        left = scale.x(block.start)
        right = scale.x(block.start + max(block.length, block.used or 0))
        if right - left < NARROW:
            right = left + max(right - left, THINNEST) + 4 + text_width(str(number)) + 2
        found.append((number, block, free_line(taken, left - 0.5, right)))
    return found


def place_lane(
    blocks: Sequence[tuple[int, Block]], scale: Scale, top: float
) -> tuple[list[PlacedBlock], int]:
    """The blocks of one lane whose first row starts at `top`, and how many rows they take."""
    rows = _rows(blocks, scale)
    placed = []
    for number, block, row in rows:
        x = scale.x(block.start)
        width = max(scale.x(block.start + block.length) - x, THINNEST)
        used = 0.0 if block.used is None else max(block.used * scale.unit, 1.5)
        after = [scale.x(other.start) for _, other, line in rows if line == row and other.start > block.start]
        until = min([*after, scale.width - 2])
        whole = f"{number} {block.label}"
        drawn = max(width, used)
        if text_width(whole) + 8 <= width:
            text, text_x, beyond = whole, x + 5, False
        elif text_width(whole) + 6 <= until - (x + drawn):
            text, text_x, beyond = whole, x + drawn + 4, True
        elif width >= NARROW:
            text, text_x, beyond = shorten(whole, width - 6) or str(number), x + 4, False
        else:
            text, text_x, beyond = str(number), x + drawn + 3, True
        placed.append(PlacedBlock(block, number, x, top + row * ROW, width, used, text, text_x, beyond))
    return placed, max((row for _, _, row in rows), default=0) + 1


def numbered(ribbon: Ribbon) -> list[tuple[int, Block]]:
    """The blocks in order of time with the numbers they bear in picture, timeline and table."""
    order = {lane.key: index for index, lane in enumerate(ribbon.lanes)}
    return list(enumerate(sorted(ribbon.blocks, key=lambda block: (block.start, order[block.lane])), start=1))


def lay_out(ribbon: Ribbon, width: float) -> Layout:
    """Place everything of the picture."""
    scale = Scale(ribbon.end, width)
    marks, mark_lines = place_marks(ribbon.marks, scale)
    top = mark_lines * LINE + 6
    y = top
    blocks: list[PlacedBlock] = []
    lanes = []
    for lane in ribbon.lanes:
        mine = [(number, block) for number, block in numbered(ribbon) if block.lane == lane.key]
        placed, row_count = place_lane(mine, scale, y + LANE_HEAD)
        height = LANE_HEAD + row_count * ROW + LANE_FOOT
        lanes.append(PlacedLane(lane.key, shorten(lane.label, width - 2 * MARGIN), y, height))
        blocks += placed
        y += height
    stops, stop_lines = place_stops(ribbon.stops, scale, y)
    axis = y + stop_lines * LINE + (4 if stop_lines else 0)
    return Layout(
        width, axis + 40, top, y, axis, tuple(lanes), tuple(blocks), tuple(marks), tuple(stops), scale.ticks()
    )
