"""Money owed for a dossier: a fee, or a financial obligation found in its course."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models.dossier import Dossier


class Payment(models.Model):
    """`amount` in đồng. Paid means who took it, when, and by which proof."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=12)  # fee | obligation
    amount = models.PositiveBigIntegerField()
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    paid_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proof = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payment_who_and_when",
                condition=models.Q(paid_at__isnull=True, taken_by__isnull=True)
                | models.Q(paid_at__isnull=False, taken_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.amount}"
