"""Remind and escalate: what is due soon or overdue, papers that never came, hand-overs nobody made.

Every notice has a key made of its kind, its matter, the moment missed and its reader, so that a second tick, or two at
once, write nothing twice; a moment that moved makes a new one. Each list is read by its index, due ones only, in batches.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q

from motcua.dossiers.models import Dossier, Task
from motcua.organisation import queries as organisation
from motcua.organisation.models import Tenure
from motcua.outbox.actions import Draft, write
from motcua.outbox.models import Notice
from motcua.rules import canonical
from motcua.rules.posts import Duty, PostKind
from motcua.rules.states import State

BATCH = 500
ESCALATE_AFTER = 2
"""Working days a piece of work may be overdue before the unit's leaders are told too."""

KINDS = ("due_soon", "overdue", "escalated", "supplement_expired", "hand_over_late")
RUNNING = tuple(
    state.value
    for state in (
        State.RECEIVED,
        State.HANDED_OVER,
        State.IN_PROCESS,
        State.AWAITING_REVIEW,
        State.AWAITING_SIGNATURE,
        State.SIGNED,
        State.SIGNED_REFUSAL,
    )
)


@dataclass(frozen=True)
class Ticked:
    """New notices of each kind (`KINDS`); all zero when nothing fell due since the last tick."""

    written: Mapping[str, int]

    @property
    def total(self) -> int:
        """All new notices."""
        return sum(self.written.values())


class Matter(NamedTuple):
    """One thing with a moment: a task or a dossier, whose unit and officer answer for it."""

    about: str
    name: str
    unit: int
    officer: int | None
    moment: datetime
    facts: Mapping[str, str | int | None]


def tick(at: datetime, *, batch: int = BATCH, escalate_after: int = ESCALATE_AFTER) -> Ticked:
    """Write the notices due at `at`.

    Due soon: before the end of the next working day, to the officer, or to the unit while nobody has it. Overdue: the
    same and the unit's heads; after `escalate_after` working days its leaders. A supplement that did not come in time
    and a hand-over not made in time go to the receiving unit. Raises `Refusal("no_calendar")`.
    """
    calendar = organisation.calendar()
    today = calendar.local(at).date()
    soon = calendar.closing(calendar.add_working_days(today, 1))
    long_ago = calendar.opening(calendar.add_working_days(today, -escalate_after))
    written = dict.fromkeys(KINDS, 0)
    for found in _parts(_tasks(soon, batch), batch):
        _count(written, _drafts(found, at, long_ago), at)
    for found in _parts(_dossiers(soon, batch), batch):
        _count(written, _drafts(found, at, long_ago), at)
    for kind, state, column in (
        ("supplement_expired", State.AWAITING_SUPPLEMENT, "supplement_by"),
        ("hand_over_late", State.RECEIVED, "hand_over_by"),
    ):
        for found in _parts(_missed(state, column, at, batch), batch):
            _count(written, [_draft(kind, one, unit=one.unit) for one in found], at)
    return Ticked(written)


def _tasks(soon: datetime, batch: int) -> Iterator[Matter]:
    """Open tasks due before `soon` whose dossier's clock runs (index task_state_due).

    A result waiting for its applicant is no lateness (T17), so the return is never reminded of.
    """
    running = Q(dossier__paused_at=None) | Q(kind="consultation")
    asked = Task.objects.filter(running, state=Task.State.OPEN, due_at__lt=soon).exclude(duty=Duty.RETURN)
    rows = asked.order_by("due_at", "pk").values_list(
        "pk", "dossier", "dossier__code", "unit", "officer", "due_at", "name"
    )
    for pk, dossier, code, unit, officer, due, name in rows.iterator(batch):
        if due is None:
            continue
        facts = {"code": code, "task": pk, "step": name, "due": due.isoformat()}
        yield Matter(f"dossier/{dossier}", f"task/{pk}", unit, officer, due, facts)


def _dossiers(soon: datetime, batch: int) -> Iterator[Matter]:
    """Running dossiers whose appointment is before `soon` (index dossier_state_due)."""
    asked = Dossier.objects.filter(state__in=RUNNING, due_at__lt=soon, finished_at=None, paused_at=None)
    rows = asked.order_by("due_at", "pk").values_list("pk", "code", "holder_unit", "due_at")
    for pk, code, unit, due in rows.iterator(batch):
        if due is None:
            continue
        yield Matter(
            f"dossier/{pk}", f"dossier/{pk}", unit, None, due, {"code": code, "due": due.isoformat()}
        )


def _missed(state: State, column: str, at: datetime, batch: int) -> Iterator[Matter]:
    """Dossiers in `state` whose moment in `column` has passed, for the unit that received them."""
    asked = Dossier.objects.filter(state=state.value, **{f"{column}__lt": at}).annotate(missed=F(column))
    for pk, code, unit, missed in asked.values_list("pk", "code", "unit", "missed").iterator(batch):
        facts = {"code": code, "due": missed.isoformat()}
        yield Matter(f"dossier/{pk}", f"dossier/{pk}", unit, None, missed, facts)


def _drafts(found: Sequence[Matter], at: datetime, long_ago: datetime) -> list[Draft]:
    """The notices of one batch (one read for the heads and leaders)."""
    overdue = {one.unit for one in found if one.moment < at}
    seats = _seats(overdue, at) if overdue else {}
    drafts: list[Draft] = []
    for one in found:
        kind = "overdue" if one.moment < at else "due_soon"
        if one.officer is not None:
            drafts.append(_draft(kind, one, officer=one.officer))
        else:
            drafts.append(_draft(kind, one, unit=one.unit))
        if kind == "due_soon":
            continue
        told = {one.officer}
        for post, what in ((PostKind.HEAD, "overdue"), (PostKind.LEADER, "escalated")):
            if post is PostKind.LEADER and one.moment >= long_ago:
                continue
            for officer in seats.get((one.unit, post.value), ()):
                if officer not in told:
                    drafts.append(_draft(what, one, officer=officer))
                    told.add(officer)
    return drafts


def _draft(kind: str, one: Matter, *, officer: int | None = None, unit: int | None = None) -> Draft:
    reader = f"officer/{officer}" if officer is not None else f"unit/{unit}"
    key = f"{kind}:{one.name}:{canonical.moment(one.moment)}:{reader}"
    return Draft(kind, one.about, key, officer=officer, unit=unit, facts=one.facts)


def _seats(units: Collection[int], at: datetime) -> Mapping[tuple[int, str], list[int]]:
    """Who sits on the posts of head and leader in these units at `at`, by unit and kind of post (one read)."""
    held = Q(valid_to=None) | Q(valid_to__gt=at)
    rows = Tenure.objects.filter(
        held, valid_from__lte=at, officer__is_active=True, post__unit__in=units,
        post__kind__in=(PostKind.HEAD.value, PostKind.LEADER.value),
    ).order_by("officer").values_list("post__unit", "post__kind", "officer").distinct()  # fmt: skip
    seats: dict[tuple[int, str], list[int]] = {}
    for unit, kind, officer in rows:
        seats.setdefault((unit, kind), []).append(officer)
    return seats


def _count(written: dict[str, int], drafts: Iterable[Draft], at: datetime) -> None:
    """Write those not written before (one read, one write)."""
    offered = {draft.key: draft for draft in drafts}
    known = set(Notice.objects.filter(key__in=list(offered)).values_list("key", flat=True))
    new = [draft for key, draft in offered.items() if key not in known]
    write(new, at=at)
    for draft in new:
        written[draft.kind] += 1


def _parts(rows: Iterator[Matter], size: int) -> Iterator[list[Matter]]:
    part: list[Matter] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
