"""One act under way on one dossier: whom it asks, what it writes, and how it ends in one journal row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from motcua.catalogue.document import ProcedureDocument
from motcua.dossiers.conflicts import in_conflict
from motcua.dossiers.models import Dossier, HandOver, Slip, Task
from motcua.dossiers.progress import OPEN, done_steps
from motcua.journal.actions import Head, record
from motcua.organisation import queries as organisation
from motcua.outbox.actions import Draft, write
from motcua.rules import canonical, lifecycle
from motcua.rules.authority import Authority, Matter, Person, authority, may
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.rules.worktime import Calendar
from motcua.statements import change, insert

APPLICANT = 0  # stands for the applicant where no official acts


@dataclass(frozen=True)
class Done:
    """What an act answers: the dossier as it stands now. `repeated`: the same click had been done before."""

    dossier: int
    code: str | None
    state: State
    seq: int
    event: Event
    key: str
    repeated: bool = False


@dataclass
class Work:
    """One act under way on one locked dossier."""

    dossier: Dossier
    event: Event
    transition: lifecycle.Transition
    person: Person
    at: datetime
    calendar: Calendar
    document: ProcedureDocument
    asked: str
    key: str | None
    tasks: list[Task]
    facts: dict[str, canonical.Value] = field(default_factory=dict)
    notices: list[Draft] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    to: State | None = None
    authority: Authority | None = None

    @property
    def by(self) -> int:
        """The acting official's id."""
        return self.person.id

    def open_tasks(self) -> list[Task]:
        """The tasks not closed yet, waiting ones included."""
        return [task for task in self.tasks if task.state in OPEN]

    def done_steps(self) -> set[str]:
        """The keys of steps that count as done."""
        return done_steps(self.tasks)

    def authorise(self, duty: Duty, *units: int) -> Authority:
        """The authority of the person for this act in the first of `units` where there is one; else the refusal of the
        first, with who could. The journal names the post and the grant used, and whom a substitute stands in for."""
        refusal: Refusal | None = None
        procedure = self.dossier.version.procedure
        matters = [Matter(duty, unit, procedure.code, self.document.field) for unit in units]
        for matter in matters:
            try:
                found = authority(self.person, matter, self.at)
            except Refusal as said:
                refusal = refusal or said
                continue
            if in_conflict(self.dossier, self.person, duty):
                raise Refusal("conflict_of_interest", duty=duty.value)
            self.authority = found
            self._sign_open_line()
            self.facts |= {"post": found.mandate.post, "unit": found.mandate.unit}
            if found.mandate.absence is not None:
                self.facts |= {"absence": found.mandate.absence, "instead_of": found.mandate.instead_of}
            if found.grant:
                self.facts |= {"competence": found.grant.id, "capacity": found.grant.capacity.value}
            return found
        if refusal is None:
            raise ValueError("name the units in which the duty may be held")
        raise organisation.who_can(refusal, matters[0], self.at, asker=self.by)

    def mine(self, officer: int | None) -> bool:
        """Whether work given to `officer` is the acting official's: their own, or an absent colleague's."""
        return officer is not None and (officer == self.by or officer in self.person.standing_in_for(self.at))

    def may(self, duty: Duty, unit: int) -> bool:
        """Whether the person has this duty in this unit; nothing is written down."""
        procedure = self.dossier.version.procedure
        return may(self.person, Matter(duty, unit, procedure.code, self.document.field), self.at)

    def commit_text(self, name: str, text: str) -> None:
        """Bind the journal to a text that may hold personal data, without writing it there."""
        self.facts[name] = canonical.commitment(bytes(self.dossier.salt), {name: text})

    def tell_owner(self, kind: str, **facts: str | int | None) -> None:
        """A notice to the applicant, sent after the act."""
        self.notices.append(
            Draft(kind, self.dossier.stream, f"{self.dossier.stream}:{self.dossier.seq + 1}:{kind}",
                  party=self.dossier.owner_id, facts=facts)
        )  # fmt: skip

    def tell_unit(self, kind: str, unit: int, **facts: str | int | None) -> None:
        """A notice to a unit's people."""
        self.notices.append(
            Draft(kind, self.dossier.stream, f"{self.dossier.stream}:{self.dossier.seq + 1}:{kind}:{unit}",
                  unit=unit, facts=facts)
        )  # fmt: skip

    def finish(self) -> Done:
        """Write the dossier and its journal row; the act's own rows are written by then."""
        dossier = self.dossier
        before = State(dossier.state)
        after = self.to or self.transition.target
        if after not in self.transition.targets:
            raise ValueError(f"{self.event} may not lead from {before} to {after}")
        if after != before:
            dossier.state_before = before
        dossier.state = after
        dossier.national_code = lifecycle.national_code(self.event, dossier.national_code)
        facts: dict[str, canonical.Value] = {
            "from": before.value,
            "to": after.value,
            "asked": self.asked,
            "due": canonical.moment(dossier.due_at) if dossier.due_at else None,
            "finished": canonical.moment(dossier.finished_at) if dossier.finished_at else None,
            "holder": dossier.holder_unit_id,
            **self.facts,
        }
        written = record(
            dossier.stream, self.event.value, by=self.by or None, at=self.at, facts=facts,
            head=Head(dossier.seq, dossier.head), key=self.key,
        )  # fmt: skip
        dossier.seq, dossier.head = written.head.seq, written.head.hash
        dossier.last_at, dossier.last_by_id, dossier.last_event = (
            max(self.at, dossier.last_at),
            self.by or None,
            self.event,
        )
        change(dossier, CHANGING)
        write(self.notices, at=self.at)
        return Done(dossier.pk, dossier.code, after, dossier.seq, self.event, written.key)

    def _sign_open_line(self) -> None:
        """The first act of the unit a draft or a result was sent to is its signature on the control slip.

        A dossier that was handed over is signed for by `take_over` alone, and nothing registered afterwards signs.
        """
        dossier = self.dossier
        mine = self.authority.mandate.unit if self.authority else None
        if not dossier.open_line or self.event in NOT_SIGNING:
            return
        signed = HandOver.objects.filter(
            dossier=dossier, number=dossier.open_line, receiver_unit=mine, received_at=None, kind__in=CALLED
        ).update(receiver=self.by, received_at=self.at)
        if signed:
            dossier.open_line = 0


CALLED = ("submission", "result")
"""Lines of the control slip that are signed by the receiving unit's first act; the others by taking over."""
NOT_SIGNING = frozenset(
    {Event.HAND_OVER, Event.TRANSFER, Event.TAKE_OVER, Event.PULL_BACK, Event.RECORD_LATE_STEP}
)

CHANGING = (
    "code", "competent_unit", "holder_unit", "state", "state_before", "outcome", "national_code", "received_at",
    "clock_start", "restarted_at", "due_at", "original_due_at", "legal_due_at", "hand_over_by", "paused_at",
    "supplement_by", "reappointed_at", "fixed_appointment", "supplements", "finished_at", "returned_at", "lines",
    "open_line", "seq", "head",
    "last_event", "last_at", "last_by",
)  # fmt: skip


def save_tasks(tasks: Iterable[Task]) -> None:
    """Insert new tasks in one statement, update changed ones (a dossier has few)."""
    changed = list(tasks)
    known = [task for task in changed if task.pk is not None]
    insert(*(task for task in changed if task.pk is None))
    for task in known:
        change(task, TASK_CHANGING)


TASK_CHANGING = (
    "state", "officer", "unit", "opened_at", "due_at", "closed_at", "closed_by", "used_minutes", "superseded", "note",
    "answer",
)  # fmt: skip
