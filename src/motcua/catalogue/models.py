"""Fields, procedures and their versions. A published version is never edited: a new one starts on a date."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import models
from django.db.models.base import ModelBase

from motcua.catalogue.document import ProcedureDocument, parse
from motcua.rules.process import Process
from motcua.rules.refusal import Refusal


class Field(models.Model):
    """A field of administration (lĩnh vực), in Vietnamese dictionary order."""

    name = models.CharField(max_length=300, unique=True)
    sort_key = models.CharField(max_length=2300, db_index=True)
    fold = models.TextField()

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """One administrative procedure under its code; what it says stands in its versions.

    `name`, `levels` and the search columns repeat the newest version (the published one, if there is any), so
    that lists need not open documents. `levels` is "|province|commune|"; `name_fold` and `fold` are folded
    texts with a blank before every word, so that " dat" finds the beginnings of words.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    field = models.ForeignKey(Field, models.PROTECT, null=True, related_name="procedures")
    levels = models.CharField(max_length=80)
    name_fold = models.TextField()
    fold = models.TextField()
    sort_key = models.CharField(max_length=2300)
    is_national = models.BooleanField(default=False, help_text="read from a national catalogue")
    import_digest = models.CharField(max_length=64, blank=True, help_text="of the document last imported")

    class Meta:
        ordering = ["sort_key", "code"]
        indexes = [models.Index(fields=["sort_key", "code"], name="catalogue_procedure_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def level_names(self) -> tuple[str, ...]:
        """The levels that resolve the procedure: "province", "commune"."""
        return tuple(self.levels.strip("|").split("|")) if self.levels else ()


class ProcedureVersion(models.Model):
    """One version of a procedure: its canonical document, and from when until before when it holds.

    The database refuses to change or delete a published version; only `valid_to` may be set, once.
    """

    class State(models.TextChoices):
        """A draft may still change; a published version never does."""

        DRAFT = "draft"
        PUBLISHED = "published"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    document = models.TextField(help_text="canonical JSON")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="exclusive; null while in force")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=200, blank=True)
    flaws = models.JSONField(default=list)
    imported_from = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["procedure_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="catalogue_version_number_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=models.Q(state="draft"), name="catalogue_one_draft"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(state="published", valid_to__isnull=True),
                name="catalogue_one_version_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(valid_from__isnull=False, published_at__isnull=False),
                name="catalogue_published_has_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="catalogue_version_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["state", "valid_from"], name="catalogue_version_in_force")]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number} {self.state}"

    @property
    def parsed(self) -> ProcedureDocument:
        """The document as a typed value; parsed once per process and digest."""
        return parse(self.digest, lambda: self.document)

    @property
    def process(self) -> Process:
        """The internal process of this version."""
        return self.parsed.graph

    @property
    def is_published(self) -> bool:
        """Whether the version may no longer change."""
        return self.state == self.State.PUBLISHED

    def _is_fixed(self) -> bool:
        """Whether the row was published before (one read)."""
        rows = ProcedureVersion.objects.filter(pk=self.pk, state=self.State.PUBLISHED)
        return not self._state.adding and rows.exists()

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save; of a published version only `valid_to`, everything else is refused ("version_fixed")."""
        fields: Sequence[str] | None = list(update_fields) if update_fields is not None else None
        if fields != ["valid_to"] and self._is_fixed():
            raise Refusal("version_fixed", number=self.number)
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=fields)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Delete a draft; a published version stays ("version_fixed")."""
        if self._is_fixed():
            raise Refusal("version_fixed", number=self.number)
        return super().delete(using=using, keep_parents=keep_parents)
