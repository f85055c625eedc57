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


class Pending(models.Model):
    """An event that has no place in the log yet; written by a trigger of the database, taken away by the sequencer."""

    id = models.BigIntegerField(primary_key=True)
    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()


class Leaf(models.Model):
    """The place of an event in the log: 0, 1, 2 … without gaps, in the order of commits. `hash` is that of RFC 6962."""

    index = models.BigIntegerField(primary_key=True)
    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="journal_leaf_once")]


class Node(models.Model):
    """The root of `256 ** level` leaves, level 1 and up: what tiles above the lowest are made of."""

    pk = models.CompositePrimaryKey("level", "number")
    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)


class LogKey(models.Model):
    """A public key that signs heads, since its first one ("NAME+ID+KEY")."""

    text = models.CharField(max_length=300, primary_key=True)
    since = models.BigIntegerField(help_text="size of its first head")


class TreeHead(models.Model):
    """A signed head: so many events have this root. `note` is a C2SP checkpoint."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    at = models.DateTimeField()


class Anchor(models.Model):
    """A timestamp from outside over a head's note (`response`: DER of RFC 3161)."""

    at = models.DateTimeField()
    head = models.ForeignKey(TreeHead, models.PROTECT)
    response = models.BinaryField()
    authority = models.CharField(max_length=200)
    demo = models.BooleanField()
