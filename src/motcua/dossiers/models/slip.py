"""A form that was issued: its kind, number, moment and what it said."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.organisation.models import Unit


class Slip(models.Model):
    """`facts` keep what the form said when issued, so that it prints the same for ever; they may hold personal data and
    so stay out of the journal, which has only their hash under the dossier's salt."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "symbol"], name="slip_numbered_once"),
        ]

    def __str__(self) -> str:
        return self.symbol
