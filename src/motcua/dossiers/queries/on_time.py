"""What was on time: finished dossiers early, on time or late, and what is still open, each with its denominator.

The end is that of the processing (rules.md T15): the sealed result, not the day it is fetched; it is held against the
appointment in force, as `rules.timing` does for one dossier. Withdrawn, stopped and not accepted ones are apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from motcua.dossiers.models import Dossier, Outcome
from motcua.rules import lifecycle
from motcua.rules.states import State
from motcua.rules.worktime import LOCAL

APART = (Outcome.WITHDRAWN, Outcome.STOPPED, Outcome.NOT_ACCEPTED)
OPEN = tuple(state.value for state in lifecycle.UNFINISHED - {State.FILED, State.AWAITING_SUPPLEMENT_AT_DESK})


@dataclass(frozen=True)
class OnTime:
    """Counts of one unit, or of all (`code` empty).

    `finished` = early + on_time + late is the denominator of `rate`. `open` counts what was not overdue at the moment
    asked, stopped clocks included, `overdue` what was; both whatever the period.
    """

    code: str
    name: str
    finished: int
    early: int
    on_time: int
    late: int
    rejected: int
    open: int
    overdue: int
    withdrawn: int
    stopped: int
    not_accepted: int

    @property
    def rate(self) -> float | None:
        """Finished early or on time in a hundred finished; None when nothing finished."""
        return round(100 * (self.early + self.on_time) / self.finished, 2) if self.finished else None


def on_time(
    at: datetime, *, since: date | None = None, until: date | None = None, unit: str | None = None
) -> OnTime:
    """All dossiers finished from `since` up to and including `until` (local days), and those open at `at` (one read).

    `unit` keeps those one agency resolves.
    """
    (found,) = _counted(_rows(unit), (), at, since, until) or [{}]
    return OnTime(code=unit or "", name="", **{name: int(str(found.get(name) or 0)) for name in COUNTS})


def on_time_by_unit(
    at: datetime, *, since: date | None = None, until: date | None = None
) -> Iterator[OnTime]:
    """The same for every agency that resolves dossiers, by its name (one read)."""
    keys = ("competent_unit__code", "competent_unit__full_name")
    rows = _rows(None).order_by("competent_unit__sort_key", *keys)
    for found in _counted(rows, keys, at, since, until):
        counts = {name: int(str(found[name])) for name in COUNTS}
        yield OnTime(code=str(found[keys[0]]), name=str(found[keys[1]]), **counts)


COUNTS = (
    "finished", "early", "on_time", "late", "rejected", "open", "overdue", "withdrawn", "stopped", "not_accepted",
)  # fmt: skip


def _rows(unit: str | None) -> QuerySet[Dossier]:
    return Dossier.objects.filter(competent_unit__code=unit) if unit else Dossier.objects.all()


def _counted(
    rows: QuerySet[Dossier], keys: tuple[str, ...], at: datetime, since: date | None, until: date | None
) -> list[dict[str, object]]:
    ended = _between("finished_at", since, until)
    closed = ended & ~Q(outcome__in=APART) & Q(finished_at__isnull=False)
    late = Q(finished_at__gt=F("due_at"))
    early = Q(due_at__isnull=False, ended_on__lt=F("due_on")) & Q(ended_on__lt=F("promised_on"))
    overdue = Q(due_at__lt=at) & (Q(paused_at=None) | Q(paused_at__gt=F("due_at")))
    waiting = Q(state__in=OPEN, finished_at=None, received_at__isnull=False)
    counts = {
        "finished": Count("pk", filter=closed),
        "early": Count("pk", filter=closed & early & ~late),
        "late": Count("pk", filter=closed & Q(due_at__isnull=False) & late),
        "rejected": Count("pk", filter=closed & Q(outcome=Outcome.REJECTED)),
        "waiting": Count("pk", filter=waiting),
        "overdue": Count("pk", filter=waiting & overdue),
        "withdrawn": Count("pk", filter=_between("last_at", since, until) & Q(state=State.WITHDRAWN)),
        "stopped": Count("pk", filter=_between("last_at", since, until) & Q(state=State.STOPPED)),
        "not_accepted": Count("pk", filter=_between("last_at", since, until) & Q(state=State.NOT_ACCEPTED)),
    }
    days = rows.annotate(
        ended_on=TruncDate("finished_at", tzinfo=LOCAL),
        due_on=TruncDate("due_at", tzinfo=LOCAL),
        promised_on=TruncDate(Coalesce("original_due_at", "due_at"), tzinfo=LOCAL),
    )
    found = list(days.values(*keys).annotate(**counts)) if keys else [days.aggregate(**counts)]
    for one in found:
        one["on_time"] = one["finished"] - one["early"] - one["late"]
        one["open"] = one["waiting"] - one["overdue"]
    return found


def _between(column: str, since: date | None, until: date | None) -> Q:
    """Moments of whole local days."""
    found = Q()
    if since is not None:
        found &= Q(**{f"{column}__gte": datetime.combine(since, time(), LOCAL)})
    if until is not None:
        found &= Q(**{f"{column}__lt": datetime.combine(until + timedelta(1), time(), LOCAL)})
    return found
