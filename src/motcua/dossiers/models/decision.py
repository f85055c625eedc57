"""The result: a draft, then a signed act, then a numbered and sealed document."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.organisation.models import Competence, Unit


class Decision(models.Model):
    """One draft at a time is open; a corrected result is a new row that names the one it corrects."""

    class Kind(models.TextChoices):
        """What the document says."""

        RESULT = "result", "Kết quả"
        REFUSAL = "refusal", "Từ chối"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RESULT)
    title = models.CharField(max_length=500)
    body = models.TextField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    capacity = models.CharField(max_length=4, blank=True)
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, null=True, related_name="+")
    signing_block = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_signed_who_when_how",
                condition=models.Q(signed_at__isnull=True, signed_by__isnull=True, capacity="")
                | (models.Q(signed_at__isnull=False, signed_by__isnull=False) & ~models.Q(capacity="")),
            ),
            models.CheckConstraint(
                name="decision_sealed_after_signature",
                condition=models.Q(issued_at__isnull=True)
                | models.Q(signed_at__isnull=False, sealed_by__isnull=False, number__isnull=False),
            ),
            models.UniqueConstraint(
                name="decision_one_draft",
                fields=["dossier"],
                condition=models.Q(issued_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title
