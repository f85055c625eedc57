"""Certificates enrolled for officers and for the seals of units; the keys themselves are never here."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Unit


class Certificate(models.Model):
    """One certificate of one holder: an officer's, or a unit's seal.

    `chain` are the certificates above it, DER in hexadecimal; `key_reference` says where the key is (`file:NAME`,
    `pkcs11:TOKEN/LABEL`); `image` is the PNG put on documents. A holder has one certificate in use at a time.
    """

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    der = models.BinaryField()
    chain = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the DER")
    serial = models.CharField(max_length=48)
    name = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    key_reference = models.CharField(max_length=200)
    image = models.BinaryField()
    millimetres = models.PositiveSmallIntegerField(default=36)
    demo = models.BooleanField(default=False)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revoke_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="certificate_one_holder",
                condition=Q(officer__isnull=False, unit__isnull=True)
                | Q(officer__isnull=True, unit__isnull=False),
            ),
            models.CheckConstraint(
                name="certificate_ends_after_start", condition=Q(not_after__gt=F("not_before"))
            ),
            models.CheckConstraint(
                name="certificate_revoked_with_reason",
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
            ),
            models.UniqueConstraint(
                name="certificate_one_of_officer",
                fields=["officer"],
                condition=Q(revoked_at__isnull=True, officer__isnull=False),
            ),
            models.UniqueConstraint(
                name="certificate_one_of_unit",
                fields=["unit"],
                condition=Q(revoked_at__isnull=True, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.fingerprint[:16]})"

    @property
    def stream(self) -> str:
        """The name of its stream in the journal."""
        return f"certificate/{self.fingerprint[:32]}"

    def holds_at(self, at: datetime) -> bool:
        """Whether it may be signed with at `at`."""
        in_time = self.not_before <= at < self.not_after and self.enrolled_at <= at
        return in_time and (self.revoked_at is None or at < self.revoked_at)
