"""The dossier: where it stands, who holds it, and its clock."""

from django.conf import settings
from django.db import models

from motcua.applicants.models import Party
from motcua.catalogue.models import ProcedureVersion
from motcua.organisation.models import Unit
from motcua.rules.states import State


class Channel(models.TextChoices):
    """How it came (national value list: 1 in person, 2 online, 3 public post)."""

    IN_PERSON = "in_person", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    POST = "post", "Bưu chính công ích"


class Outcome(models.TextChoices):
    """How it ended, or is about to."""

    GRANTED = "granted", "Đã giải quyết"
    REJECTED = "rejected", "Không đủ điều kiện"
    NOT_ACCEPTED = "not_accepted", "Từ chối tiếp nhận"
    WITHDRAWN = "withdrawn", "Đã rút"
    STOPPED = "stopped", "Đã dừng"


class Dossier(models.Model):
    """One request for one procedure.

    `unit` received it, `competent_unit` resolves it, `holder_unit` has it now. `due_at` is the appointment in force,
    `original_due_at` the first one and `legal_due_at` what the law allows; all are null while no clock has started.
    `lines` counts the control slip's lines, `open_line` is the one whose receiver has not signed yet (0: none).
    `seq` and `head` are the journal's last event of this dossier; `seq` is also the version a page was drawn from.
    """

    code = models.CharField(max_length=40, unique=True, null=True)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    competent_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    holder_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=30, choices=[(state.value, state.value) for state in State])
    state_before = models.CharField(max_length=30, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    national_code = models.PositiveSmallIntegerField(null=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.IN_PERSON)

    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="dossiers")
    filer = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="filed")
    authorisation = models.CharField(max_length=300, blank=True)
    matter = models.CharField(max_length=500, blank=True)
    conditions = models.JSONField(default=list)
    sets = models.PositiveSmallIntegerField(default=1)
    salt = models.BinaryField()

    opened_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    clock_start = models.DateTimeField(null=True)
    restarted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    legal_due_at = models.DateTimeField(null=True)
    hand_over_by = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    supplement_by = models.DateTimeField(null=True)
    reappointed_at = models.DateTimeField(null=True)
    fixed_appointment = models.BooleanField(default=False)
    supplements = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    lines = models.PositiveSmallIntegerField(default=0)
    open_line = models.PositiveSmallIntegerField(default=0)
    seq = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)
    last_event = models.CharField(max_length=30, blank=True)
    last_at = models.DateTimeField()
    last_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["holder_unit", "state", "due_at"], name="dossier_holder_state_due"),
            models.Index(fields=["unit", "state", "due_at"], name="dossier_unit_state_due"),
            models.Index(fields=["state", "due_at"], name="dossier_state_due"),
            models.Index(fields=["received_at"], name="dossier_received"),
            models.Index(fields=["finished_at"], name="dossier_finished"),
        ]
        constraints = [
            models.CheckConstraint(
                name="dossier_received_has_code",
                condition=models.Q(received_at__isnull=True) | models.Q(code__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_returned_was_finished",
                condition=models.Q(returned_at__isnull=True) | models.Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_paused_has_clock",
                condition=models.Q(paused_at__isnull=True) | models.Q(clock_start__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code or f"#{self.pk}"

    @property
    def stream(self) -> str:
        """The name of its stream in the journal."""
        return f"dossier/{self.pk}"
