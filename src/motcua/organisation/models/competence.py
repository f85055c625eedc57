"""Who received the power to decide what, from whom, by which act, for how long."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models.officer import Officer
from motcua.organisation.models.post import Post
from motcua.organisation.models.unit import Unit
from motcua.rules.authority import Capacity, GrantKind


class Competence(models.Model):
    """A competence by law, devolved (phân cấp) or authorised (ủy quyền), used in `unit` by an officer or a post.

    Empty `procedures` and `fields` mean no limit. `only_while_absent`: only while the giver is absent, at most the first
    `most_days` of each absence. An authorisation always ends and is never passed on (NĐ 30/2020 art. 13(4); Law 72/2025
    art. 14), which `sub_authorised` states and the database keeps. The scanned act lies in the store under `scan_key`.
    """

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in GrantKind])
    giver = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="given")
    giver_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    giver_title = models.CharField(max_length=200, blank=True)
    holder = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="competences")
    holder_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="competences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="competences")
    capacity = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Capacity])
    duties = models.JSONField(default=list)
    procedures = models.JSONField(default=list, blank=True)
    fields = models.JSONField(default=list, blank=True)
    act_number = models.CharField(max_length=100)
    act_date = models.DateField(null=True)
    law = models.CharField(max_length=200, blank=True)
    scope_text = models.CharField(max_length=500, blank=True)
    conditions = models.CharField(max_length=1000, blank=True)
    only_while_absent = models.BooleanField(default=False)
    most_days = models.PositiveSmallIntegerField(null=True)
    scan_key = models.CharField(max_length=100, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_size = models.PositiveIntegerField(null=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    sub_authorised = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["holder", "valid_from", "id"]
        indexes = [
            models.Index(fields=["holder", "valid_to"], name="competence_holder_to"),
            models.Index(fields=["holder_post", "valid_to"], name="competence_post_to"),
            models.Index(fields=["unit", "valid_to"], name="competence_unit_to"),
        ]
        constraints = [
            models.CheckConstraint(
                name="competence_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="competence_authorised_ends",
                condition=~Q(kind=GrantKind.AUTHORISED.value) | Q(valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="competence_tuq_is_authorised",
                condition=~Q(capacity=Capacity.TUQ.value) | Q(kind=GrantKind.AUTHORISED.value),
            ),
            models.CheckConstraint(name="competence_never_passed_on", condition=Q(sub_authorised=False)),
            models.CheckConstraint(
                name="competence_one_holder",
                condition=Q(holder__isnull=False, holder_post__isnull=True)
                | Q(holder__isnull=True, holder_post__isnull=False),
            ),
            models.CheckConstraint(
                name="competence_not_to_oneself", condition=Q(giver__isnull=True) | ~Q(giver=F("holder"))
            ),
            models.CheckConstraint(
                name="competence_absence_of_somebody",
                condition=Q(only_while_absent=False, most_days__isnull=True)
                | Q(only_while_absent=True, giver__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity}. {self.act_number}"
