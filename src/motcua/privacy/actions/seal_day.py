"""Bind each day's looks to the journal, so that a row lost or changed afterwards is noticed."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from motcua.journal import queries as journal
from motcua.journal.actions import record
from motcua.privacy.models import Look
from motcua.privacy.queries.looks import day_digest
from motcua.rules import canonical
from motcua.rules.worktime import LOCAL

STREAM = KIND = "looks"
RIPE = timedelta(hours=1)
"""A day is bound an hour after its end, when no view of it can still be on its way."""


def seal_days(at: datetime, *, most: int = 400) -> int:
    """Journal the count and hash of every past day's looks not journaled yet; how many days."""
    last = (at.astimezone(LOCAL) - RIPE).date() - timedelta(days=1)
    bound = journal.entries(STREAM)
    if bound:
        start = date.fromisoformat(str(bound[-1].facts["day"])) + timedelta(days=1)
    else:
        first = Look.objects.order_by("at").values_list("at", flat=True).first()
        if first is None:
            return 0
        start = first.astimezone(LOCAL).date()
    days = (start + timedelta(days=number) for number in range(min(most, (last - start).days + 1)))
    return sum(_seal(day, at) for day in days)


def _seal(day: date, at: datetime) -> int:
    count, digest = day_digest(day)
    if not count:
        return 0
    facts: dict[str, canonical.Value] = {"day": day.isoformat(), "count": count, "hash": digest}
    try:
        with transaction.atomic():
            record(STREAM, KIND, by=None, at=at, facts=facts, key=f"looks:{day.isoformat()}")
    except IntegrityError:
        return 0  # another tick was first
    return 1
