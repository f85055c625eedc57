"""Search without accents and in dictionary order: the same on every database."""

from datetime import date

import pytest

from motcua.catalogue import queries
from motcua.catalogue.actions import draft, publish
from tests.catalogue.documents import AT, FROM, document

pytestmark = pytest.mark.django_db

NAMES = {
    "1.000001": ("Đăng ký khai sinh", "Hộ tịch", ["commune"]),
    "1.000002": ("Đăng ký lại khai sinh", "Hộ tịch", ["commune"]),
    "1.000003": ("Cấp giấy chứng nhận quyền sử dụng đất", "Đất đai", ["province", "commune"]),
    "1.000004": ("Ăn uống: cấp giấy an toàn thực phẩm", "An toàn thực phẩm", ["province"]),
    "1.000005": ("Xác nhận 100% vốn_nhà nước", "Đầu tư", ["province"]),
    "1.000006": ("Sinh hoạt: khai báo tạm trú", "Cư trú", ["commune"]),
}


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    for code, (name, field, levels) in NAMES.items():
        version = draft(document(code=code, name=name, field=field, levels=levels), by=None, at=AT)
        if code != "1.000006":
            publish(version, by=None, at=AT, valid_from=FROM, decision="1/QĐ")


def codes(words: str, **limits: object) -> list[str]:
    return [found.code[-1] for found in queries.search(words, **limits).items]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("khai sinh", ["1", "2"]),
        ("KHAI SÍNH", ["1", "2"]),
        ("dat dai", ["3"]),
        ("đất đai", ["3"]),
        ("đất", ["3"]),
        ("dai", ["3"]),
        ("sinh dang", ["1", "2"]),
        ("kh si", ["1", "2"]),
        ("hai inh", []),
        ("1.000003", ["3"]),
        ("%", ["4", "3", "1", "2", "5"]),
        ("100 von nha", ["5"]),
        ("ho tich", ["1", "2"]),
        ("xa uy ban", ["4", "3", "1", "2", "5"]),
        ("không có", []),
    ],
)
def test_every_word_begins_some_word(words: str, found: list[str]) -> None:
    assert codes(words) == found


def test_without_words_all_are_listed_in_dictionary_order() -> None:
    assert codes("") == ["4", "3", "1", "2", "5"]
    assert codes("", published_only=False) == ["4", "3", "1", "2", "6", "5"]


def test_names_with_the_words_side_by_side_come_first() -> None:
    assert codes("khai sinh", published_only=False) == ["1", "2", "6"]
    assert codes("an toan") == ["4"]


def test_level_and_field_limit_the_list() -> None:
    assert codes("", level="province") == ["4", "3", "5"]
    assert codes("dang ky", level="province") == []
    field = queries.by_field()[1].field
    assert field.name == "Đất đai"
    assert codes("", field=field.pk) == ["3"]


def test_pages_have_exact_counts_and_end_at_the_last() -> None:
    page = queries.search("", page=2, size=2)
    assert ([item.code[-1] for item in page.items], page.number, page.pages, page.total) == (
        ["1", "2"],
        2,
        3,
        5,
    )
    assert queries.search("", page=99, size=2).number == 3
    assert queries.search("", page=-1, size=2).number == 1
    nothing = queries.search("không có")
    assert (nothing.items, nothing.pages, nothing.total) == ((), 1, 0)


def test_on_a_day_only_what_is_in_force_is_found() -> None:
    assert codes("khai sinh", at=date(2025, 12, 31)) == []
    assert codes("khai sinh", at=FROM) == ["1", "2"]


def test_fields_are_counted_in_dictionary_order() -> None:
    counted = [(each.field.name, each.procedures) for each in queries.by_field()]
    assert counted == [("An toàn thực phẩm", 1), ("Đất đai", 1), ("Đầu tư", 1), ("Hộ tịch", 2)]
    assert [each.field.name for each in queries.by_field(level="commune")] == ["Đất đai", "Hộ tịch"]
    assert "Cư trú" in [each.field.name for each in queries.by_field(published_only=False)]


def test_procedures_of_a_level() -> None:
    assert [found.code[-1] for found in queries.procedures_at_level("commune")] == ["3", "1", "2"]
    assert queries.procedures_at_level("commune")[0].level_names == ("province", "commune")


def test_a_search_costs_a_constant_number_of_reads(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert queries.search("dang ky").total == 2
