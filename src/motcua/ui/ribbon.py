"""What the one picture shows. It knows nothing of dossiers: whoever has times to show lays them out here.

Time runs from 0 in working days (0.5 is four working hours). One lane per level; each block is as long as the
time allotted, with the time really used inside it; joints are hand-overs between lanes; stops are times that do
not count; marks are the dates promised.

    Ribbon(
        title="Thời gian giải quyết hồ sơ H49.14-261120-0001",
        description="Lời hứa và thời gian thật đã dùng",
        lanes=(Lane("commune", "Phường Trần Hưng Đạo"), Lane("district", "Trung tâm thành phố Hạ Long")),
        blocks=(Block("commune", "Tiếp nhận", 0, 0.5, 0.25, "done", "Nguyễn Thị Ánh"),
                Block("district", "Thẩm định", 0.5, 4, 2, "open", "Trần Văn Được")),
        joints=(Joint("commune", "district", 0.5, "Bàn giao"),),
        stops=(Stop(2, 4, "Chờ bổ sung"),),
        marks=(Mark("legal", 10, "Luật định"), Mark("appointment", 6, "Ngày hẹn"), Mark("now", 3, "Hôm nay")),
        scale_label="ngày làm việc",
    )
"""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["done", "open", "planned", "late"]
MarkKind = Literal["legal", "committed", "appointment", "now"]


@dataclass(frozen=True, slots=True)
class Lane:
    """One level or unit; the topmost is the one nearest to the citizen."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """One step: it starts at `start`, is allotted `length` working days and has `used` some (None: not begun)."""

    lane: str
    label: str
    start: float
    length: float
    used: float | None = None
    kind: BlockKind = "planned"
    who: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """A hand-over from one lane to another."""

    from_lane: str
    to_lane: str
    at: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Time that does not count."""

    start: float
    end: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A date promised, or where we are now."""

    kind: MarkKind
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The whole picture. Raises ValueError for a block or joint in an unknown lane and for negative times."""

    title: str
    description: str
    lanes: tuple[Lane, ...]
    blocks: tuple[Block, ...]
    joints: tuple[Joint, ...] = ()
    stops: tuple[Stop, ...] = ()
    marks: tuple[Mark, ...] = ()
    scale_label: str = "ngày làm việc"

    def __post_init__(self) -> None:
        known = {lane.key for lane in self.lanes}
        used = {block.lane for block in self.blocks}
        used |= {lane for joint in self.joints for lane in (joint.from_lane, joint.to_lane)}
        if used - known:
            raise ValueError(f"unknown lanes: {sorted(used - known)}")
        if any(block.start < 0 or block.length < 0 or (block.used or 0) < 0 for block in self.blocks):
            raise ValueError("a block with a negative time")
        if any(stop.end < stop.start for stop in self.stops):
            raise ValueError("a stop that ends before it starts")

    @property
    def end(self) -> float:
        """Where the picture's time ends, at least half a day."""
        ends = [block.start + max(block.length, block.used or 0) for block in self.blocks]
        ends += [stop.end for stop in self.stops] + [mark.at for mark in self.marks]
        return max([*ends, 0.5])

    def lane_label(self, key: str) -> str:
        """The label of a lane."""
        return next(lane.label for lane in self.lanes if lane.key == key)
