"""A competence received: what it allows, when it holds, and what it lacks at a moment.

Three sources (rules.md 9): power by law (phân quyền), devolution to a lower authority (phân cấp), authorisation for a
time (ủy quyền). Sources: Law 72/2025/QH15 art. 12-14; NĐ 30/2020 art. 13.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.rules.posts import Duty
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


Span = tuple[datetime, datetime]
"""From a moment until before another."""


@dataclass(frozen=True)
class Matter:
    """What is about to be done: the act's duty, the unit it is done for, the procedure and its field."""

    duty: Duty
    unit: int
    procedure: str = ""
    field: str = ""


@dataclass(frozen=True)
class Grant:
    """A competence received: which acts, for which procedures, in which units, from when to when.

    Empty `procedures`, `fields` or `units` mean no limit of that kind; `until` is exclusive. `post` is set where a post,
    not a person, holds it. `while_away` (spans of the giver's absences) limits it to these; `most_days` to the first days
    of each of them.
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
    post: int | None = None
    while_away: tuple[Span, ...] | None = None
    most_days: int | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether the grant is in force at `at`, its conditions met."""
        return self.missing_at(at) is None

    def missing_at(self, at: datetime) -> Refusal | None:
        """What the grant lacks at `at`: its start, its term, the act that took it back, a condition. None: nothing."""
        if at < self.since:
            return Refusal("competence_not_started", act=self.act_number, on=self.since.isoformat())
        if self.revoked_at is not None and self.revoked_at <= at:
            return Refusal("competence_withdrawn", act=self.act_number, on=self.revoked_at.isoformat())
        if self.until is not None and self.until <= at:
            return Refusal("competence_expired", act=self.act_number, on=self.until.isoformat())
        if self.while_away is None:
            return None
        away = next((span for span in self.while_away if span[0] <= at < span[1]), None)
        if away is None:
            return Refusal("competence_only_while_absent", act=self.act_number)
        if self.most_days is not None and at >= away[0] + timedelta(days=self.most_days):
            return Refusal("competence_days_used_up", act=self.act_number, days=self.most_days)
        return None

    def covers(self, matter: Matter) -> bool:
        """Whether the grant's scope includes the matter, whatever the moment."""
        return (
            matter.duty in self.duties
            and (not self.units or matter.unit in self.units)
            and (not self.procedures or matter.procedure in self.procedures)
            and (not self.fields or matter.field in self.fields)
        )
