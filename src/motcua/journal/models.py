"""One row per act. The database itself refuses to change or delete a row (see the migrations)."""

from django.db import models


class Event(models.Model):
    """One act, as the exact bytes that were hashed, beside the columns by which it is found.

    Every column but `body` and `hash` repeats a value inside `body`; `motcua verify` compares them. The key is the pair
    (stream, seq): a stream is one dossier (`dossier/12`), one procedure, one unit or the calendar.
    """

    pk = models.CompositePrimaryKey("stream", "seq")
    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    actor = models.BigIntegerField(null=True)
    at = models.CharField(max_length=27, help_text="UTC, microseconds, as in the body")
    key = models.CharField(max_length=120, unique=True)
    body = models.BinaryField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["actor", "at"], name="journal_actor_at"),
            models.Index(fields=["at"], name="journal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} #{self.seq} {self.kind}"
