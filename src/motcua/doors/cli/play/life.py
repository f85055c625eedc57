"""The life of one dossier as a script: it says which act comes next and when, and hears what came of it."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime

from motcua.doors.cli.play.arrivals import Arrival
from motcua.doors.cli.play.fate import Turn
from motcua.doors.cli.play.world import World
from motcua.dossiers.actions import Done
from motcua.dossiers.models import Dossier
from motcua.rules.process import Step, critical_path, next_steps

Script = Generator["Next", Done, None]
Errand = Generator["Next", Done, Done]
SOON, LATELY = 9, 14
"""Days around the end of the play: what is due within them is often left lying, what was due before seldom."""
LEFT_LYING, FORGOTTEN = 0.6, 0.03
PATIENCE = (0, 0, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8)
QUICK = 960
"""Minutes of a process (two days) below which hand-overs are quicker than usual."""


@dataclass(frozen=True)
class Next:
    """An act and its moment; nothing is done before the play has come to that moment."""

    at: datetime
    act: Callable[[], Done]


class Life:
    """What all parts of a script share: the dossier, where it lies, what is done, and the time that passes.

    `patience` is how many more acts there will be (None: as many as it takes); it lets work lie when the play ends.
    """

    def __init__(self, world: World, arrival: Arrival) -> None:
        self.world, self.arrival = world, arrival
        self.document, self.luck, self.fate = arrival.document, arrival.luck, arrival.fate
        self.desk = arrival.desk
        self.competent = world.competent(arrival.document, arrival.desk).pk
        self.holder = arrival.desk.pk
        self.conditions = tuple(sorted(key for key in self.document.conditions if self.luck.random() < 0.6))
        self.at = arrival.at
        self.dossier = 0
        self.done: set[str] = set()
        self.handlers: dict[int, int] = {}
        self.due: datetime | None = None
        self.arrived, self.ended, self.paid = True, False, False
        self.pace = arrival.fate.pace
        self.quick = 1.0
        self.patience: int | None = None
        self.turn: Turn = arrival.fate.turn

    def do(self, act: Callable[[], Done]) -> Errand:
        """One act at the present moment of the script."""
        done = yield Next(self.at, act)
        self.dossier = done.dossier
        return done

    def wait(self, minutes: float) -> None:
        """Let working time pass, at least some seconds of it."""
        seconds = max(20, int(minutes * 60)) + self.luck.randrange(40)
        self.at = self.world.calendar.add_seconds(self.at, seconds)

    def pass_on(self, most: float) -> None:
        """Let the minutes pass between two desks, few where the whole limit is a matter of hours."""
        self.wait(self.luck.uniform(0.1, 1) * most * self.pace * self.quick)

    def wait_until(self, moment: datetime) -> None:
        """Let time pass until a working moment not before this one."""
        if moment > self.at:
            self.at = self.world.calendar.next_working_moment(moment)

    def wait_days(self, fewest: float, most: float) -> None:
        """Let some working days of eight hours pass."""
        self.wait(self.luck.uniform(fewest, most) * 480)

    def work_on(self, step: Step) -> None:
        """Let the time pass that this step takes at the dossier's pace."""
        self.wait(float(step.hours or 0) * 60 * self.pace * self.luck.uniform(0.7, 1.1))

    def who(self, unit: int, post: str) -> int:
        """Somebody on a post of the unit."""
        return self.world.who(unit, post, self.luck)

    def handler(self, unit: int) -> int:
        """The handler of this dossier in the unit, the same to the end."""
        return self.handlers.setdefault(unit, self.who(unit, "handler"))

    def open_steps(self) -> tuple[Step, ...]:
        """The steps whose turn it is."""
        return next_steps(self.document.graph, self.done, self.conditions)

    def place(self, step: Step) -> int:
        """Where a step is done."""
        return self.world.unit_of(step, self.desk.pk, self.competent)

    def take_turn(self, turn: Turn) -> bool:
        """Whether this turn is due; it is taken once."""
        if self.turn != turn:
            return False
        self.turn = Turn.PLAIN
        return True

    def fit_pace(self, due: datetime) -> None:
        """Work at a pace that keeps the date, were the whole process still to be done."""
        needed = max(1.0, float(critical_path(self.document.graph)[0]) * 60)
        there = self.world.calendar.minutes_between(self.at, due)
        self.quick = min(1.0, needed / QUICK)
        self.pace = self.fate.pace * min(1.0, max(0.05, there / needed))

    def settle(self) -> None:
        """Read the appointment just given, fit the pace to it, and draw whether the work will be left lying."""
        self.due = Dossier.objects.filter(pk=self.dossier).values_list("due_at", flat=True).get()
        if self.due is None:
            return
        self.fit_pace(self.due)
        days = (self.due - self.world.last).days
        lying = LEFT_LYING if -1 <= days <= SOON else FORGOTTEN if -LATELY <= days < -1 else 0.0
        if self.luck.random() < lying:
            self.patience = self.luck.choice(PATIENCE)
