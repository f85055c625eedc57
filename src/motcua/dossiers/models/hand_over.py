"""A line of the control slip: who gave the dossier to whom, and when."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.organisation.models import Unit


class HandOver(models.Model):
    """Giver and receiver both stand on the line; the receiver says how the giver kept the time."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="hand_overs")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, default="forward")  # forward | submission | transfer | result
    giver_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    receiver_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, blank=True)  # early | on_time | late, of the giver's step
    note = models.CharField(max_length=500, blank=True)
    pulled_back = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="handover_numbered_once"),
            models.CheckConstraint(
                name="handover_who_and_when",
                condition=models.Q(receiver__isnull=True, received_at__isnull=True)
                | models.Q(receiver__isnull=False, received_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="handover_one_under_way",
                fields=["dossier"],
                condition=models.Q(
                    received_at__isnull=True, pulled_back=False, kind__in=["forward", "transfer"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.number}"
