"""A stretch of time that the legal clock does not count."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier


class Suspension(models.Model):
    """`end` is null while the clock stands still."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="suspensions")
    kind = models.CharField(max_length=30)
    basis = models.CharField(max_length=200)
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="suspension_one_open", fields=["dossier"], condition=models.Q(end__isnull=True)
            ),
            models.CheckConstraint(
                name="suspension_ends_after_start",
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.kind}"
