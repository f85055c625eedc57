"""The one way every act goes: one transaction, one locked dossier, the two questions, one journal row.

An act names its event and says what it changes; `perform` asks whether the state is right (`rules.lifecycle`) and gives
the act a `Work` on which it asks whether the person is right (`rules.authority`), then writes dossier, tasks, journal and
notices together.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from motcua.dossiers.actions.work import APPLICANT, Done, Work
from motcua.dossiers.models import Dossier, Task
from motcua.journal import queries as journal
from motcua.journal.models import Event as JournalEvent
from motcua.organisation import queries as organisation
from motcua.rules import canonical, lifecycle
from motcua.rules.authority import NEEDS_GRANT, Person
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.statements import Prepared

SLACK = timedelta(seconds=1)

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
    tasks = _tasks_of(dossier.pk)
    if choose is not None:
        event = choose(dossier, tasks) or event
    try:
        if seen is not None and seen != dossier.seq:
            raise Refusal("stale_page")
        transition = lifecycle.transition(dossier.state, event)
    except Refusal as refusal:
        # PostgreSQL: who waited for the lock saw the dossier as the winner left it, but not the winner's journal row.
        first_click = journal.by_key(key) if key else None
        if first_click is not None and first_click.stream == dossier.stream:
            return answered(dossier, first_click.seq, said, first_click.key)
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
