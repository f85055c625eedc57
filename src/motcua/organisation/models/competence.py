"""Who received the power to decide what, from whom, by which act, for how long."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models.officer import Officer
from motcua.organisation.models.unit import Unit
from motcua.rules.authority import Capacity, GrantKind


class Competence(models.Model):
    """A competence by law, devolved (phân cấp) or authorised (ủy quyền), used in `unit`.

    Empty `procedures` and `fields` mean no limit. An authorisation always ends and is never passed on (NĐ
    30/2020 art. 13(4); Law 72/2025 art. 14), which `sub_authorised` states and the database keeps.
    """

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in GrantKind])
    giver_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    giver_title = models.CharField(max_length=200, blank=True)
    holder = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="competences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="competences")
    capacity = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Capacity])
    duties = models.JSONField(default=list)
    procedures = models.JSONField(default=list, blank=True)
    fields = models.JSONField(default=list, blank=True)
    act_number = models.CharField(max_length=100)
    scope_text = models.CharField(max_length=500, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    sub_authorised = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["holder", "valid_from", "id"]
        indexes = [
            models.Index(fields=["holder", "valid_to"], name="competence_holder_to"),
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
        ]

    def __str__(self) -> str:
        return f"{self.capacity}. {self.act_number}"
