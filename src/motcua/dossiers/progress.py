"""How far a dossier is in its process: the one reading of its tasks that acts and pages share."""

from collections.abc import Sequence

from motcua.dossiers.models import Dossier, Task
from motcua.rules.posts import Duty
from motcua.rules.process import settled

OPEN = (Task.State.WAITING, Task.State.OPEN)


def done_steps(tasks: Sequence[Task]) -> set[str]:
    """The keys of the steps that count as done: closed, not made void by rework."""
    return {t.step for t in tasks if t.state == Task.State.DONE and not t.superseded and t.kind == "step"}


def reviews_ahead(dossier: Dossier, tasks: Sequence[Task]) -> bool:
    """Whether a review follows that is neither done nor open now, its condition holding."""
    graph = dossier.version.parsed.graph
    busy = {t.step for t in tasks if t.state in OPEN}
    left = settled(graph, done_steps(tasks), dossier.conditions)
    return any(s.duty == Duty.REVIEW and s.key not in left and s.key not in busy for s in graph)


def share_done(dossier: Dossier, tasks: Sequence[Task]) -> int:
    """Steps done in a hundred of the steps this dossier goes through (100 once it has ended)."""
    if dossier.finished_at is not None:
        return 100
    graph = dossier.version.parsed.graph
    asked = [s.key for s in graph if s.when is None or s.when in dossier.conditions]
    return round(100 * len(done_steps(tasks) & set(asked)) / len(asked)) if asked else 0
