"""Competence to decide: by law, devolved, or authorised for a time and never passed on."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from motcua.journal.queries import entries
from motcua.organisation.actions import grant, revoke
from motcua.organisation.models import Competence, Officer, Unit
from motcua.organisation.queries import person
from motcua.rules.authority import Capacity, GrantKind, Matter, authority
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from tests.organisation.world import NOW, make_officer, make_post, make_province, seat

pytestmark = pytest.mark.django_db
A_YEAR = NOW + timedelta(days=365)


@dataclass
class World:
    """A chairman with the power by law, a deputy director authorised, and a third official."""

    unit: Unit
    chairman: Officer
    deputy: Officer
    third: Officer

    def authorise(self, holder: Officer, *, giver: Officer, **changes: object) -> Competence:
        told: dict[str, object] = {"act_number": "12/UQ-UBND", "valid_to": A_YEAR, "at": NOW}
        return grant(
            GrantKind.AUTHORISED,
            Capacity.TUQ,
            holder=holder,
            unit=self.unit,
            giver=giver.pk,
            giver_title="Chủ tịch",
            **{**told, **changes},  # type: ignore[arg-type]
        )


@pytest.fixture
def world() -> World:
    unit = make_province()
    chairman, deputy, third = (make_officer(name) for name in ("chairman", "deputy", "third"))
    post = make_post(unit, PostKind.LEADER, "Chủ tịch")
    for one in (chairman, deputy, third):
        seat(one, post)
    grant(GrantKind.LAW, Capacity.TM, holder=chairman, unit=unit, act_number="Luật", at=NOW)
    return World(unit, chairman, deputy, third)


def test_an_authorised_official_signs_within_scope_and_period(world: World) -> None:
    given = world.authorise(world.deputy, giver=world.chairman, procedures=["1.001", "1.001"])
    matter = Matter(Duty.SIGN, world.unit.pk, "1.001", "Hộ tịch")
    used = authority(person(world.deputy.pk, NOW), matter, NOW).grant
    assert used is not None
    assert (used.id, used.capacity) == (given.pk, Capacity.TUQ)
    for other, at, code in (
        (Matter(Duty.SIGN, world.unit.pk, "1.002"), NOW, "competence_out_of_scope"),
        (matter, A_YEAR, "competence_expired"),
    ):
        with pytest.raises(Refusal) as caught:
            authority(person(world.deputy.pk, at), other, at)
        assert caught.value.code == code


def test_an_authorised_holder_cannot_authorise_on(world: World) -> None:
    world.authorise(world.deputy, giver=world.chairman)
    with pytest.raises(Refusal) as caught:
        world.authorise(world.third, giver=world.deputy)
    assert caught.value.code == "authorisation_not_passed_on"
    assert person(world.third.pk, NOW).grants == ()


def test_nobody_gives_what_they_do_not_hold(world: World) -> None:
    with pytest.raises(Refusal) as nothing:
        world.authorise(world.third, giver=world.deputy)
    grant(
        GrantKind.DEVOLVED,
        Capacity.KT,
        holder=world.deputy,
        unit=world.unit,
        fields=["Hộ tịch"],
        act_number="3/QĐ",
        at=NOW,
    )
    with pytest.raises(Refusal) as wider:
        world.authorise(world.third, giver=world.deputy)
    assert [nothing.value.code, wider.value.code] == ["giver_lacks_competence"] * 2
    assert world.authorise(world.third, giver=world.deputy, fields=["Hộ tịch"]).pk


def test_who_once_held_the_power_gives_nothing_any_more(world: World) -> None:
    law = world.chairman.competences.get()
    revoke(law.pk, act_number="9/QĐ", at=NOW + timedelta(days=1))
    with pytest.raises(Refusal) as caught:
        world.authorise(world.deputy, giver=world.chairman, at=NOW + timedelta(days=2))
    assert caught.value.code == "giver_lacks_competence"


@pytest.mark.parametrize(
    ("kind", "capacity", "ends", "code"),
    [
        (GrantKind.AUTHORISED, Capacity.TUQ, False, "authorisation_needs_end"),
        (GrantKind.AUTHORISED, Capacity.KT, True, "capacity_does_not_fit"),
        (GrantKind.LAW, Capacity.TUQ, True, "capacity_does_not_fit"),
    ],
)
def test_authorisations_end_and_only_they_are_signed_tuq(
    world: World, kind: GrantKind, capacity: Capacity, ends: bool, code: str
) -> None:
    before = Competence.objects.count()
    with pytest.raises(Refusal) as caught:
        grant(
            kind,
            capacity,
            holder=world.third,
            unit=world.unit,
            act_number="1/QĐ",
            valid_to=A_YEAR if ends else None,
            at=NOW,
        )
    assert caught.value.code == code
    assert Competence.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"act_number": ""}, "text_empty"),
        ({"act_number": "x" * 101}, "text_too_long"),
        ({"scope_text": "\u202edấu"}, "bad_text"),
        ({"valid_to": NOW}, "ends_before_start"),
        ({"valid_from": NOW - timedelta(days=9999)}, "unit_not_in_force"),
    ],
)
def test_a_faulty_grant_is_refused_and_nothing_written(
    world: World, changes: dict[str, object], code: str
) -> None:
    before = (Competence.objects.count(), len(entries(world.unit.stream)))
    with pytest.raises(Refusal) as caught:
        world.authorise(world.third, giver=world.chairman, **changes)
    assert caught.value.code == code
    assert (Competence.objects.count(), len(entries(world.unit.stream))) == before


def test_a_revoked_competence_ends_at_once_and_is_revoked_once(world: World) -> None:
    given = world.authorise(world.deputy, giver=world.chairman)
    later = NOW + timedelta(days=5)
    revoke(given.pk, act_number="15/QĐ", at=later)
    (held,) = person(world.deputy.pk, later).grants
    assert held.holds_at(later - timedelta(seconds=1))
    assert not held.holds_at(later)
    with pytest.raises(Refusal) as again:
        revoke(given.pk, act_number="15/QĐ", at=later)
    assert again.value.code == "competence_revoked"
    kinds = [entry.kind for entry in entries(world.unit.stream)]
    assert kinds == ["competence_granted", "competence_granted", "competence_revoked"]


def test_an_expired_or_unknown_competence_cannot_be_revoked(world: World) -> None:
    given = world.authorise(world.deputy, giver=world.chairman)
    with pytest.raises(Refusal) as expired:
        revoke(given.pk, act_number="15/QĐ", at=A_YEAR)
    with pytest.raises(Refusal) as unknown:
        revoke(10**9, act_number="15/QĐ", at=NOW)
    assert [expired.value.code, unknown.value.code] == ["competence_expired", "unknown_competence"]


def test_only_who_configures_may_grant_or_revoke(world: World) -> None:
    given = world.authorise(world.deputy, giver=world.chairman)
    with pytest.raises(Refusal) as granting:
        world.authorise(world.third, giver=world.chairman, by=world.chairman.pk)
    with pytest.raises(Refusal) as revoking:
        revoke(given.pk, act_number="1/QĐ", by=world.deputy.pk, at=NOW)
    assert [granting.value.code, revoking.value.code] == ["not_your_duty"] * 2
