"""What every act shares: one transaction, one locked dossier, the two questions, one journal row.

An act names its event and says what it changes; `perform` asks whether the state is right (`rules.lifecycle`) and gives
the act a `Work` on which it asks whether the person is right (`rules.authority`), then writes dossier, tasks, journal and
notices together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from motcua.catalogue.document import ProcedureDocument
from motcua.dossiers.models import Dossier, HandOver, Slip, Task
from motcua.dossiers.progress import OPEN, done_steps
from motcua.journal import queries as journal
from motcua.journal.actions import Head, record
from motcua.journal.models import Event as JournalEvent
from motcua.organisation import queries as organisation
from motcua.outbox.actions import Draft, write
from motcua.rules import canonical, lifecycle
from motcua.rules.authority import NEEDS_GRANT, Authority, Matter, Person, authority
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.rules.worktime import Calendar
from motcua.statements import Prepared, change, insert

APPLICANT = 0  # stands for the applicant where no official acts
SLACK = timedelta(seconds=1)


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
        first. The journal names the post and the grant used."""
        refusal: Refusal | None = None
        procedure = self.dossier.version.procedure
        for unit in units:
            try:
                found = authority(
                    self.person, Matter(duty, unit, procedure.code, self.document.field), self.at
                )
            except Refusal as said:
                refusal = refusal or said
                continue
            self.authority = found
            self.facts |= {"post": found.mandate.post, "unit": found.mandate.unit}
            if found.grant:
                self.facts |= {"competence": found.grant.id, "capacity": found.grant.capacity.value}
            return found
        raise refusal or Refusal("not_your_duty", duty=duty.value)

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
        self._sign_open_line()
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
        """The first act of the unit a draft was sent to is its signature on the control slip."""
        dossier = self.dossier
        mine = self.authority.mandate.unit if self.authority else None
        if not dossier.open_line or self.event in {Event.HAND_OVER, Event.TRANSFER, Event.TAKE_OVER}:
            return
        signed = HandOver.objects.filter(
            dossier=dossier, number=dossier.open_line, receiver_unit=mine, received_at=None
        ).update(receiver=self.by, received_at=self.at)
        if signed:
            dossier.open_line = 0


CHANGING = (
    "code", "competent_unit", "holder_unit", "state", "state_before", "outcome", "national_code", "received_at",
    "clock_start", "restarted_at", "due_at", "original_due_at", "legal_due_at", "hand_over_by", "paused_at",
    "supplement_by", "reappointed_at", "fixed_appointment", "supplements", "finished_at", "returned_at", "lines", "open_line", "seq", "head",
    "last_event", "last_at", "last_by",
)  # fmt: skip

Steps = Callable[[Work], None]
Choice = Callable[[Dossier, list[Task]], Event | None]


def perform(
    dossier: int,
    event: Event,
    steps: Steps,
    *,
    by: int | None,
    at: datetime,
    key: str | None,
    seen: int | None,
    asked: Mapping[str, canonical.Value],
    late: bool = False,
    choose: Choice | None = None,
) -> Done:
    """Do `event` on a dossier in one transaction, or refuse and leave everything as it was.

    `seen` is the journal number the page was drawn from (a stale page is refused); `key` makes a second click find the
    first one's answer; `late` allows a moment before the dossier's last act (a step registered afterwards);
    `choose` replaces the event where the process decides which of two it is (a draft goes to review or to signature).
    """
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                return _once(dossier, event, steps, by, at, key, seen, asked, late, choose)
        except IntegrityError as error:
            if key is None or journal.by_key(key) is None:
                raise
            if attempt == 2:
                raise Refusal("key_reused") from error
        except OperationalError as error:
            if "locked" in str(error):
                raise Refusal("busy") from error
            raise
    raise AssertionError


def first(
    dossier: Dossier,
    event: Event,
    steps: Steps,
    *,
    by: int | None,
    at: datetime,
    key: str | None,
    asked: Mapping[str, canonical.Value],
) -> Done:
    """The first act on a dossier written in this very transaction: nobody else can have seen or locked it."""
    transition = lifecycle.transition(dossier.state, event)
    work = Work(
        dossier=dossier,
        event=event,
        transition=transition,
        person=_person(by, at, transition),
        at=at,
        calendar=organisation.calendar(dossier.competent_unit_id),
        document=dossier.version.parsed,
        asked=canonical.commitment(bytes(dossier.salt), {"event": event.value, "by": by, **asked}),
        key=key,
        tasks=[],
    )
    steps(work)
    return work.finish()


def _once(
    pk: int,
    event: Event,
    steps: Steps,
    by: int | None,
    at: datetime,
    key: str | None,
    seen: int | None,
    asked: Mapping[str, canonical.Value],
    late: bool,
    choose: Choice | None,
) -> Done:
    dossier = locked(pk, key)
    said = canonical.commitment(bytes(dossier.salt), {"event": event.value, "by": by, **asked})
    if key and (found := getattr(dossier, "repeated", None)) is not None:
        return answered(dossier, int(found), said, key)
    if seen is not None and seen != dossier.seq:
        raise _told(Refusal("stale_page"), dossier)
    tasks = _tasks_of(dossier.pk)
    if choose is not None:
        event = choose(dossier, tasks) or event
    try:
        transition = lifecycle.transition(dossier.state, event)
    except Refusal as refusal:
        raise _told(refusal, dossier) from None
    if at + SLACK < dossier.last_at and not late:
        raise Refusal("date_in_past", last=dossier.last_at.isoformat())
    work = Work(
        dossier=dossier,
        event=event,
        transition=transition,
        person=_person(by, at, transition),
        at=at,
        calendar=organisation.calendar_at_version(
            str(getattr(dossier, "calendar", "")), dossier.competent_unit_id
        ),
        document=dossier.version.parsed,
        asked=said,
        key=key,
        tasks=tasks,
    )
    steps(work)
    return work.finish()


def _person(by: int | None, at: datetime, transition: lifecycle.Transition) -> Person:
    """Who acts; competences are read only for a duty that needs one."""
    if by is None:
        return Person(APPLICANT)
    return organisation.person(by, at, grants=transition.row.duty in NEEDS_GRANT)


def locked(pk: int, key: str | None) -> Dossier:
    """The dossier, its row locked, with its version's names, the calendar's version and what `key` wrote before."""
    found = _locked_with_key(pk, key) if key else _locked(pk)
    if not found:
        raise Refusal("unknown_dossier")
    return found[0]


def _to_lock(pk: int) -> QuerySet[Dossier]:
    asked = Dossier.objects.select_for_update(of=("self",)).select_related("version__procedure").filter(pk=pk)
    return asked.defer("version__document", "version__flaws").annotate(
        calendar=organisation.calendar_version_subquery()
    )


def _to_lock_with_key(pk: int, key: str) -> QuerySet[Dossier]:
    earlier = JournalEvent.objects.filter(key=key, stream=Concat(Value("dossier/"), OuterRef("pk")))
    return _to_lock(pk).annotate(repeated=Subquery(earlier.values("seq")[:1]))


_locked = Prepared(_to_lock, int)
_locked_with_key = Prepared(_to_lock_with_key, int, str)
_tasks_of = Prepared(lambda dossier: Task.objects.filter(dossier=dossier).order_by("pk"), int)


def answered(dossier: Dossier, seq: int, said: str, key: str) -> Done:
    """The answer a repeated click gets: what its first one did; another request under the same key is refused."""
    entry = journal.entry(dossier.stream, seq)
    if entry is None or entry.facts.get("asked") != said:
        raise Refusal("key_reused")
    return Done(
        dossier.pk, dossier.code, State(str(entry.facts["to"])), seq, Event(entry.kind), key, repeated=True
    )


def _told(refusal: Refusal, dossier: Dossier) -> Refusal:
    """The refusal with who did what last, so that the second of two officers learns why."""
    who = (
        get_user_model()
        .objects.filter(pk=dossier.last_by_id or 0)
        .values_list("full_name", flat=True)
        .first()
    )
    return Refusal(
        refusal.code,
        **{**refusal.params, "who": who or "", "did": dossier.last_event, "at": dossier.last_at.isoformat()},
    )


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
