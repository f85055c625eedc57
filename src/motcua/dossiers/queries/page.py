"""Everything one dossier's page shows, read in a fixed number of statements."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from motcua.dossiers.models import (
    Attachment,
    CertifiedCopy,
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
from motcua.rules.authority import Person
from motcua.rules.calendar import Calendar
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
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


class DossierPage:
    """A dossier with all that hangs on it, and what this official may do now; each part is read when first looked at.

    An act's form looks at tasks and acts only; the whole page costs thirteen statements, whatever the sizes.
    """

    def __init__(self, dossier: Dossier, officer: int, at: datetime, person: Person | None = None) -> None:
        self.dossier, self.at = dossier, at
        self._officer, self._person = officer, person

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Every task, oldest first, with unit and officials."""
        found = Task.objects.filter(dossier=self.dossier).select_related("unit", "officer", "closed_by")
        return tuple(found.order_by("pk"))

    @cached_property
    def hand_overs(self) -> tuple[HandOver, ...]:
        """The lines of the control slip."""
        found = HandOver.objects.filter(dossier=self.dossier).order_by("number")
        return tuple(found.select_related("giver_unit", "receiver_unit", "giver", "receiver"))

    @cached_property
    def papers(self) -> tuple[GivenPaper, ...]:
        """The papers handed in."""
        return tuple(GivenPaper.objects.filter(dossier=self.dossier).order_by("pk"))

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files given with papers, erased ones included."""
        found = Attachment.objects.filter(dossier=self.dossier).select_related("by")
        return tuple(found.order_by("pk"))

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """The forms issued."""
        found = Slip.objects.filter(dossier=self.dossier).select_related("issued_by", "unit")
        return tuple(found.order_by("pk"))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Draft and results."""
        found = Decision.objects.filter(dossier=self.dossier).select_related(
            "drafted_by", "signed_by", "unit"
        )
        return tuple(found.order_by("pk"))

    @cached_property
    def copies(self) -> tuple[CertifiedCopy, ...]:
        """The certified copies; not read where no document has a file."""
        if not any(one.file_key for one in self.decisions):
            return ()
        found = CertifiedCopy.objects.filter(decision__dossier=self.dossier).select_related("decision")
        return tuple(found.order_by("pk"))

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """What is owed or paid."""
        return tuple(Payment.objects.filter(dossier=self.dossier).order_by("pk"))

    @cached_property
    def suspensions(self) -> tuple[Suspension, ...]:
        """The times the clock stood still."""
        return tuple(Suspension.objects.filter(dossier=self.dossier).order_by("start"))

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar the dossier's clock counts by."""
        return organisation.calendar(self.dossier.competent_unit_id)

    @cached_property
    def timeline(self) -> tuple[Line, ...]:
        """Who did what, oldest first (three statements)."""
        return _timeline(self.dossier)

    @cached_property
    def acts(self) -> tuple[NextAct, ...]:
        """What the lifecycle table allows in this state, with the answer for this official."""
        person = self._person or organisation.person(self._officer, self.at)
        found = next_acts(self.dossier, self.tasks, person, self.at)
        about = {act.event for act in found} & {Event.RECALL, Event.CERTIFY_COPY}
        return tuple(act for act in found if act.event not in self._pointless) if about else found

    @property
    def _pointless(self) -> frozenset[Event]:
        """What the newest issued document leaves nothing to do for: recalled already; on paper only, nothing to copy."""
        issued = [one for one in self.decisions if one.issued_at is not None]
        if issued and issued[-1].recalled_at is not None:
            return frozenset({Event.RECALL, Event.CERTIFY_COPY})
        return frozenset() if issued and issued[-1].file_key else frozenset({Event.CERTIFY_COPY})

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """Where the dossier lay, in order."""
        return stays(self.dossier, self.hand_overs, self.suspensions, self.calendar, self.at)

    @cached_property
    def timing(self) -> Timing | None:
        """The state of time; None before the clock has started."""
        return timing_now(self.dossier, self.at, self.calendar)

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


def dossier_page(dossier: Dossier, officer: int, at: datetime, person: Person | None = None) -> DossierPage:
    """The page of a dossier for an official at a moment; a `person` read already is not read again."""
    return DossierPage(dossier, officer, at, person)


def _timeline(dossier: Dossier) -> tuple[Line, ...]:
    entries = journal.entries(dossier.stream)
    actors = {entry.actor for entry in entries if entry.actor}
    names = dict(Officer.objects.filter(pk__in=actors).values_list("pk", "full_name"))
    held = {_number(entry.facts.get("post")) or 0 for entry in entries}
    posts = {post.pk: post for post in Post.objects.filter(pk__in=held).select_related("unit")}
    return tuple(
        Line(
            seq=entry.seq, event=entry.kind, at=entry.at, officer=names.get(entry.actor or 0, ""),
            unit=_number(entry.facts.get("unit")), capacity=str(entry.facts.get("capacity") or ""),
            to=str(entry.facts.get("to") or ""), late=bool(entry.facts.get("late")),
            post=post.name if (post := posts.get(_number(entry.facts.get("post")) or 0)) else "",
            place=post.unit.full_name if post else "",
        )
        for entry in entries
    )  # fmt: skip


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
