"""Posts of a unit and who holds them when."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models.officer import Officer
from motcua.organisation.models.unit import Unit
from motcua.rules.posts import Duty, PostKind
from motcua.rules.roles import charged


class Post(models.Model):
    """A chair in a unit. `own_duties` (a list of `Duty`), if any, replaces the usual ones of its kind."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in PostKind])
    name = models.CharField(max_length=200)
    own_duties = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["unit", "kind", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "name"], name="post_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def duties(self) -> frozenset[Duty]:
        """What the post is charged with."""
        return duties_of(self.kind, self.own_duties)


def duties_of(kind: str, own: list[str]) -> frozenset[Duty]:
    """The duties of a post of `kind`: its own ones, else the usual ones; an administrator's are never more."""
    return charged(PostKind(kind), (Duty(duty) for duty in own))


class TenureKind(models.TextChoices):
    """On what footing a post is held (NĐ 61/2018 art. 11, 12)."""

    PERMANENT = "permanent", "Chính thức"
    SECONDMENT = "secondment", "Biệt phái, cử đến"
    RESERVE = "reserve", "Dự phòng"
    ACTING = "acting", "Phụ trách, quyền"


class Tenure(models.Model):
    """An officer holds a post from `valid_from` until `valid_to` (exclusive; None while open)."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    kind = models.CharField(max_length=10, choices=TenureKind, default=TenureKind.PERMANENT)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    act_number = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["officer", "valid_from", "id"]
        indexes = [
            models.Index(fields=["officer", "valid_to"], name="tenure_officer_to"),
            models.Index(fields=["post", "valid_to"], name="tenure_post_to"),
        ]
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="tenure_secondment_ends",
                condition=~Q(kind=TenureKind.SECONDMENT) | Q(valid_to__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["officer", "post"], condition=Q(valid_to__isnull=True), name="tenure_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} @ {self.post_id}"
