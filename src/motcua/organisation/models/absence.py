"""Who is absent from when to when, and who stands in."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models.officer import Officer


class AbsenceReason(models.TextChoices):
    """Why somebody is absent, as far as colleagues need to know; nothing about anybody's health."""

    LEAVE = "leave", "Nghỉ theo chế độ"
    MISSION = "mission", "Đi công tác"
    TRAINING = "training", "Đi học, tập huấn"
    OTHER = "other", "Lý do khác"


class Absence(models.Model):
    """`officer` is away from `valid_from` until before `valid_to`; `substitute` has the posts and open tasks meanwhile.

    One who comes back early ends it then; one that never began is called off (`cancelled_at`).
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="standing_in")
    reason = models.CharField(max_length=10, choices=AbsenceReason)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-valid_from", "id"]
        indexes = [
            models.Index(fields=["officer", "valid_to"], name="absence_officer_to"),
            models.Index(fields=["substitute", "valid_to"], name="absence_substitute_to"),
        ]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_start", condition=Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="absence_other_stands_in",
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("officer")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.valid_from:%Y-%m-%d}"
