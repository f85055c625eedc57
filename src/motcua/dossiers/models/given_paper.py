"""A paper the applicant gave: which component, how many of which kind."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier


class GivenPaper(models.Model):
    """`event` says when it came: at reception, completing what the desk sent back, or as a supplement asked for later."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=1500)
    originals = models.PositiveSmallIntegerField(default=0)
    certified = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    electronic = models.BooleanField(default=False)
    event = models.CharField(max_length=12, default="reception")  # reception | completion | supplement
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key", "event"], name="paper_once_per_event"),
        ]

    def __str__(self) -> str:
        return self.name
