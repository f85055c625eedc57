"""Numbers without gaps or doubles: one row for each series."""

from django.db import models


class Counter(models.Model):
    """The last number given in a series, e.g. dossier codes of one unit on one day."""

    series = models.CharField(max_length=120, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
