"""How long people really waited for a procedure, from dossiers that came to a decision."""

from dataclasses import dataclass
from statistics import median

from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import Outcome
from motcua.rules.calendar import Calendar

NEWEST = 500
"""So many of the dossiers finished last are counted, whatever the table's size."""


@dataclass(frozen=True)
class Wait:
    """Half of `dossiers` waited no longer than `minutes` of working time, suspensions included."""

    minutes: int
    dossiers: int


def waited(procedure: int, calendar: Calendar) -> Wait | None:
    """The median wait from the start of the clock to the result, all versions (one read); None without a dossier.

    Counted are the newest `NEWEST` dossiers granted or refused on their merits; `procedure` is the row's number.
    """
    ended = Dossier.objects.filter(
        version__procedure=procedure,
        finished_at__isnull=False,
        clock_start__isnull=False,
        outcome__in=[Outcome.GRANTED, Outcome.REJECTED],
    )
    times = list(ended.order_by("-finished_at").values_list("clock_start", "finished_at")[:NEWEST])
    taken = [calendar.minutes_between(start, end) for start, end in times if start and end]
    return Wait(round(median(max(0, each) for each in taken)), len(taken)) if taken else None
