"""Persons and bodies who apply, with the salt by which the journal commits to their data."""

from django.db import models


class PartyKind(models.TextChoices):
    """Who applies (rules.md 7.1: subject 0 citizen, 1 enterprise)."""

    PERSON = "person", "Cá nhân"
    BUSINESS = "business", "Doanh nghiệp"
    HOUSEHOLD = "household", "Hộ kinh doanh"
    ORGANISATION = "organisation", "Tổ chức"


class Party(models.Model):
    """A dossier owner or representative. Erasing a person means emptying these columns and the salt."""

    kind = models.CharField(max_length=12, choices=PartyKind, default=PartyKind.PERSON)
    name = models.CharField(max_length=300)
    fold = models.CharField(max_length=300, db_index=True)
    id_number = models.CharField(max_length=20, blank=True, db_index=True)
    birth_date = models.DateField(null=True)
    address = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    salt = models.BinaryField()
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Citizen(models.Model):
    """A person whom the identity provider vouched for when they signed in to the public pages: no account of ours, no
    password. `subject` is how `issuer` names them; the rest is personal data, and erasing the person means deleting the
    row (nothing refers to it)."""

    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=191)
    full_name = models.CharField(max_length=300)
    id_number = models.CharField(max_length=12, db_index=True)
    birth_date = models.DateField(null=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_citizen_a_subject")]

    def __str__(self) -> str:
        return self.full_name
