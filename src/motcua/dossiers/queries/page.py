"""Everything one dossier's page shows, read in a fixed number of statements."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.dossiers.models import (
    Decision,
    Dossier,
    GivenPaper,
    HandOver,
    Payment,
    Slip,
    Suspension,
    Task,
)
from motcua.dossiers.queries.levels import Stay, by_level, stays
from motcua.dossiers.queries.next_acts import NextAct, next_acts
from motcua.journal import queries as journal
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer, Post
from motcua.rules.calendar import Calendar
from motcua.rules.refusal import Refusal
from motcua.rules.timing import Timing, timing


@dataclass(frozen=True)
class Line:
    """One line of the timeline: who did what, when, on which `post` of which unit (`place`) and in which capacity."""

    seq: int
    event: str
    at: datetime
    officer: str
    unit: int | None
    capacity: str
    to: str
    late: bool = False
    post: str = ""
    place: str = ""


@dataclass(frozen=True)
class DossierPage:
    """A dossier with all that hangs on it, and what this official may do now."""

    dossier: Dossier
    tasks: tuple[Task, ...]
    hand_overs: tuple[HandOver, ...]
    papers: tuple[GivenPaper, ...]
    slips: tuple[Slip, ...]
    decisions: tuple[Decision, ...]
    payments: tuple[Payment, ...]
    suspensions: tuple[Suspension, ...]
    timeline: tuple[Line, ...]
    acts: tuple[NextAct, ...]
    stays: tuple[Stay, ...]
    timing: Timing | None

    @property
    def minutes_by_level(self) -> dict[str, int]:
        """Working minutes each level took so far."""
        return by_level(self.stays)

    @property
    def allowed(self) -> tuple[NextAct, ...]:
        """The acts this official may do now, in the order of the lifecycle table."""
        return tuple(act for act in self.acts if act.allowed)

    @property
    def others(self) -> tuple[NextAct, ...]:
        """The acts somebody else could do."""
        return tuple(act for act in self.acts if not act.allowed)


def dossier_by_code(code: str) -> Dossier:
    """The dossier under a code, with what most pages show. Raises `unknown_dossier`."""
    found = _shown().filter(code=code).first()
    if found is None:
        raise Refusal("unknown_dossier")
    return found


def dossier_by_id(pk: int) -> Dossier:
    """The dossier by its row. Raises `unknown_dossier`."""
    found = _shown().filter(pk=pk).first()
    if found is None:
        raise Refusal("unknown_dossier")
    return found


def _shown() -> QuerySet[Dossier]:
    return Dossier.objects.select_related(
        "version__procedure__field", "owner", "filer", "unit", "holder_unit", "competent_unit"
    ).defer("version__document", "version__flaws")


def dossier_page(dossier: Dossier, officer: int, at: datetime) -> DossierPage:
    """The whole page (thirteen statements whatever the sizes)."""
    tasks = tuple(
        Task.objects.filter(dossier=dossier).select_related("unit", "officer", "closed_by").order_by("pk")
    )
    person = organisation.person(officer, at)
    entries = journal.entries(dossier.stream)
    names = dict(
        Officer.objects.filter(pk__in={entry.actor for entry in entries if entry.actor}).values_list(
            "pk", "full_name"
        )
    )
    held = {_number(entry.facts.get("post")) or 0 for entry in entries}
    posts = {post.pk: post for post in Post.objects.filter(pk__in=held).select_related("unit")}
    lines = tuple(
        Line(
            seq=entry.seq, event=entry.kind, at=entry.at, officer=names.get(entry.actor or 0, ""),
            unit=_number(entry.facts.get("unit")), capacity=str(entry.facts.get("capacity") or ""),
            to=str(entry.facts.get("to") or ""), late=bool(entry.facts.get("late")),
            post=post.name if (post := posts.get(_number(entry.facts.get("post")) or 0)) else "",
            place=post.unit.full_name if post else "",
        )
        for entry in entries
    )  # fmt: skip
    hand_overs = tuple(
        HandOver.objects.filter(dossier=dossier)
        .select_related("giver_unit", "receiver_unit", "giver", "receiver")
        .order_by("number")
    )
    suspensions = tuple(Suspension.objects.filter(dossier=dossier).order_by("start"))
    calendar = organisation.calendar(dossier.competent_unit_id)
    return DossierPage(
        dossier=dossier,
        tasks=tasks,
        hand_overs=hand_overs,
        papers=tuple(GivenPaper.objects.filter(dossier=dossier).order_by("pk")),
        slips=tuple(Slip.objects.filter(dossier=dossier).select_related("issued_by", "unit").order_by("pk")),
        decisions=tuple(
            Decision.objects.filter(dossier=dossier)
            .select_related("drafted_by", "signed_by", "unit")
            .order_by("pk")
        ),
        payments=tuple(Payment.objects.filter(dossier=dossier).order_by("pk")),
        suspensions=suspensions,
        timeline=lines,
        acts=next_acts(dossier, tasks, person, at),
        stays=stays(dossier, hand_overs, suspensions, calendar, at),
        timing=timing_now(dossier, at, calendar),
    )


def timing_now(dossier: Dossier, at: datetime, calendar: Calendar | None = None) -> Timing | None:
    """The state of time of a dossier; None before its clock has started. One read, none if its calendar is given."""
    start = dossier.restarted_at or dossier.clock_start
    if start is None:
        return None
    counted_by = calendar or organisation.calendar(dossier.competent_unit_id)
    return timing(
        dossier.due_at,
        dossier.original_due_at,
        dossier.finished_at,
        at,
        start,
        dossier.paused_at is not None,
        counted_by,
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
