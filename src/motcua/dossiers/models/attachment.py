"""A file given with a paper: a scan made at reception (rules.md 4.11), or an electronic document."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.rules import canonical


class Attachment(models.Model):
    """Where the file lies and what it is; the bytes are in the store (`gateways.storage`), encrypted.

    `dossier` is null from upload until the act that takes it in; what no act takes in is dropped after a day (`tick`).
    `paper` is the component's key, empty for a paper outside the list. `sensitive` marks images of identity papers
    (Law 91/2025/QH15). `event` says when it came. An erased one keeps its row, without name or content.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="attachments")
    paper = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    storage_key = models.CharField(max_length=32, unique=True)
    sensitive = models.BooleanField(default=False)
    event = models.CharField(max_length=12, blank=True)  # reception | supplement | handling
    given_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "given_at"], name="attachment_dossier")]
        constraints = [
            models.CheckConstraint(
                name="attachment_erased_without_name",
                condition=models.Q(erased_at__isnull=True) | models.Q(name=""),
            ),
            models.CheckConstraint(
                name="attachment_taken_in_by_an_event",
                condition=models.Q(dossier__isnull=True, event="")
                | (models.Q(dossier__isnull=False) & ~models.Q(event="")),
            ),
        ]

    def bound(self, salt: bytes) -> str:
        """The journal's salted commitment to the file: which paper, how many bytes, their hash."""
        return canonical.commitment(salt, {"file": self.sha256, "paper": self.paper, "size": self.size})

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"
