"""Decisions about working days, and the hours of desks. Rows are only ever added: a later one overrides."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models.unit import Unit
from motcua.rules.hours import DayKind


class CalendarDecision(models.Model):
    """A decision on days of `first_year`..`last_year`; `provisional` while nobody has decreed them yet.

    With `whole_years` it lists every exception of its years, and days set before in these years no longer
    count; without, it overrides day by day. `chain` hashes the decision and the one before it, so the last
    one's chain names the whole calendar.
    """

    number = models.CharField(max_length=100, unique=True)
    issued_on = models.DateField()
    source = models.CharField(max_length=500)
    provisional = models.BooleanField(default=False)
    whole_years = models.BooleanField(default=False)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField()
    chain = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="calendar_years_in_order", condition=Q(last_year__gte=F("first_year"))
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CalendarDay(models.Model):
    """One day as a decision sets it."""

    decision = models.ForeignKey(CalendarDecision, on_delete=models.PROTECT, related_name="days")
    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in DayKind])
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["day", "decision"]
        constraints = [models.UniqueConstraint(fields=["decision", "day"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class WorkingHours(models.Model):
    """Desk hours from a day on: of a unit, or of every unit without its own where `unit` is null.

    `hours` lists the shifts of the seven weekdays, Monday first, each as ["07:00", "11:30"]; among rows in
    force the last one wins. Hours on a Saturday are for reception; `saturday_counts` says whether they also
    count in deadlines (QĐ 14/2010/QĐ-TTg; rules.md T4: not by themselves).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="hours")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    hours = models.JSONField()
    saturday_counts = models.BooleanField(default=False)
    chain = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="hours_end_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id or '*'} {self.valid_from}"
