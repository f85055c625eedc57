"""Units of the province with the days they exist, and which unit follows which."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.db.models.base import ModelBase

from motcua.rules.vietnamese import fold, sort_key


class UnitKind(models.TextChoices):
    """What a unit is: an administrative tier with its one-stop desk, or a specialised agency behind it."""

    PROVINCE = "province", "Tỉnh"
    DISTRICT = "district", "Huyện, thị xã, thành phố"
    COMMUNE = "commune", "Xã, phường, thị trấn, đặc khu"
    AGENCY = "agency", "Cơ quan chuyên môn"


class UnitLevel(models.TextChoices):
    """The tier a unit works for (an agency has the tier of the committee it serves)."""

    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class Unit(models.Model):
    """A unit in force from `valid_from` until the day before `valid_to` (None while open).

    A code may be used again by a later unit (06652 was Hà Phong, and is Hà Tu since 2025-07-01), so a code
    names a unit only together with a day; at most one unit of a code is open.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    full_name = models.CharField(max_length=250)
    kind = models.CharField(max_length=10, choices=UnitKind)
    level = models.CharField(max_length=10, choices=UnitLevel)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    desk_name = models.CharField(max_length=300, blank=True)
    authority_name = models.CharField(max_length=300)
    agency_code = models.CharField(max_length=35)
    is_one_stop = models.BooleanField()
    has_seal = models.BooleanField(default=True)
    fold = models.CharField(max_length=300, db_index=True, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["sort_key", "code", "id"]
        indexes = [
            models.Index(fields=["kind", "valid_from"], name="unit_kind_from"),
            models.Index(fields=["parent", "sort_key"], name="unit_parent_sort"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_from"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="unit_code_once_open"
            ),
            models.UniqueConstraint(
                fields=["agency_code"], condition=Q(valid_to__isnull=True), name="unit_agency_code_once_open"
            ),
            models.CheckConstraint(
                name="unit_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="unit_only_province_is_root",
                condition=Q(kind=UnitKind.PROVINCE, parent__isnull=True)
                | (~Q(kind=UnitKind.PROVINCE) & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(
                name="unit_agency_has_no_desk", condition=~Q(kind=UnitKind.AGENCY) | Q(is_one_stop=False)
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Keep the keys of search and order in step with the name."""
        self.index()
        super().save(
            force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields
        )

    def index(self) -> None:
        """Set the keys of search and order (to be called before a bulk creation)."""
        self.fold = fold(f"{self.full_name} {self.code}")[:300]
        self.sort_key = sort_key(self.name)[:600]

    @property
    def stream(self) -> str:
        """The name of its stream in the journal."""
        return f"organisation/{self.code}"


class UnitSuccession(models.Model):
    """On a day `old` passed its work to `new`: wholly or in part; `is_default` marks the usual heir."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    whole = models.BooleanField()
    is_default = models.BooleanField()
    on = models.DateField()
    act = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["old", "-is_default", "new"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(is_default=True), name="succession_one_default"
            ),
            models.CheckConstraint(name="succession_to_another", condition=~Q(old=F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
