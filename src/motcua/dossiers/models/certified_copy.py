"""Certified copies of documents issued electronically (bản sao y; NĐ 30/2020 art. 25-27)."""

from django.conf import settings
from django.db import models

from motcua.certificates.models import Certificate
from motcua.dossiers.models.decision import Decision
from motcua.organisation.models import Unit


class CertifiedCopy(models.Model):
    """One copy as it was certified: its number among the unit's copies of the year, its file, the certificate used, the
    code by which anybody may check it. Never changed, never deleted: whether it still counts hangs on the original.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="copies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=24, unique=True)
    file_key = models.CharField(max_length=32)
    file_sha256 = models.CharField(max_length=64, db_index=True)
    file_size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="copy_number_once_a_year", fields=["unit", "year", "number"]),
        ]

    def __str__(self) -> str:
        return self.symbol
