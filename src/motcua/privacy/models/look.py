"""One view of personal data by an official. The database itself refuses to change or delete a row (migrations)."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models import Dossier, Task
from motcua.organisation.models import Post


class Look(models.Model):
    """Who saw what of whom, when, why and in which post.

    `about` is the dossier's stream, or the list that was shown; `listed` are the dossiers such a list named. Within one
    `window` of five minutes the same official's views of the same thing count once. `purpose` is a word of
    `rules.looking`; `task` the open task it belongs to; `session` tells sign-ins apart without naming any.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="looks")
    about = models.CharField(max_length=80)
    page = models.CharField(max_length=12)
    purpose = models.CharField(max_length=12)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    window = models.PositiveBigIntegerField()
    listed = models.JSONField(default=list)
    session = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "-at"], name="look_dossier"),
            models.Index(fields=["officer", "at"], name="look_officer"),
            models.Index(fields=["at"], name="look_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "about", "page", "purpose", "window"], name="look_once_a_window"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} saw {self.about}"
