"""What a person asks about their own data: a copy, or erasure; and what became of it."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models import Dossier
from motcua.organisation.models import Unit


class DataRequest(models.Model):
    """Asked by the owner or filer of `dossier`, who was identified at a counter or by their provider.

    `about` is the party's row. Open until `decided_at`; `outcome` is done or refused, with the `reason`.
    """

    wish = models.CharField(max_length=8)  # export | erasure
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("applicants.Party", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=8, blank=True)  # done | refused
    reason = models.CharField(max_length=1000, blank=True)
    erased = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["unit", "decided_at", "due_at"], name="data_request_open")]
        constraints = [
            models.CheckConstraint(
                name="data_request_who_when_what",
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True, outcome="")
                | (models.Q(decided_at__isnull=False, decided_by__isnull=False) & ~models.Q(outcome="")),
            ),
            models.UniqueConstraint(
                name="data_request_open_once",
                fields=["about", "wish"],
                condition=models.Q(decided_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} #{self.pk}"
