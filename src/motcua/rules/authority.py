"""Is this the right person? Posts held and competences received, asked at the moment of the act.

A person acts on a dossier because they hold a post in a unit (a *mandate*) whose duties include the act's, and,
to decide (sign), because a *grant* of competence covers the procedure on that day: by law, devolved (phân cấp) or
authorised (ủy quyền). An authorised official need not sit on a signing post: the authorisation gives the duty.
While somebody is absent their substitute acts on the absent official's posts, but never with their competences.
Sources: NĐ 61/2018 art. 11, 12(8), 17(5), 19; NĐ 30/2020 art. 13; Law 72/2025/QH15 art. 14.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from motcua.rules.grants import Capacity, Grant, GrantKind, Matter
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal

__all__ = [
    "CONFLICT_DUTIES", "NEEDS_GRANT", "Authority", "Away", "Capacity", "Grant", "GrantKind", "Mandate", "Matter",
    "Person", "authority", "may", "powers", "workplaces",
]  # fmt: skip


@dataclass(frozen=True)
class Mandate:
    """A post a person holds in a unit for a time; `until` is exclusive, None while open; `title` is the post's name.

    A post held only because its holder is absent names that official (`instead_of`) and the absence; `acting` marks an
    official entrusted with the post of a head (quyền).
    """

    tenure: int
    post: int
    kind: PostKind
    unit: int
    duties: frozenset[Duty]
    since: datetime
    until: datetime | None = None
    title: str = ""
    acting: bool = False
    instead_of: int | None = None
    absence: int | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether the post is held at `at`."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Away:
    """An official is absent from `since` until before `until`; `substitute` stands in, if anybody does."""

    id: int
    since: datetime
    until: datetime
    substitute: int | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether the official is absent at `at`."""
        return self.since <= at < self.until


@dataclass(frozen=True)
class Person:
    """An official as the law sees one: posts held, competences received, absences, interests declared (as marks)."""

    id: int
    mandates: tuple[Mandate, ...] = ()
    grants: tuple[Grant, ...] = ()
    active: bool = True
    away: tuple[Away, ...] = ()
    interests: frozenset[str] = frozenset()

    def standing_in_for(self, at: datetime) -> frozenset[int]:
        """The absent officials whose work is this person's at `at`."""
        if any(one.holds_at(at) for one in self.away):
            return frozenset()
        return frozenset(m.instead_of for m in self.mandates if m.instead_of is not None and m.holds_at(at))


@dataclass(frozen=True)
class Authority:
    """The answer when an act is allowed: the mandate acted under, the grant used, if one was needed, and the person's
    own title for the signature (never that of the post they stand in for)."""

    mandate: Mandate
    grant: Grant | None = field(default=None)
    title: str = ""
    acting: bool = False


# Duties for which a post is not enough: somebody with the power must have given it (rules.md section 9).
NEEDS_GRANT = frozenset({Duty.SIGN})
CONFLICT_DUTIES = frozenset(
    {Duty.APPRAISE, Duty.CONSULT, Duty.REVIEW, Duty.SIGN, Duty.SEAL, Duty.DECIDE_STOP}
)
"""What nobody does in a dossier of their own or of a declared relative (Law 36/2018 art. 23; NĐ 59/2019 art. 29)."""


def authority(person: Person, matter: Matter, at: datetime) -> Authority:
    """The mandate (and grant) under which `person` may do `matter` at `at`.

    Raises `Refusal`: `officer_inactive`; `officer_absent`; `not_your_duty` when no post held now carries the duty;
    `not_your_unit` when one does, but elsewhere; `mandate_expired` when the post was held once; and where a decision
    lacks its grant `no_competence`, `competence_not_started`, `competence_expired`, `competence_withdrawn`,
    `competence_out_of_scope`, `competence_only_while_absent` or `competence_days_used_up`.
    """
    if not person.active:
        raise Refusal("officer_inactive")
    if away := next((one for one in person.away if one.holds_at(at)), None):
        raise Refusal("officer_absent", until=away.until.isoformat())
    if matter.duty in NEEDS_GRANT:
        return _deciding(person, matter, at)
    return _signed(person, _mandate(person, matter, at), None, at)


def may(person: Person, matter: Matter, at: datetime) -> bool:
    """The same question for buttons: whether `authority` would answer."""
    try:
        authority(person, matter, at)
    except Refusal:
        return False
    return True


def powers(person: Person, duty: Duty, unit: int, at: datetime) -> tuple[Grant, ...]:
    """The grants by which `person` may do `duty` (sign) in `unit` at `at`, whatever their scope of procedures."""
    if not person.active or any(one.holds_at(at) for one in person.away):
        return ()
    here = [m for m in person.mandates if m.unit == unit and m.holds_at(at) and _decides(m)]
    if not here:
        return ()
    with_duty = any(duty in m.duties for m in here)
    return tuple(
        g
        for g in _usable(person, at)
        if duty in g.duties
        and (not g.units or unit in g.units)
        and (with_duty or g.kind is GrantKind.AUTHORISED)
        and g.missing_at(at) is None
    )


def workplaces(person: Person, at: datetime) -> Mapping[int, frozenset[Duty]]:
    """What the person may do where at `at`: duties of posts held (their own or an absent official's), and those an
    authorisation gives. A post that only oversees or configures opens no dossier whole (rules.md 2.1)."""
    if not person.active or any(one.holds_at(at) for one in person.away):
        return {}
    found: dict[int, frozenset[Duty]] = {}
    for mandate in person.mandates:
        if mandate.holds_at(at) and _decides(mandate):
            found[mandate.unit] = found.get(mandate.unit, frozenset()) | mandate.duties
    for unit in list(found):
        for duty in NEEDS_GRANT:
            if powers(person, duty, unit, at):
                found[unit] |= {duty}
    return found


OVERSEEING = frozenset({PostKind.ADMINISTRATOR, PostKind.CONTROLLER, PostKind.DIRECTOR})
"""Posts that oversee or configure and read no dossier whole, so nothing is decided from them (`rules.roles`)."""


def _decides(mandate: Mandate) -> bool:
    return mandate.kind not in OVERSEEING


def _mandate(person: Person, matter: Matter, at: datetime) -> Mandate:
    """The post by which the person has the duty here, their own before one they stand in for."""
    with_duty = [m for m in person.mandates if matter.duty in m.duties]
    here = [m for m in with_duty if m.unit == matter.unit]
    held = [m for m in here if m.holds_at(at)]
    if held:
        return min(held, key=lambda m: m.instead_of is not None)
    if here:
        raise Refusal("mandate_expired", duty=matter.duty)
    if any(m.holds_at(at) for m in with_duty):
        raise Refusal("not_your_unit", duty=matter.duty)
    raise Refusal("not_your_duty", duty=matter.duty)


def _deciding(person: Person, matter: Matter, at: datetime) -> Authority:
    """A decision needs a post here and a grant; an authorisation brings the duty with it."""
    try:
        mandate, grants = _mandate(person, matter, at), _usable(person, at)
    except Refusal:
        here = [m for m in person.mandates if m.unit == matter.unit and m.holds_at(at) and _decides(m)]
        grants = [
            g for g in _usable(person, at)
            if g.kind is GrantKind.AUTHORISED and matter.duty in g.duties and (not g.units or matter.unit in g.units)
        ]  # fmt: skip
        if not here or not grants:
            raise
        mandate = min(here, key=lambda m: m.instead_of is not None)
    return _signed(person, mandate, _grant(grants, matter, at), at)


def _signed(person: Person, mandate: Mandate, grant: Grant | None, at: datetime) -> Authority:
    """The title under the signature is the person's own, here or, where they only stand in, on their own post."""
    if mandate.instead_of is None:
        return Authority(mandate, grant, mandate.title, mandate.acting)
    own = [m for m in person.mandates if m.instead_of is None and m.holds_at(at)]
    title = min(own, key=lambda m: m.unit != mandate.unit).title if own else ""
    return Authority(mandate, grant, title)


def _usable(person: Person, at: datetime) -> list[Grant]:
    """Grants to the person, and to posts that they hold themselves now."""
    posts = {m.post for m in person.mandates if m.instead_of is None and m.holds_at(at)}
    return [g for g in person.grants if g.post is None or g.post in posts]


def _grant(grants: Sequence[Grant], matter: Matter, at: datetime) -> Grant:
    """The grant that covers the matter now; by law before devolved before authorised; else what is missing."""
    signing = [g for g in grants if matter.duty in g.duties]
    covering = [g for g in signing if g.covers(matter)]
    order = list(GrantKind)
    missing: list[Refusal] = []
    for grant in sorted(covering, key=lambda g: (order.index(g.kind), g.id)):
        lacks = grant.missing_at(at)
        if lacks is None:
            return grant
        missing.append(lacks)
    if missing:
        raise _nearest(missing)
    if signing:
        raise Refusal("competence_out_of_scope", procedure=matter.procedure)
    raise Refusal("no_competence", procedure=matter.procedure)


NEAREST = (
    "competence_only_while_absent", "competence_days_used_up", "competence_not_started", "competence_withdrawn",
    "competence_expired",
)  # fmt: skip


def _nearest(missing: Iterable[Refusal]) -> Refusal:
    """Of several grants that fall short, the one that lacks least."""
    return min(missing, key=lambda one: NEAREST.index(one.code))
