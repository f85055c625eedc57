"""Is this the right person? Posts held and competences received, asked at the moment of the act.

A person acts on a dossier because they hold a post in a unit (a *mandate*) whose duties include the act's, and,
to decide (sign), because a *grant* of competence covers the procedure on that day: by law, devolved (phân cấp) or
authorised (ủy quyền). Sources: NĐ 61/2018 art. 11, 17(5), 19; NĐ 30/2020 art. 13; Law 72/2025/QH15 art. 14.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal


class GrantKind(StrEnum):
    """Where a competence comes from."""

    LAW = "law"
    DEVOLVED = "devolved"
    AUTHORISED = "authorised"


class Capacity(StrEnum):
    """In which capacity a decision is signed (NĐ 30/2020 art. 13)."""

    HEAD = "head"  # the head signs in the head's own name
    TM = "TM"  # on behalf of a collective body
    KT = "KT"  # for the head, by a deputy
    TL = "TL"  # by order of the head
    TUQ = "TUQ"  # by authorisation, limited in time and content


@dataclass(frozen=True)
class Mandate:
    """A post a person holds in a unit for a time; `until` is exclusive, None while open; `title` is the post's name."""

    tenure: int
    post: int
    kind: PostKind
    unit: int
    duties: frozenset[Duty]
    since: datetime
    until: datetime | None = None
    title: str = ""

    def holds_at(self, at: datetime) -> bool:
        """Whether the post is held at `at`."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Grant:
    """A competence received: which acts, for which procedures, in which units, from when to when.

    Empty `procedures`, `fields` or `units` mean no limit of that kind; `until` is exclusive.
    """

    id: int
    kind: GrantKind
    capacity: Capacity
    since: datetime
    duties: frozenset[Duty] = frozenset({Duty.SIGN})
    procedures: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    units: frozenset[int] = frozenset()
    until: datetime | None = None
    revoked_at: datetime | None = None
    act_number: str = ""
    giver_title: str = ""

    def holds_at(self, at: datetime) -> bool:
        """Whether the grant is in force at `at`."""
        ended = self.revoked_at is not None and self.revoked_at <= at
        return self.since <= at and (self.until is None or at < self.until) and not ended

    def covers(self, matter: "Matter") -> bool:
        """Whether the grant's scope includes the matter, whatever the moment."""
        return (
            matter.duty in self.duties
            and (not self.units or matter.unit in self.units)
            and (not self.procedures or matter.procedure in self.procedures)
            and (not self.fields or matter.field in self.fields)
        )


@dataclass(frozen=True)
class Matter:
    """What is about to be done: the act's duty, the unit it is done for, the procedure and its field."""

    duty: Duty
    unit: int
    procedure: str = ""
    field: str = ""


@dataclass(frozen=True)
class Person:
    """An official as the law sees one: posts held and competences received."""

    id: int
    mandates: tuple[Mandate, ...] = ()
    grants: tuple[Grant, ...] = ()
    active: bool = True


@dataclass(frozen=True)
class Authority:
    """The answer when an act is allowed: the mandate acted under, and the grant used, if one was needed."""

    mandate: Mandate
    grant: Grant | None = field(default=None)


# Duties for which a post is not enough: somebody with the power must have given it (rules.md section 9).
NEEDS_GRANT = frozenset({Duty.SIGN})


def authority(person: Person, matter: Matter, at: datetime) -> Authority:
    """The mandate (and grant) under which `person` may do `matter` at `at`.

    Raises `Refusal`: `officer_inactive`; `not_your_duty` when no post held now carries the duty; `not_your_unit` when
    one does, but elsewhere; `mandate_expired` when the post was held once; `no_competence`, `competence_expired`,
    `competence_not_started` or `competence_out_of_scope` when a decision lacks its grant.
    """
    if not person.active:
        raise Refusal("officer_inactive")
    with_duty = [m for m in person.mandates if matter.duty in m.duties]
    here = [m for m in with_duty if m.unit == matter.unit]
    held = [m for m in here if m.holds_at(at)]
    if not held:
        if here:
            raise Refusal("mandate_expired", duty=matter.duty)
        if any(m.holds_at(at) for m in with_duty):
            raise Refusal("not_your_unit", duty=matter.duty)
        raise Refusal("not_your_duty", duty=matter.duty)
    if matter.duty not in NEEDS_GRANT:
        return Authority(held[0])
    return Authority(held[0], _grant(person.grants, matter, at))


def may(person: Person, matter: Matter, at: datetime) -> bool:
    """The same question for buttons: whether `authority` would answer."""
    try:
        authority(person, matter, at)
    except Refusal:
        return False
    return True


def _grant(grants: Iterable[Grant], matter: Matter, at: datetime) -> Grant:
    """The grant that covers the matter now; by law before devolved before authorised; else what is missing."""
    signing = [g for g in grants if matter.duty in g.duties]
    covering = [g for g in signing if g.covers(matter)]
    order = list(GrantKind)
    for grant in sorted(covering, key=lambda g: (order.index(g.kind), g.id)):
        if grant.holds_at(at):
            return grant
    if any(g.since > at for g in covering):
        raise Refusal("competence_not_started", act=covering[0].act_number)
    if covering:
        raise Refusal("competence_expired", act=covering[-1].act_number)
    if signing:
        raise Refusal("competence_out_of_scope", procedure=matter.procedure)
    raise Refusal("no_competence", procedure=matter.procedure)
