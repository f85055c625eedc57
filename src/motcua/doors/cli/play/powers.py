"""The powers of the play: the desks' own, and what the pages show afterwards: authorisations that end soon, a gap, an
absence, a waiting proposal."""

from dataclasses import replace
from datetime import datetime, timedelta

from motcua.catalogue.parts import Level
from motcua.doors.cli.play.world import World, desk_levels
from motcua.dossiers.queries.competent import resolved_by
from motcua.organisation import queries as organisation
from motcua.organisation.actions import Terms, grant, record_absence, revoke
from motcua.organisation.models import AbsenceReason, Competence, Officer, Post, Unit
from motcua.proposals.actions import propose_competence
from motcua.proposals.models import Proposal
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import PostKind

SOON, LATER = timedelta(days=12), timedelta(days=26)
AWAY = timedelta(days=5)
AFTERWARDS = timedelta(days=180)
"""How long after the play the desks' authorisations end."""
AT_DESK = "Giải quyết và trả kết quả ngay tại Bộ phận Một cửa"


def authorise_desks(world: World, at: datetime) -> int:
    """Every chairman authorises the receiving post of their desk to resolve at once what is resolved at once there
    (NĐ 61/2018 art. 17(5)); without it the act is refused. How many were given."""
    immediate = {
        level: tuple(code for code, one in world.documents.items() if one.immediate and level in desk_levels(one, at))
        for level in Level
    }  # fmt: skip
    desks = [
        (unit, codes) for level, codes in immediate.items() if codes for unit in world.desks.get(level, ())
    ]
    posts = {
        post.unit_id: post
        for post in Post.objects.filter(unit__in=[unit for unit, _ in desks], kind=PostKind.RECEIVER.value)
    }
    heads = Competence.objects.filter(kind=GrantKind.LAW.value, revoked_at=None, unit__in=posts)
    givers = {one.unit_id: one.holder for one in heads.select_related("holder")}
    for unit, codes in desks:
        terms = Terms(
            GrantKind.AUTHORISED, Capacity.TUQ, posts[unit.pk], unit, f"12/UQ-UBND.{unit.code}",
            giver=givers[unit.pk], giver_title="Chủ tịch", procedures=codes, act_date=organisation.local_day(at),
            valid_to=world.last + AFTERWARDS, scope_text=AT_DESK,
        )  # fmt: skip
        grant(terms, at=at)
    return len(desks)


def hand_out(world: World, at: datetime) -> Proposal | None:
    """Give, take, send away and propose, by the real acts, while the installation is still being founded."""
    centre, communes = world.home_centre(), sorted(world.desks[Level.COMMUNE], key=lambda one: one.code)
    terms = _terms(world, centre, at)
    if terms is None:
        return None
    grant(terms, at=at)
    grant(
        replace(terms, act_number="26/UQ-UBND", procedures=_codes(centre, at)[2:4], valid_to=at + LATER),
        at=at,
    )
    _send_away(world, centre, at)
    if communes and communes[-1].pk != world.home_commune().pk:
        _leave_nobody(world, communes[-1], at)
    heads = world.seats.get((centre.pk, PostKind.HEAD.value), ())
    other = Officer.objects.get(pk=heads[-1])
    wanted = replace(
        terms, holder=other, act_number="31/UQ-UBND", procedures=(), valid_to=at + timedelta(days=180)
    )
    assert terms.giver is not None
    return propose_competence(wanted, by=terms.giver.pk, at=at)


def _terms(world: World, unit: Unit, at: datetime) -> Terms | None:
    """The chairman authorises the head of a division for two procedures."""
    law = Competence.objects.filter(unit=unit, kind=GrantKind.LAW.value, revoked_at=None).first()
    heads = world.seats.get((unit.pk, PostKind.HEAD.value), ())
    if law is None or law.holder is None or not heads:
        return None
    return Terms(
        GrantKind.AUTHORISED, Capacity.TUQ, Officer.objects.get(pk=heads[0]), unit, "25/UQ-UBND", giver=law.holder,
        giver_title="Chủ tịch", procedures=_codes(unit, at)[:2], act_date=at.date(), valid_to=at + SOON,
    )  # fmt: skip


def _codes(unit: Unit, at: datetime) -> tuple[str, ...]:
    return tuple(one.code for one in resolved_by(unit, at))


def _send_away(world: World, unit: Unit, at: datetime) -> None:
    """A handler is away; the first one stands in and finds the colleague's open tasks among their own."""
    handlers = world.seats.get((unit.pk, PostKind.HANDLER.value), ())
    if len(handlers) < 2:
        return
    away, here = Officer.objects.get(pk=handlers[1]), Officer.objects.get(pk=handlers[0])
    record_absence(
        away,
        valid_from=at,
        valid_to=at + AWAY,
        reason=AbsenceReason.LEAVE,
        substitute=here,
        by=away.pk,
        at=at,
    )


def _leave_nobody(world: World, unit: Unit, at: datetime) -> None:
    """In one commune the deputy's charge was taken back and the chairman is on mission: nobody signs for some days."""
    for one in Competence.objects.filter(unit=unit, kind=GrantKind.DEVOLVED.value, revoked_at=None):
        revoke(one.pk, act_number="27/QĐ-UBND", at=at)
    for one in Competence.objects.filter(unit=unit, kind=GrantKind.LAW.value, revoked_at=None):
        if one.holder is not None:
            record_absence(
                one.holder, valid_from=at, valid_to=at + AWAY, reason=AbsenceReason.MISSION, substitute=None,
                by=one.holder.pk, at=at,
            )  # fmt: skip
