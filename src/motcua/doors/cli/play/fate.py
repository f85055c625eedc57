"""What befalls a dossier: one thing at most of each kind, by weights that add up to an orderly province."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Level


class Turn(StrEnum):
    """The turn a dossier's life takes; `plain` takes none."""

    PLAIN = "plain"
    NOT_ACCEPTED = "not_accepted"
    INCOMPLETE = "incomplete"  # sent home with a list before reception
    SUPPLEMENT = "supplement"  # asked for more after appraisal
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REWORK = "rework"
    CONSULT = "consult"
    PULLED_BACK = "pulled_back"
    TRANSFERRED = "transferred"
    APOLOGY = "apology"  # re-appointed in time, kept afterwards
    LATE = "late"
    CORRECTED = "corrected"


WEIGHTS: Mapping[Turn, float] = {
    Turn.PLAIN: 73, Turn.NOT_ACCEPTED: 2.5, Turn.INCOMPLETE: 4.5, Turn.SUPPLEMENT: 6, Turn.REJECTED: 1.8,
    Turn.WITHDRAWN: 1.6, Turn.STOPPED: 0.6, Turn.REWORK: 4, Turn.CONSULT: 2, Turn.PULLED_BACK: 0.9,
    Turn.TRANSFERRED: 0.6, Turn.APOLOGY: 1, Turn.LATE: 0.9, Turn.CORRECTED: 0.6,
}  # fmt: skip
IMMEDIATE = 0.93
"""How much of what may be given on the spot is given on the spot."""
ONLINE, POST, BY_SOMEBODY_ELSE = 0.22, 0.04, 0.05
POPULAR: Mapping[str, float] = {
    "2.000815": 30, "2.000884": 14, "2.000635": 11, "2.000908": 2,  # given on the spot
    "1.001193": 9, "1.004873": 7, "1.000894": 4, "1.000656": 4, "1.001612": 5, "2.000720": 3, "1.013831": 3,
    "1.012783": 2.5, "3.000333": 3, "1.013225": 2.5, "2.001583": 2, "1.013949": 1.5,
}  # fmt: skip
OTHERWISE = {Level.COMMUNE: 0.7, Level.DISTRICT: 0.7, Level.PROVINCE: 0.35}


@dataclass(frozen=True)
class Fate:
    """What was drawn for one dossier."""

    turn: Turn
    on_the_spot: bool
    channel: str
    by_somebody_else: bool
    pace: float  # how much of the time allotted to a step it takes


def draw(document: ProcedureDocument, luck: Random) -> Fate:
    """Draw for a dossier of this procedure; nothing that the procedure does not know."""
    turn = luck.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    channels = {str(manner.channel) for manner in document.manners}
    drawn = luck.random()
    channel = "online" if drawn < ONLINE else "post" if drawn < ONLINE + POST else "in_person"
    on_the_spot = document.immediate and luck.random() < IMMEDIATE
    if on_the_spot or channel not in channels or turn in (Turn.NOT_ACCEPTED, Turn.INCOMPLETE):
        channel = "in_person"
    return Fate(turn, on_the_spot, channel, luck.random() < BY_SOMEBODY_ELSE, luck.uniform(0.4, 0.88))


def popularity(document: ProcedureDocument) -> float:
    """How often a procedure is asked for."""
    return POPULAR.get(document.code, OTHERWISE.get(document.levels[0], 0.3) if document.levels else 0.3)
