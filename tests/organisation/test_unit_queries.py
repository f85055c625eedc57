"""Units are found by code and day, by words without accents, and as a tree in Vietnamese order."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.organisation.actions import import_units
from motcua.organisation.models import Unit, UnitKind, UnitSuccession
from motcua.organisation.queries import (
    heir,
    in_force,
    one_stop_units,
    province,
    search_units,
    tree,
    unit,
    unit_in_force,
    units_by_code,
    units_in_force,
)
from motcua.organisation.sample import sample_rows
from motcua.rules.refusal import Refusal
from tests.organisation.world import NOW, make_province, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_2018() -> None:
    import_units(sample_rows("units_2018.csv"), at=NOW)


def test_a_day_begins_at_midnight_in_vietnam() -> None:
    old = make_unit("1", parent=make_province(), until=date(2025, 7, 1))
    assert in_force(old, datetime(2025, 6, 30, 16, 59, tzinfo=UTC))
    assert not in_force(old, datetime(2025, 6, 30, 17, 0, tzinfo=UTC))


@pytest.mark.usefixtures("of_2018")
def test_search_forgives_accents_and_capitals(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert [one.code for one in search_units("DONG  trieu", NOW)] == ["07072", "205"]
    assert [one.full_name for one in search_units("06688", NOW)] == ["Phường Hồng Hải"]
    assert not search_units("hà nội", NOW)
    assert not search_units("dong trieu", date(2017, 1, 1))


@pytest.mark.usefixtures("of_2018")
def test_districts_come_in_dictionary_order() -> None:
    names = [one.name for one in units_in_force(NOW, UnitKind.DISTRICT)]
    assert names == [
        "Ba Chẽ", "Bình Liêu", "Cẩm Phả", "Cô Tô", "Đầm Hà", "Đông Triều", "Hạ Long", "Hải Hà", "Hoành Bồ",
        "Móng Cái", "Quảng Yên", "Tiên Yên", "Uông Bí", "Vân Đồn",
    ]  # fmt: skip


@pytest.mark.usefixtures("of_2018")
def test_the_tree_holds_every_unit_once_in_one_read(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        (root,) = tree(NOW)
    assert root.unit.code == "22"
    assert len(root.below) == 14
    assert sum(len(district.below) for district in root.below) == 186
    below_ha_long = next(one.below for one in root.below if one.unit.code == "193")
    assert len(below_ha_long) == 20


@pytest.mark.usefixtures("of_2018")
def test_all_units_with_a_desk() -> None:
    assert one_stop_units(NOW).count() == 201
    assert len(units_by_code(NOW)) == 201
    assert province(NOW).code == "22"


def test_unknown_and_ended_units_are_refused_by_name() -> None:
    make_unit("1", parent=make_province(), until=date(2020, 1, 1))
    for code, named in (("1", "unit_not_in_force"), ("404", "unknown_unit"), ("x" * 500, "unknown_unit")):
        with pytest.raises(Refusal) as caught:
            unit_in_force(code, NOW)
        assert caught.value.code == named
    assert unit(10**9) is None


def test_an_agency_is_found_by_its_letters_in_any_case() -> None:
    make_unit("STP", "Sở Tư pháp", parent=make_province(), kind=UnitKind.AGENCY)
    assert unit_in_force("stp", NOW).full_name == "Sở Tư pháp"


def test_without_a_province_there_is_none_to_name() -> None:
    assert not Unit.objects.exists()
    with pytest.raises(Refusal):
        province(NOW)


def test_a_unit_divided_without_a_usual_heir_has_none() -> None:
    day = date(2025, 1, 1)
    root = make_province()
    old, new = make_unit("1", parent=root, until=day), make_unit("2", parent=root, since=day)
    UnitSuccession.objects.create(old=old, new=new, whole=False, is_default=False, on=day)
    assert heir(old, day) is None
    UnitSuccession.objects.update(is_default=True)
    assert heir(old, day) == new
