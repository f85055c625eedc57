"""One turn of the log: places for what waits, a head over them, an anchor when it is time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from motcua.journal.log import anchors, heads
from motcua.journal.log.anchors import Stamping
from motcua.journal.log.heads import Signer
from motcua.journal.log.sequence import AT_ONCE, Sequencer

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Log:
    """The log at work. `file`: where every head is appended; `stamp`: the authority outside, None to leave anchors out."""

    signer: Signer
    clock: Clock
    file: Path
    stamp: Stamping | None = None
    sequencer: Sequencer = field(default_factory=Sequencer)

    def turn(self) -> tuple[int, int]:
        """What waits now: events placed, heads published. What comes meanwhile is for the next turn, so that one head covers
        the acts of a second. Raises `Busy` and `NotTheSame`."""
        placed = published = 0
        while True:
            step = self.sequencer.step()
            placed += step
            while head := heads.publish(self.signer, self.clock()):
                heads.append_to(self.file, head)
                published += 1
            if step < AT_ONCE:
                return placed, published

    def anchor_if_due(self) -> bool:
        """Anchor the newest head when the last anchor is an hour old. Refuses what the authority refuses."""
        return self.stamp is not None and anchors.due(self.clock()) and anchors.anchor(self.stamp) is not None
