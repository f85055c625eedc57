"""Notices waiting to be sent: written with the act, sent after it."""

from django.db import models


class Notice(models.Model):
    """One notice to one reader, in a kind whose words the interface knows.

    `to_officer` is an official's id, `to_party` an applicant's; `about` is the stream it speaks of. `key` keeps a repeated
    tick from writing it twice.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=80, db_index=True)
    to_officer = models.BigIntegerField(null=True)
    to_party = models.BigIntegerField(null=True)
    to_unit = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_officer", "read_at", "-written_at"], name="outbox_officer"),
            models.Index(fields=["to_unit", "read_at", "-written_at"], name="outbox_unit"),
            models.Index(fields=["sent_at", "id"], name="outbox_unsent"),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_one_reader",
                condition=(
                    models.Q(to_officer__isnull=False, to_party__isnull=True, to_unit__isnull=True)
                    | models.Q(to_officer__isnull=True, to_party__isnull=False, to_unit__isnull=True)
                    | models.Q(to_officer__isnull=True, to_party__isnull=True, to_unit__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} about {self.about}"
