"""Units come from files: our own columns and those of the public lists."""

from datetime import date
from pathlib import Path

import pytest

from motcua.journal.queries import entries
from motcua.organisation.actions import import_successions, import_units
from motcua.organisation.models import Unit, UnitKind
from motcua.organisation.queries import heir, successors, unit_in_force
from motcua.organisation.sample import sample_rows
from motcua.rules.codes import check_agency_code
from motcua.rules.refusal import Refusal
from tests.organisation.world import NOW, make_officer

pytestmark = pytest.mark.django_db

PROVINCE = {
    "code": "22",
    "name": "Quảng Ninh",
    "full_name": "Tỉnh Quảng Ninh",
    "kind": "province",
    "valid_from": "2018-01-01",
}
COMMUNE = {
    "code": "06649",
    "name": "Hà Khánh",
    "full_name": "Phường Hà Khánh",
    "kind": "commune",
    "parent": "22",
    "valid_from": "2018-01-01",
}


def test_the_province_of_2018_has_201_units_with_a_desk() -> None:
    done = import_units(sample_rows("units_2018.csv"), at=NOW)
    assert (done.read, done.created, done.problems) == (201, 201, ())
    kinds = [Unit.objects.filter(kind=kind).count() for kind in UnitKind]
    assert kinds == [1, 14, 186, 0]
    hong_hai = unit_in_force("06688", NOW)
    assert hong_hai.desk_name == "Bộ phận Tiếp nhận và Trả kết quả phường Hồng Hải"
    assert hong_hai.authority_name == "Ủy ban nhân dân phường Hồng Hải, thành phố Hạ Long"
    assert hong_hai.parent == unit_in_force("193", NOW)


def test_importing_twice_changes_nothing() -> None:
    import_units(sample_rows("units_2018.csv"), at=NOW)
    again = import_units(sample_rows("units_2018.csv"), at=NOW)
    assert (again.created, again.closed, again.unchanged, again.problems) == (0, 0, 201, ())
    assert len(entries("organisation")) == 1


def test_every_sample_identifier_is_well_formed_and_used_by_one_unit_at_a_time() -> None:
    for name in ("units_2018.csv", "units_before_2025_07.csv", "units_from_2025_07.csv"):
        codes = [row["agency_code"] for row in sample_rows(name)]
        assert len(set(codes)) == len(codes)
        assert [check_agency_code(code) for code in codes] == codes


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("donvi_quangninh_2018.csv", [1, 14, 186]),
        ("donvi_quangninh_171_truoc_2025-07-01.csv", [1, 13, 171]),
        ("donvi_quangninh_54_tu_2025-07-01.csv", [1, 0, 54]),
    ],
)
def test_the_public_lists_are_read_as_they_are(shared: Path, name: str, counts: list[int]) -> None:
    done = import_units(shared / "data" / name, at=NOW)
    assert done.problems == ()
    assert [Unit.objects.filter(kind=kind).count() for kind in list(UnitKind)[:3]] == counts
    codes = list(Unit.objects.values_list("agency_code", flat=True))
    assert len(set(codes)) == len(codes)


def test_public_list_and_sample_agree(shared: Path) -> None:
    import_units(sample_rows("units_2018.csv"), at=NOW)
    again = import_units(shared / "data" / "donvi_quangninh_2018.csv", at=NOW)
    assert (again.created, again.unchanged, again.problems) == (0, 201, ())


def test_a_broken_line_is_named_and_the_rest_imported() -> None:
    broken = {**COMMUNE, "code": "1", "valid_from": "31/12/2018"}
    orphan = {**COMMUNE, "code": "2", "parent": "999"}
    hidden = {**COMMUNE, "code": "3", "full_name": "Phường \u202eHồng"}
    backwards = {**COMMUNE, "code": "4", "valid_to": "2017-01-01"}
    done = import_units([PROVINCE, broken, orphan, hidden, backwards, COMMUNE], at=NOW)
    assert done.created == 2
    assert [(one.line, one.reason) for one in done.problems] == [
        (3, "bad_row"),
        (4, "unknown_parent"),
        (5, "bad_text"),
        (6, "ends_before_start"),
    ]


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        import_units([{"a": "1", "b": "2"}], at=NOW)
    assert caught.value.code == "unknown_columns"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        import_units(tmp_path / "none.csv", at=NOW)
    assert caught.value.code == "file_not_found"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(Refusal) as caught:
        import_units(tmp_path / "x.csv", at=NOW)
    assert caught.value.code == "file_not_readable"


def test_a_last_day_closes_an_open_unit_and_frees_its_code() -> None:
    import_units([PROVINCE, COMMUNE], at=NOW)
    closed = import_units([{**COMMUNE, "valid_to": "2025-07-01"}], at=NOW)
    assert (closed.created, closed.closed) == (0, 1)
    later = {**COMMUNE, "full_name": "Phường Cao Xanh", "valid_from": "2025-07-01"}
    assert import_units([later], at=NOW).created == 1
    assert unit_in_force("06649", date(2025, 6, 30)).full_name == "Phường Hà Khánh"
    assert unit_in_force("06649", date(2025, 7, 1)).full_name == "Phường Cao Xanh"


def test_what_is_in_force_is_not_edited_in_place() -> None:
    import_units([PROVINCE, COMMUNE], at=NOW)
    renamed = import_units([{**COMMUNE, "full_name": "Phường Khác"}], at=NOW)
    overlapping = import_units([{**COMMUNE, "valid_from": "2020-01-01"}], at=NOW)
    assert [one.reason for one in renamed.problems + overlapping.problems] == [
        "unit_differs",
        "unit_overlaps",
    ]
    assert Unit.objects.get(code="06649").full_name == "Phường Hà Khánh"


def test_an_identifier_belongs_to_one_open_unit() -> None:
    told = [PROVINCE, {**COMMUNE, "agency_code": "H49.7"}, {**COMMUNE, "code": "2", "agency_code": "H49.7"}]
    done = import_units(told, at=NOW)
    assert [(one.code, one.reason) for one in done.problems] == [("2", "agency_code_used")]


def test_an_officer_without_the_duty_to_configure_may_not_import() -> None:
    with pytest.raises(Refusal) as caught:
        import_units([PROVINCE], by=make_officer("a").pk, at=NOW)
    assert caught.value.code == "not_your_duty"
    assert import_units([PROVINCE], by=make_officer("b", is_administrator=True).pk, at=NOW).created == 1


def test_the_171_pass_to_the_54_and_divided_units_have_one_usual_heir() -> None:
    import_units(sample_rows("units_before_2025_07.csv"), at=NOW)
    import_units(sample_rows("units_from_2025_07.csv"), at=NOW)
    done = import_successions(sample_rows("succession_2025.csv"), at=NOW)
    assert (done.read, done.created, done.without_heir, done.problems) == (197, 184, 13, ())
    again = import_successions(sample_rows("succession_2025.csv"), at=NOW)
    assert (again.created, again.unchanged) == (0, 184)
    ha_khau = unit_in_force("06655", date(2025, 6, 30))
    heirs = successors(ha_khau, date(2025, 7, 1))
    assert [(one.new.name, one.whole, one.is_default) for one in heirs] == [
        ("Việt Hưng", False, True),
        ("Tuần Châu", False, False),
    ]
    assert successors(ha_khau, date(2025, 6, 30)) == ()
    after = heir(ha_khau, date(2025, 7, 1))
    assert after is not None
    assert after.code == "06661"
    assert heir(ha_khau, date(2025, 6, 30)) == ha_khau


def test_an_ended_district_has_no_heir_on_record() -> None:
    import_units(sample_rows("units_before_2025_07.csv"), at=NOW)
    assert heir(unit_in_force("193", date(2025, 6, 30)), date(2025, 7, 1)) is None
