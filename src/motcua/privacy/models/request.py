"""What a person asks about their own data, and what became of it."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models import Dossier
from motcua.organisation.models import Unit


class DataRequest(models.Model):
    """Asked by the owner or filer of `dossier`, whose card was seen at a counter (`taken_by`) or who signed in.

    `about` is the party's row, `said` their words, `mark` what finds the request again under their number once the data
    are gone. `due_at` is for the first answer, `carry_by` for the deed; where it takes two, `agreed_by` is the first. Open
    until `decided_at`; `outcome` is done or refused (on a `ground` of the law), `reason` what the person is told.
    """

    wish = models.CharField(max_length=12)
    said = models.CharField(max_length=2000, blank=True, default="")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("applicants.Party", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, blank=True, default="", db_index=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    carry_by = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=8, blank=True)  # done | refused
    ground = models.CharField(max_length=10, blank=True, default="")
    reason = models.CharField(max_length=2000, blank=True)
    erased = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0, help_text="how often the copy was fetched")

    class Meta:
        indexes = [models.Index(fields=["unit", "decided_at", "due_at"], name="data_request_open")]
        constraints = [
            models.CheckConstraint(
                name="data_request_who_when_what",
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True, outcome="")
                | (models.Q(decided_at__isnull=False, decided_by__isnull=False) & ~models.Q(outcome="")),
            ),
            models.CheckConstraint(
                name="data_request_agreed_who_when",
                condition=models.Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | models.Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="data_request_erased_by_two",
                condition=~models.Q(wish="erasure", outcome="done")
                | (models.Q(agreed_by__isnull=False) & ~models.Q(agreed_by=models.F("decided_by"))),
            ),
            models.UniqueConstraint(
                name="data_request_open_once",
                fields=["about", "wish"],
                condition=models.Q(decided_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} #{self.pk}"


class Restriction(models.Model):
    """A dossier whose owner had its use restricted: no name finds it, and nobody opens it without stating why."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="restrictions")
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="restrictions")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="restriction_once", fields=["dossier"], condition=models.Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="restriction_lifted_who_when",
                condition=models.Q(until__isnull=True, lifted_by__isnull=True)
                | models.Q(until__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"restriction of {self.dossier_id}"
