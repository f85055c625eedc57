"""An official who signs in: who they are, not what they may do (see posts and competences)."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.base import ModelBase

from motcua.rules.vietnamese import sort_key


def name_key(full_name: str) -> str:
    """A key by which Vietnamese lists sort persons: the given name, written last, decides first.

    >>> sorted(["Trần Thị Ân", "Lê Văn Dương", "Nguyễn An", "Bùi An"], key=name_key)
    ['Bùi An', 'Nguyễn An', 'Trần Thị Ân', 'Lê Văn Dương']
    """
    *rest, given = full_name.split() or [""]
    return (sort_key(given) + sort_key(" ".join(rest)))[:600]


class OfficerManager(BaseUserManager["Officer"]):
    """Finds officers by the name they sign in with."""


class Officer(AbstractBaseUser):
    """A person on the staff. `is_administrator` opens the settings of the system, never a dossier.

    `interests` are the marks of the identity numbers the officer declared, one's own and relatives': keyed hashes
    (`organisation.interests`) from which nobody can read a number.
    """

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600, db_index=True, editable=False)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    joined = models.DateTimeField()
    interests = models.JSONField(default=list, blank=True)

    objects = OfficerManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["sort_key", "id"]

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
        """Keep the sort key in step with the name (a bulk creation sets it itself)."""
        self.sort_key = name_key(self.full_name)
        super().save(
            force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields
        )
