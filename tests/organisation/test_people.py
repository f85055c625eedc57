"""An official is read in two queries whatever the tables hold, with what ended lately."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.organisation.models import Competence, Officer, Tenure
from motcua.organisation.queries import competences_in_force, holders, people, person, signers, staff
from motcua.rules.authority import Capacity, GrantKind, Matter, authority
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from tests.organisation.world import NOW, make_officer, make_post, make_province, make_unit, seat

pytestmark = pytest.mark.django_db


def empower(officer: Officer, unit_id: int, **changes: object) -> Competence:
    told: dict[str, object] = {
        "kind": GrantKind.LAW.value,
        "capacity": Capacity.TM.value,
        "holder": officer,
        "unit_id": unit_id,
        "duties": [Duty.SIGN.value],
        "act_number": "1/QĐ",
        "valid_from": NOW - timedelta(days=30),
    }
    return Competence.objects.create(**{**told, **changes})


def test_two_reads_whatever_the_size_of_the_tables(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    province = make_province()
    post = make_post(province)
    officers = [make_officer(f"o{number}") for number in range(60)]
    for officer in officers:
        seat(officer, post)
        empower(officer, province.pk)
    for day in range(1, 40):
        seat(officers[0], post, since=NOW - timedelta(days=800 - day), until=NOW - timedelta(days=700 - day))
    with django_assert_num_queries(2):
        one = person(officers[0].pk, NOW)
    assert len(one.mandates) == 40
    with django_assert_num_queries(2):
        assert len(people([officer.pk for officer in officers], NOW)) == 60


def test_a_person_without_posts_is_known_and_may_do_nothing() -> None:
    officer = make_officer("a")
    assert person(officer.pk, NOW).mandates == ()
    with pytest.raises(Refusal) as caught:
        authority(person(officer.pk, NOW), Matter(Duty.RECEIVE, make_province().pk), NOW)
    assert caught.value.code == "not_your_duty"


def test_an_unknown_officer_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        person(10**9, NOW)
    assert caught.value.code == "unknown_officer"


def test_what_ended_lately_is_remembered_and_what_ended_long_ago_is_not() -> None:
    province, officer = make_province(), make_officer("a")
    post = make_post(province)
    seat(officer, post, since=NOW - timedelta(days=2000), until=NOW - timedelta(days=900))
    ended = seat(officer, post, since=NOW - timedelta(days=500), until=NOW - timedelta(days=1))
    assert [one.tenure for one in person(officer.pk, NOW).mandates] == [ended.pk]
    with pytest.raises(Refusal) as caught:
        authority(person(officer.pk, NOW), Matter(Duty.RECEIVE, province.pk), NOW)
    assert caught.value.code == "mandate_expired"


def test_a_mandate_carries_the_duties_of_its_post() -> None:
    province, officer = make_province(), make_officer("a")
    post = make_post(province, PostKind.REGISTRY, "Văn thư")
    seat(officer, post)
    assert person(officer.pk, NOW).mandates[0].duties == {Duty.SEAL, Duty.SEND_RESULT}
    post.own_duties = [Duty.SEAL.value]
    post.save()
    assert person(officer.pk, NOW).mandates[0].duties == post.duties == {Duty.SEAL}


def test_a_grant_carries_its_scope_and_its_end() -> None:
    province, officer = make_province(), make_officer("a")
    empower(
        officer,
        province.pk,
        kind="authorised",
        capacity="TUQ",
        procedures=["1.001"],
        fields=["Hộ tịch"],
        valid_to=NOW,
        revoked_at=NOW - timedelta(days=2),
    )
    (grant,) = person(officer.pk, NOW).grants
    assert (grant.kind, grant.capacity, grant.units) == (
        GrantKind.AUTHORISED,
        Capacity.TUQ,
        frozenset({province.pk}),
    )
    assert (grant.procedures, grant.fields) == (frozenset({"1.001"}), frozenset({"Hộ tịch"}))
    assert not grant.holds_at(NOW - timedelta(days=1))
    assert grant.holds_at(NOW - timedelta(days=3))


def test_holders_sit_in_the_unit_in_that_kind_of_post_at_that_moment() -> None:
    province = make_province()
    other = make_unit("1", parent=province)
    desk, elsewhere = make_post(province), make_post(other)
    registry = make_post(province, PostKind.REGISTRY, "Văn thư")
    here = make_officer("here", "Trần Thị Ân")
    first = make_officer("first", "Lê Văn An")
    for one in (here, first):
        seat(one, desk)
    seat(make_officer("gone"), desk, until=NOW)
    seat(make_officer("coming"), desk, since=NOW + timedelta(seconds=1))
    seat(make_officer("left", is_active=False), desk)
    mixed = make_officer("mixed")
    seat(mixed, registry)
    seat(mixed, elsewhere)
    assert [one.username for one in holders(province.pk, PostKind.RECEIVER, NOW)] == ["first", "here"]
    assert [one.username for one in staff(province.pk, NOW)] == ["first", "here", "mixed"]


def test_who_may_sign_needs_both_the_post_and_the_grant() -> None:
    province = make_province()
    post = make_post(province, PostKind.LEADER, "Chủ tịch")
    leader, powerless, postless = make_officer("a"), make_officer("b"), make_officer("c")
    for one in (leader, powerless):
        seat(one, post)
    for one in (leader, postless):
        empower(one, province.pk)
    revoked = make_officer("d")
    seat(revoked, post)
    empower(revoked, province.pk, revoked_at=NOW)
    assert signers(Matter(Duty.SIGN, province.pk), NOW) == (leader,)
    assert {one.holder_id for one in competences_in_force(province.pk, NOW)} == {leader.pk, postless.pk}


def test_officers_are_listed_by_given_name() -> None:
    for name in ("Trần Thị Ân", "Lê Văn Dương", "Nguyễn An", "Bùi An"):
        make_officer(name, name)
    assert [one.full_name for one in Officer.objects.all()] == [
        "Bùi An",
        "Nguyễn An",
        "Trần Thị Ân",
        "Lê Văn Dương",
    ]


def test_mandates_come_in_the_order_they_began() -> None:
    province, officer = make_province(), make_officer("a")
    later = seat(officer, make_post(province), since=NOW - timedelta(days=1))
    earlier = seat(officer, make_post(province, PostKind.HEAD, "Trưởng phòng"), since=NOW - timedelta(days=9))
    assert [one.tenure for one in person(officer.pk, NOW).mandates] == [earlier.pk, later.pk]
    assert Tenure.objects.count() == 2
