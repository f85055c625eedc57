"""Counts that several processes share (PostgreSQL); one process on SQLite keeps them in memory."""

from django.db import models


class Count(models.Model):
    """How often within one window; `key` is a keyed hash, `until` the end of the window."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.until}"
