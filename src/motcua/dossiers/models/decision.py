"""The result: a draft, then a signed act, then a numbered and sealed document."""

from django.conf import settings
from django.db import models

from motcua.certificates.models import Certificate
from motcua.dossiers.models.dossier import Dossier
from motcua.organisation.models import Competence, Unit


class Decision(models.Model):
    """One draft at a time is open; a corrected or replaced result is a new row that names the one it follows.

    Signed electronically, it keeps its file (`file_key` in the store, hash and size of the plain bytes), the certificates
    used and the code by which anybody may check it; signed on paper, it has none of these. `number` is given when the
    registry takes it, an instant before the seal; `issued_at` when it is sealed. Recalled by `recall_act`: everybody
    may read `recall_ground` (rules.recall), nobody outside `recall_reason`.
    """

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
    replaces = models.BooleanField(default=False, help_text="the one before is void, not only corrected")
    numbered_at = models.DateTimeField(null=True)
    issued_late = models.BooleanField(
        default=False, help_text="after the working day that followed the signature"
    )
    code = models.CharField(max_length=24, blank=True, default="")
    file_key = models.CharField(max_length=32, blank=True, default="")
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    file_size = models.PositiveIntegerField(null=True)
    signer_certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, related_name="+")
    seal_certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, related_name="+")
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recall_act = models.CharField(max_length=60, blank=True, default="")
    recall_ground = models.CharField(max_length=12, blank=True, default="")
    recall_reason = models.TextField(blank=True, default="")
    recall_competence = models.ForeignKey(Competence, on_delete=models.PROTECT, null=True, related_name="+")

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
            models.CheckConstraint(
                name="decision_file_whole",
                condition=models.Q(file_key="", file_sha256="", file_size__isnull=True, code="")
                | (
                    ~models.Q(file_key="")
                    & ~models.Q(file_sha256="")
                    & ~models.Q(code="")
                    & models.Q(file_size__isnull=False, signer_certificate__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="decision_recalled_who_why",
                condition=models.Q(
                    recalled_at__isnull=True, recalled_by__isnull=True, recall_reason="", recall_act=""
                )
                | (
                    models.Q(recalled_at__isnull=False, recalled_by__isnull=False, issued_at__isnull=False)
                    & ~models.Q(recall_reason="")
                    & ~models.Q(recall_act="")
                    & ~models.Q(recall_ground="")
                ),
            ),
            models.UniqueConstraint(name="decision_code_once", fields=["code"], condition=~models.Q(code="")),
            models.UniqueConstraint(
                name="decision_one_draft",
                fields=["dossier"],
                condition=models.Q(issued_at__isnull=True),
            ),
        ]

    @property
    def stream(self) -> str:
        """The name of its stream in the journal: intents to sign and seal, what came of them, recall."""
        return f"decision/{self.pk}"

    def __str__(self) -> str:
        return self.symbol or self.title
