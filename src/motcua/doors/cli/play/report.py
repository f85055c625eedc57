"""Numbers of what the database holds, counted there and not by whoever played."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from motcua.dossiers.models import Dossier, Task
from motcua.dossiers.queries.on_time import APART
from motcua.organisation.models import Unit

STEPS = ("recorded", "late_step")


def replayed(unit: Unit) -> dict[str, int]:
    """What the dossiers of a log's unit say: steps, ends kept and missed, steps registered outside their time."""
    late, due = Q(finished_at__gt=F("due_at")), Q(finished_at__isnull=False, due_at__isnull=False)
    dossiers = Dossier.objects.filter(unit=unit)
    steps = Task.objects.filter(dossier__unit=unit, kind__in=STEPS)
    return {
        "dossiers": dossiers.count(),
        "steps": steps.count(),
        "finished": dossiers.filter(finished_at__isnull=False).count(),
        "late": dossiers.filter(due & late).count(),
        "on_time": dossiers.filter(due & ~late).count(),
        "open": dossiers.filter(finished_at__isnull=True).count(),
        "after_end": steps.filter(opened_at__gt=F("dossier__finished_at")).count(),
        "before_start": steps.filter(opened_at__lt=F("dossier__received_at")).count(),
    }


def province_numbers(until: datetime) -> dict[str, int | float]:
    """What a played province holds: kept and missed appointments of what has ended, and what waits at `until`.

    Counted as `motcua report on-time` counts: withdrawn, stopped and not accepted dossiers are apart.
    """
    ended = Dossier.objects.filter(finished_at__isnull=False).exclude(outcome__in=APART)
    late = ended.filter(finished_at__gt=F("due_at")).count()
    count = ended.count()
    waiting = Dossier.objects.filter(finished_at=None, received_at__isnull=False)
    running = waiting.filter(paused_at=None, due_at__isnull=False)
    day = until.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "dossiers": Dossier.objects.count(),
        "finished": count,
        "on_time": count - late,
        "late": late,
        "on_time_rate": round((count - late) / count, 4) if count else 1.0,
        "open": waiting.count(),
        "overdue": running.filter(due_at__lt=day).count(),
        "due_today": running.filter(due_at__gte=day, due_at__lt=day + timedelta(days=1)).count(),
    }


def outcomes() -> dict[str, int]:
    """How many dossiers stand in each state, by its word."""
    rows = Dossier.objects.values_list("state").annotate(count=Count("pk")).order_by("state")
    return {str(state): int(count) for state, count in rows}
