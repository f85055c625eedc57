"""Propose what takes two: checked at once as if it were done, kept exactly as it will be done."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from motcua.catalogue.actions.publish import rehearse_publication
from motcua.journal.actions import record
from motcua.organisation.actions import Terms
from motcua.organisation.actions.decide_calendar import rehearse_calendar
from motcua.organisation.actions.grant import may_grant_in, rehearse_grant
from motcua.organisation.actions.guard import require_configurer
from motcua.organisation.models import Officer, Unit
from motcua.proposals import content
from motcua.proposals.content import CalendarChange, Publication
from motcua.proposals.models import Proposal
from motcua.rules.canonical import Value
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal

LASTS = timedelta(days=14)
"""How long a proposal waits."""


def propose_publication(wanted: Publication, *, by: int, at: datetime) -> Proposal:
    """Propose to publish a draft. Refuses what publishing would refuse, `not_your_duty`, `already_proposed`."""
    require_configurer(by, at)
    rehearse_publication(wanted.version, at=at, valid_from=wanted.valid_from, decision=wanted.decision)
    title = f"{wanted.version.procedure.code} {wanted.version.parsed.name}"
    return _propose(
        Proposal.Kind.PUBLICATION,
        title,
        content.of_publication(wanted),
        content.publication_ground(wanted),
        by,
        at,
    )


def propose_competence(terms: Terms, *, by: int, at: datetime) -> Proposal:
    """Propose to give a competence. Refuses what granting would refuse, `not_your_duty`, `already_proposed`."""
    if not may_grant_in(by, terms.unit.pk, at):
        raise Refusal("not_your_duty", duty=Duty.CONFIGURE.value)
    rehearse_grant(terms, at=at, by=by)
    holder = terms.holder if isinstance(terms.holder, Officer) else None
    name = holder.full_name if holder else str(terms.holder)
    return _propose(
        Proposal.Kind.COMPETENCE, f"{name}, {terms.unit.full_name}: {terms.act_number}", content.of_terms(terms),
        content.terms_ground(terms, at), by, at, unit=terms.unit, holder=holder,
    )  # fmt: skip


def propose_calendar(change: CalendarChange, *, by: int, at: datetime) -> Proposal:
    """Propose a decision on the calendar. Refuses what deciding would refuse, `not_your_duty`, `already_proposed`."""
    require_configurer(by, at)
    rehearse_calendar(
        change.number, change.issued_on, change.days, source=change.source, at=at, years=change.years
    )
    return _propose(
        Proposal.Kind.CALENDAR, f"{change.number}: {len(change.days)} ngày", content.of_calendar(change),
        content.calendar_ground(), by, at,
    )  # fmt: skip


def _propose(
    kind: Proposal.Kind,
    title: str,
    plain: Mapping[str, Value],
    ground: str,
    by: int,
    at: datetime,
    unit: Unit | None = None,
    holder: Officer | None = None,
) -> Proposal:
    text, digest = content.write(dict(plain))
    with transaction.atomic():
        _let_lapse(kind, digest, at)
        try:
            with transaction.atomic():
                made = Proposal.objects.create(
                    kind=kind, title=title[:500], unit=unit, holder=holder, content=text, digest=digest, ground=ground,
                    proposed_by_id=by, proposed_at=at, expires_at=at + LASTS,
                )  # fmt: skip
        except IntegrityError as error:
            raise Refusal("already_proposed") from error
        record(
            made.stream, "proposed", by=by, at=at,
            facts={"kind": kind.value, "digest": digest, "ground": ground, "expires": made.expires_at.isoformat()},
        )  # fmt: skip
    return made


def _let_lapse(kind: Proposal.Kind, digest: str, at: datetime) -> None:
    """The same proposal that waited too long makes way for the new one."""
    open_before = Proposal.objects.filter(kind=kind, digest=digest, state=Proposal.State.OPEN)
    for old in open_before.filter(expires_at__lte=at).select_for_update():
        old.state, old.decided_at = Proposal.State.EXPIRED, at
        old.save(update_fields=["state", "decided_at"])
        record(old.stream, "expired", by=None, at=at, facts={"digest": digest})
