"""A proposal: exactly what will be done, the ground it stands on, who proposed it, who decided on it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Unit


class Proposal(models.Model):
    """`content` is canonical JSON and `digest` its hash; `ground` names the state of things it was made on.

    Nobody confirms their own, which the database keeps as well.
    """

    class Kind(models.TextChoices):
        """What takes two."""

        PUBLICATION = "publication"
        COMPETENCE = "competence"
        CALENDAR = "calendar"

    class State(models.TextChoices):
        """Where a proposal stands."""

        OPEN = "open"
        CONFIRMED = "confirmed"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        EXPIRED = "expired"

    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    content = models.TextField()
    digest = models.CharField(max_length=64)
    ground = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals"
    )
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        indexes = [models.Index(fields=["state", "kind", "expires_at"], name="proposal_open")]
        constraints = [
            models.CheckConstraint(
                name="proposal_never_ones_own",
                condition=~Q(state__in=["confirmed", "declined"]) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="proposal_decided_who_and_when",
                condition=Q(state="open", decided_at__isnull=True)
                | Q(state="expired", decided_at__isnull=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="proposal_open_once", fields=["kind", "digest"], condition=Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def stream(self) -> str:
        """The name of its stream in the journal."""
        return f"proposal/{self.pk}"
