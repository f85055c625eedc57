"""The play itself: every act of every life in the order of time, many to a transaction."""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from motcua.doors.cli.play.arrivals import Arrival
from motcua.doors.cli.play.entrance import enter
from motcua.doors.cli.play.life import Life, Next, Script
from motcua.doors.cli.play.work import home, process
from motcua.doors.cli.play.world import World
from motcua.dossiers.models import Dossier
from motcua.rules.refusal import Refusal
from motcua.rules.states import State

ACTS_AT_ONCE = 250


@dataclass
class Played:
    """How far the play is, and what the acts refused (an orderly play is refused nothing)."""

    arrived: int = 0
    acts: int = 0
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(order=True)
class _Turn:
    at: datetime
    number: int
    script: Script = field(compare=False)
    life: Life = field(compare=False)
    coming: Next = field(compare=False)


def script(life: Life) -> Script:
    """A whole life."""
    yield from enter(life)
    if life.due is None or life.fate.on_the_spot:
        return
    yield from process(life)
    if not life.ended:
        yield from home(life)


class Stage:
    """Plays arrivals until the world's last moment; nothing that falls later is done."""

    def __init__(self, world: World) -> None:
        self.world, self.played = world, Played()
        self._coming: list[_Turn] = []

    def play(self, visits: list[Arrival]) -> Iterator[Played]:
        """Play all of them, telling after each batch how far it is."""
        for visit in visits:
            life = Life(self.world, visit)
            lived = script(life)
            self._push(visit.number, lived, life, next(lived, None))
        while self._coming:
            with transaction.atomic():
                for _ in range(ACTS_AT_ONCE):
                    if not self._coming:
                        break
                    self._act(heapq.heappop(self._coming))
            yield self.played

    def _act(self, turn: _Turn) -> None:
        try:
            done = turn.coming.act()
        except Refusal as refusal:
            told = f"{turn.life.document.code}: {refusal.code} {dict(refusal.params)}"
            self.played.refused[told[:300]] += 1
            return
        self.played.acts += 1
        self.played.arrived = max(self.played.arrived, turn.number)
        life = turn.life
        if life.patience is not None:
            if life.patience <= 0:
                return
            life.patience -= 1
        try:
            coming = turn.script.send(done)
        except StopIteration:
            return
        self._push(turn.number, turn.script, life, coming)

    def _push(self, number: int, lived: Script, life: Life, coming: Next | None) -> None:
        if coming is not None and coming.at <= self.world.last:
            heapq.heappush(self._coming, _Turn(coming.at, number, lived, life, coming))


def unfinished() -> int:
    """Dossiers not ended when the play is over."""
    return Dossier.objects.filter(finished_at=None).exclude(state=State.NOT_ACCEPTED).count()
