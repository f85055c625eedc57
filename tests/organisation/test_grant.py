"""Competence to decide: by law, devolved, or authorised for a time and never passed on."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from motcua.journal.queries import entries
from motcua.organisation.actions import Terms, end_absence, grant, record_absence, revoke
from motcua.organisation.actions.grant import rehearse_grant
from motcua.organisation.models import Competence, Officer, Tenure
from motcua.organisation.queries import person
from motcua.rules.authority import Capacity, GrantKind, Matter, authority, may
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from tests.organisation.granting import A_YEAR, World, a_world, refusal_of
from tests.organisation.world import NOW, make_officer, make_post, make_unit, moment, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def test_the_head_of_a_unit_signs_within_scope_and_period_though_their_post_does_not_sign(
    world: World,
) -> None:
    given = world.authorise(world.head, giver=world.chairman, procedures=("1.001", "1.001"))
    matter = Matter(Duty.SIGN, world.unit.pk, "1.001", "Hộ tịch")
    used = authority(person(world.head.pk, NOW), matter, NOW)
    assert used.grant is not None
    assert (used.grant.id, used.grant.capacity, used.title) == (given.pk, Capacity.TUQ, "Trưởng phòng")
    assert given.law == "NĐ 30/2020 Đ.13(4)"
    for other, at, code in (
        (Matter(Duty.SIGN, world.unit.pk, "1.002"), NOW, "competence_out_of_scope"),
        (matter, NOW - timedelta(minutes=1), "competence_not_started"),
        (matter, A_YEAR, "competence_expired"),
        (Matter(Duty.SIGN, world.unit.pk + 1, "1.001"), NOW, "not_your_duty"),
    ):
        assert refusal_of(lambda m=other, a=at: authority(person(world.head.pk, a), m, a)) == code  # type: ignore[misc]


def test_an_authorised_holder_cannot_authorise_on_nor_through_a_post(world: World) -> None:
    world.authorise(world.head, giver=world.chairman)
    assert refusal_of(lambda: world.authorise(world.third, giver=world.head)) == "authorisation_not_passed_on"
    Competence.objects.all().filter(holder=world.head).delete()
    world.authorise(world.posts["head"], giver=world.chairman)
    assert refusal_of(lambda: world.authorise(world.third, giver=world.head)) == "authorisation_not_passed_on"
    assert (
        refusal_of(lambda: world.authorise(world.posts["third"], giver=world.head))
        == "authorisation_not_passed_on"
    )
    assert person(world.third.pk, NOW).grants == ()


def test_nobody_authorises_themselves_or_the_post_they_sit_on(world: World) -> None:
    for holder in (world.chairman, world.posts["chairman"]):
        assert refusal_of(lambda h=holder: world.authorise(h, giver=world.chairman)) == "authorise_oneself"  # type: ignore[misc]


def test_a_competence_of_a_post_goes_with_the_post_and_never_to_who_stands_in(world: World) -> None:
    world.authorise(world.posts["head"], giver=world.chairman)
    matter = Matter(Duty.SIGN, world.unit.pk, "1.001")
    assert may(person(world.head.pk, NOW), matter, NOW)
    next_head = make_officer("next")
    week = NOW + timedelta(days=7)
    Tenure.objects.filter(officer=world.head).update(valid_to=week)
    seat(next_head, world.posts["head"], since=week)
    assert not may(person(world.head.pk, week), matter, week)
    assert may(person(next_head.pk, week), matter, week)
    record_absence(
        next_head, valid_from=week, valid_to=week + timedelta(days=3), reason="leave", substitute=world.third,
        by=next_head.pk, at=NOW,
    )  # fmt: skip
    at = week + timedelta(days=1)
    assert refusal_of(lambda: authority(person(world.third.pk, at), matter, at)) == "not_your_duty"
    assert may(person(world.third.pk, at), Matter(Duty.REVIEW, world.unit.pk), at)


def test_nobody_gives_what_they_do_not_hold(world: World) -> None:
    assert refusal_of(lambda: world.authorise(world.third, giver=world.head)) == "giver_lacks_competence"
    law = Competence.objects.get(holder=world.chairman)
    Competence.objects.filter(pk=law.pk).update(fields=["Hộ tịch"])
    assert refusal_of(lambda: world.authorise(world.head, giver=world.chairman)) == "giver_lacks_competence"
    assert world.authorise(world.head, giver=world.chairman, fields=("Hộ tịch",)).pk


def test_a_civil_servant_may_be_authorised_by_a_communes_chairman_and_since_july_2025_only(
    world: World,
) -> None:
    commune = make_unit("06688", parent=world.unit)
    chairman, clerk = make_officer("xa.chutich"), make_officer("xa.congchuc")
    seat(chairman, make_post(commune, PostKind.LEADER, "Chủ tịch"))
    seat(clerk, make_post(commune, PostKind.HANDLER, "Công chức"))
    grant(Terms(GrantKind.LAW, Capacity.TM, chairman, commune, "Luật"), at=NOW)
    terms = replace(world.terms(clerk, chairman), unit=commune)
    assert refusal_of(lambda: grant(terms, at=NOW)) == "may_not_be_given"
    later = moment(2025, 7, 1)
    given = grant(replace(terms, valid_to=later + timedelta(days=90)), at=later)
    assert given.law == "Luật 72/2025 Đ.14(1)"
    assert may(person(clerk.pk, later), Matter(Duty.SIGN, commune.pk, "1.001"), later)
    assert (
        refusal_of(lambda: world.authorise(world.third, giver=world.chairman, at=later)) == "may_not_be_given"
    )


def test_who_once_held_the_power_gives_nothing_any_more(world: World) -> None:
    law = world.chairman.competences.get()
    revoke(law.pk, act_number="9/QĐ", at=NOW + timedelta(days=1))
    assert (
        refusal_of(lambda: world.authorise(world.head, giver=world.chairman, at=NOW + timedelta(days=2)))
        == "giver_lacks_competence"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_to": None}, "authorisation_needs_end"),
        ({"capacity": Capacity.KT}, "capacity_does_not_fit"),
        ({"kind": GrantKind.LAW}, "capacity_does_not_fit"),
        ({"giver": None}, "giver_needed"),
        ({"act_number": ""}, "text_empty"),
        ({"act_number": "x" * 101}, "text_too_long"),
        ({"scope_text": "\u202edấu"}, "bad_text"),
        ({"conditions": "x" * 1001}, "text_too_long"),
        ({"valid_to": NOW}, "ends_before_start"),
        ({"valid_from": NOW - timedelta(days=9999)}, "unit_not_in_force"),
        ({"most_days": 3}, "bad_condition"),
        ({"only_while_absent": True, "most_days": 0}, "bad_condition"),
    ],
)
def test_a_faulty_grant_is_refused_and_nothing_written(
    world: World, changes: dict[str, object], code: str
) -> None:
    before = (Competence.objects.count(), len(entries(world.unit.stream)))
    assert refusal_of(lambda: world.authorise(world.head, **{"giver": world.chairman, **changes})) == code  # type: ignore[arg-type]
    assert (Competence.objects.count(), len(entries(world.unit.stream))) == before


def test_a_rehearsal_refuses_the_same_and_writes_nothing(world: World) -> None:
    before = (Competence.objects.count(), len(entries(world.unit.stream)))
    rehearse_grant(world.terms(world.head, world.chairman), at=NOW, by=None)
    assert refusal_of(lambda: rehearse_grant(world.terms(world.third, world.head), at=NOW, by=None))
    assert (Competence.objects.count(), len(entries(world.unit.stream))) == before


def test_a_revoked_competence_ends_at_once_and_is_revoked_once(world: World) -> None:
    given = world.authorise(world.head, giver=world.chairman)
    later = NOW + timedelta(days=5)
    revoke(given.pk, act_number="15/QĐ", at=later)
    (held,) = person(world.head.pk, later).grants
    assert held.holds_at(later - timedelta(seconds=1))
    lacks = held.missing_at(later)
    assert lacks is not None
    assert lacks.code == "competence_withdrawn"
    assert refusal_of(lambda: revoke(given.pk, act_number="15/QĐ", at=later)) == "competence_revoked"
    kinds = [entry.kind for entry in entries(world.unit.stream)]
    assert kinds == ["competence_granted", "competence_granted", "competence_revoked"]


def test_an_expired_or_unknown_competence_cannot_be_revoked(world: World) -> None:
    given = world.authorise(world.head, giver=world.chairman)
    assert refusal_of(lambda: revoke(given.pk, act_number="15/QĐ", at=A_YEAR)) == "competence_expired"
    assert refusal_of(lambda: revoke(10**9, act_number="15/QĐ", at=NOW)) == "unknown_competence"


def test_the_giver_or_a_leader_revokes_at_once_and_nobody_else(world: World) -> None:
    given = world.authorise(world.head, giver=world.chairman)
    for other in (world.head, world.third):
        asked = partial(revoke, given.pk, act_number="1/QĐ", by=other.pk, at=NOW)
        assert refusal_of(asked) == "not_your_duty"
    assert revoke(given.pk, act_number="1/QĐ", by=world.chairman.pk, at=NOW).revoked_at == NOW


def test_one_official_alone_grants_nothing_and_the_operator_only_while_founding(world: World) -> None:
    terms = world.terms(world.head, world.chairman)
    by = world.chairman.pk
    assert refusal_of(lambda: grant(terms, by=by, at=NOW)) == "two_needed"
    assert refusal_of(lambda: grant(terms, by=by, confirmed_by=by, at=NOW)) == "own_proposal"
    assert refusal_of(lambda: grant(terms, by=by, confirmed_by=world.head.pk, at=NOW)) == "own_benefit"
    assert grant(terms, at=NOW).pk, "founding: nobody who configures can sign in"
    assert entries(world.unit.stream)[-1].facts["founding"] is True
    for name in ("a", "b"):
        make_officer(name, is_administrator=True)
    assert grant(terms, at=NOW).pk, "two administrators, but neither has a password"
    Officer.objects.filter(username__in="ab").update(password="argon2$…")
    assert refusal_of(lambda: grant(terms, at=NOW)) == "two_needed"
    assert refusal_of(lambda: grant(terms, by=by, confirmed_by=world.third.pk, at=NOW)) == "not_your_duty"
    other = Officer.objects.get(username="a").pk
    given = grant(terms, by=by, confirmed_by=other, at=NOW)
    facts = entries(world.unit.stream)[-1].facts
    assert (facts["competence"], facts["proposed_by"], facts["confirmed_by"]) == (given.pk, by, other)


def test_a_competence_for_absences_holds_only_while_the_giver_is_away_and_as_long_as_said(
    world: World,
) -> None:
    world.authorise(world.head, giver=world.chairman, only_while_absent=True, most_days=3)
    matter = Matter(Duty.SIGN, world.unit.pk, "1.001")

    def asked(at: datetime) -> str:
        try:
            authority(person(world.head.pk, at), matter, at)
        except Refusal as refusal:
            return refusal.code
        return "signs"

    assert asked(NOW) == "competence_only_while_absent"
    begins = NOW + timedelta(days=10)
    away = record_absence(
        world.chairman, valid_from=begins, valid_to=begins + timedelta(days=7), reason="mission", substitute=None,
        by=world.chairman.pk, at=NOW,
    )  # fmt: skip
    assert asked(begins - timedelta(seconds=1)) == "competence_only_while_absent"
    assert asked(begins) == "signs"
    assert asked(begins + timedelta(days=3)) == "competence_days_used_up"
    assert asked(begins + timedelta(days=7)) == "competence_only_while_absent"
    back = begins + timedelta(days=1)
    end_absence(away.pk, by=world.chairman.pk, at=back)
    assert asked(back) == "competence_only_while_absent"
