"""The embedded province stands in seconds, the same one for the same seed."""

from datetime import date, datetime

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from motcua.journal.queries import entries
from motcua.organisation.actions import establish
from motcua.organisation.models import Officer, Tenure, TenureKind, UnitKind
from motcua.organisation.queries import (
    calendar,
    heir,
    holders,
    one_stop_units,
    person,
    province,
    signers,
    unit_in_force,
    units_in_force,
)
from motcua.rules.authority import Capacity, Matter, authority
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from tests.organisation.world import make_province, moment

pytestmark = pytest.mark.django_db
AT = moment(2025, 11, 20)
LATER = moment(2026, 11, 19)
CHAIN = (
    PostKind.RECEIVER,
    PostKind.HEAD,
    PostKind.HANDLER,
    PostKind.LEADER,
    PostKind.REGISTRY,
    PostKind.RETURNER,
)


def seats() -> set[tuple[int, str]]:
    """Unit and kind of post of every tenure."""
    return set(Tenure.objects.order_by().values_list("post__unit", "post__kind"))


def test_three_tiers_have_201_desks_that_can_all_do_the_whole_chain() -> None:
    done = establish("three-tier", at=AT, seed=1)
    assert (done.units, done.one_stop, done.agencies) == (223, 201, 22)
    assert 2200 <= done.staff.officers <= 2800
    assert done.staff.officers == Officer.objects.count()
    taken = seats()
    for unit in one_stop_units(AT):
        missing = [kind for kind in CHAIN if (unit.pk, kind.value) not in taken]
        assert not missing, unit.code
    (chairman,) = signers(Matter(Duty.SIGN, unit_in_force("06688", AT).pk), AT)[:1]
    assert chairman.username.startswith("xa06688.lanhdao")


def test_user_names_say_where_and_what() -> None:
    establish("three-tier", at=AT)
    for name in ("tinh.tiepnhan10", "huyen193.lanhdao3", "xa06649.tiepnhan1", "stp.thuly4", "stp.lanhdao2"):
        officer = Officer.objects.get(username=name)
        assert not is_password_usable(officer.password)
        assert len(officer.full_name.split()) >= 3
    assert Officer.objects.get(is_administrator=True).username == "tinh.quantri1"


def test_a_department_deputy_decides_at_the_centre_under_a_yearly_authorisation() -> None:
    establish("three-tier", at=AT)
    centre = province(AT)
    deputy = Officer.objects.get(username="stp.lanhdao2")
    for at in (AT, LATER, moment(2027, 11, 19)):
        used = authority(person(deputy.pk, at), Matter(Duty.SIGN, centre.pk), at).grant
        assert used is not None
        assert used.capacity is Capacity.TUQ
        assert used.until is not None
        assert (used.until - used.since).days in (365, 366)
    own = authority(person(deputy.pk, AT), Matter(Duty.SIGN, unit_in_force("STP", AT).pk), AT)
    assert own.grant is not None
    assert own.grant.capacity is Capacity.KT
    at_centre = {one.username for one in holders(centre.pk, PostKind.HANDLER, LATER)}
    assert {"stp.thuly5", "sxd.thuly5"} <= at_centre
    assert Tenure.objects.filter(kind=TenureKind.RESERVE).count() == 22
    too_long = [one for one in Tenure.objects.filter(kind="secondment") if one.valid_to is None]
    assert not too_long


def test_the_same_seed_gives_the_same_staff_and_another_seed_another() -> None:
    def staff(seed: int) -> list[tuple[str, str]]:
        with transaction.atomic():
            establish("two-tier", at=AT, seed=seed)
            told = list(Officer.objects.order_by("username").values_list("username", "full_name"))
            transaction.set_rollback(True)
        return told

    first = staff(1)
    assert staff(1) == first
    assert staff(2) != first


def test_two_tiers_have_55_desks_and_remember_what_was_before() -> None:
    done = establish("two-tier", at=AT)
    assert (done.one_stop, units_in_force(AT, UnitKind.DISTRICT).count()) == (55, 0)
    assert one_stop_units(date(2025, 6, 30)).count() == 1 + 13 + 171
    assert one_stop_units(date(2024, 10, 31)).count() == 201
    assert unit_in_force("06652", date(2025, 6, 30)).name == "Hà Phong"
    assert unit_in_force("06652", AT).desk_name == "Trung tâm Phục vụ hành chính công phường Hà Tu"
    ha_phong = heir(unit_in_force("06652", date(2018, 6, 1)), AT)
    assert ha_phong is not None
    assert ha_phong.name == "Hà Tu"
    assert heir(unit_in_force("06682", date(2018, 6, 1)), AT) is None
    merged = heir(unit_in_force("SKHDT", date(2025, 2, 1)), AT)
    assert merged is not None
    assert merged.code == "STC"
    taken = seats()
    for unit in one_stop_units(AT):
        assert all((unit.pk, kind.value) in taken for kind in CHAIN), unit.code


def test_the_calendar_reaches_beyond_the_decreed_years() -> None:
    establish("three-tier", at=AT, staffing=False)
    known = calendar()
    assert (known.first, known.last) == (date(2015, 1, 1), date(2030, 12, 31))
    assert known.provisional_from == date(2027, 1, 1)
    assert not Officer.objects.exists()


def test_a_second_establishment_is_refused() -> None:
    make_province()
    with pytest.raises(Refusal) as caught:
        establish(at=AT)
    assert caught.value.code == "already_established"


def test_the_journal_holds_no_name() -> None:
    establish("two-tier", at=AT)
    facts = str([entry.facts for entry in entries("organisation")])
    assert "established" in {entry.kind for entry in entries("organisation")}
    assert not any(one.full_name in facts for one in Officer.objects.all()[:50])


def test_a_person_costs_two_reads_in_the_whole_province(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    establish("three-tier", at=AT)
    pk = Officer.objects.get(username="stp.lanhdao2").pk
    with django_assert_num_queries(2):
        found = person(pk, AT)
    assert isinstance(found.mandates[0].since, datetime)
