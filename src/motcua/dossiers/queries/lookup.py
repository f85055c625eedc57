"""Public look-up by code: state and progress, the unit at work, never a person (TT 01/2018 art. 16)."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier, HandOver, Suspension, Task
from motcua.dossiers.progress import share_done
from motcua.organisation.queries import calendar_at_version, calendar_version_subquery
from motcua.rules.calendar import Calendar
from motcua.rules.codes import parse_dossier_code
from motcua.rules.refusal import Refusal


@dataclass(frozen=True)
class PublicStep:
    """One step as the public may see it: what, which unit, from when to when; no official, no applicant."""

    key: str
    name: str
    unit: str
    level: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    allotted_minutes: int
    used_minutes: int | None
    duty: str


@dataclass(frozen=True)
class PublicView:
    """A dossier as anybody who has its code may see it; `calendar` is that of the unit that resolves it."""

    dossier: Dossier
    calendar: Calendar
    steps: tuple[PublicStep, ...]
    hand_overs: tuple[HandOver, ...]
    stops: tuple[Suspension, ...]
    percent: int


def look_up(text: str) -> PublicView:
    """The dossier under a code as typed (four statements; blanks, lower case and odd dashes are forgiven).

    Raises `bad_code` for what cannot be a code, `unknown_dossier`.
    """
    code = str(parse_dossier_code(text))
    dossier = (
        Dossier.objects.select_related("version__procedure", "unit", "holder_unit", "competent_unit")
        .defer("version__document", "version__flaws")
        .annotate(calendar_version=calendar_version_subquery())
        .filter(code=code)
        .first()
    )
    if dossier is None:
        raise Refusal("unknown_dossier")
    tasks = list(Task.objects.filter(dossier=dossier).select_related("unit").order_by("opened_at", "pk"))
    return PublicView(
        dossier=dossier,
        calendar=calendar_at_version(dossier.calendar_version, dossier.competent_unit_id),
        steps=tuple(_public(task) for task in tasks if task.kind in SHOWN and not task.superseded),
        hand_overs=tuple(
            HandOver.objects.filter(dossier=dossier, pulled_back=False)
            .select_related("giver_unit", "receiver_unit")
            .order_by("number")
        ),
        stops=tuple(Suspension.objects.filter(dossier=dossier).order_by("start")),
        percent=share_done(dossier, tasks),
    )


SHOWN = frozenset({"step", "consultation", "correction"})


def _public(task: Task) -> PublicStep:
    return PublicStep(
        key=task.step, name=task.name, unit=task.unit.full_name, level=task.unit.level, state=task.state,
        opened_at=task.opened_at,
        closed_at=task.closed_at, due_at=task.due_at, allotted_minutes=task.allotted_minutes,
        used_minutes=task.used_minutes, duty=task.duty,
    )  # fmt: skip
