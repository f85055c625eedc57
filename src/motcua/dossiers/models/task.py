"""A task: one step of the internal process given to a unit, then to a person, until a moment."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.organisation.models import Unit


class Task(models.Model):
    """`waiting` until the dossier is taken over by its unit; then `open`, `done` or `cancelled`.

    `allotted_minutes` and `used_minutes` are working minutes. A done task that rework made void is `superseded`.
    """

    class State(models.TextChoices):
        """Where a task stands."""

        WAITING = "waiting", "Chờ bàn giao"
        OPEN = "open", "Đang làm"
        DONE = "done", "Đã xong"
        CANCELLED = "cancelled", "Đã hủy"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    kind = models.CharField(
        max_length=16, default="step"
    )  # step | consultation | payment | correction | recorded
    duty = models.CharField(max_length=16)
    post = models.CharField(max_length=16)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    allotted_minutes = models.PositiveIntegerField(default=0)
    used_minutes = models.PositiveIntegerField(null=True)
    superseded = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["officer", "state", "due_at"], name="task_officer_state_due"),
            models.Index(fields=["unit", "state", "due_at"], name="task_unit_state_due"),
            models.Index(fields=["state", "due_at"], name="task_state_due"),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_done_by_and_when",
                condition=(
                    models.Q(state="done", closed_at__isnull=False, closed_by__isnull=False)
                    | (~models.Q(state="done") & models.Q(closed_by__isnull=True))
                ),
            ),
            models.UniqueConstraint(
                name="task_step_open_once",
                fields=["dossier", "step"],
                condition=models.Q(state__in=["waiting", "open"], kind="step"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.name}"
