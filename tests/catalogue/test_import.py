"""Importing catalogues: counted, repeatable, edits kept, real files whole."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.catalogue import queries
from motcua.catalogue.actions import draft, import_national, publish
from motcua.catalogue.models import Field, Procedure, ProcedureVersion
from motcua.catalogue.national import Found, open_lines, read
from motcua.journal.queries import entries
from motcua.rules.vietnamese import nfc
from tests.catalogue.documents import AT, FROM, document
from tests.catalogue.test_national import channels, dvcqg

pytestmark = pytest.mark.django_db


def lines(*records: dict[str, object]) -> list[str]:
    return [json.dumps(record, ensure_ascii=False) for record in records]


FIRST = lines(
    dvcqg(),
    channels((5, None)) | {"ma_thu_tuc": "1.999002"},
    channels((5, None), (6, None)) | {"ma_thu_tuc": "1.999003"},
)


def test_records_become_drafts_with_their_flaws() -> None:
    report = import_national([*FIRST, "{"], by=None, at=AT)
    assert (report.read, report.imported, report.new, report.changed, report.unchanged) == (4, 3, 3, 0, 0)
    assert report.flaws == {"missing_sets": 3, "no_unit": 2, "no_fee_information": 1}
    assert [(broken.line, broken.why) for broken in report.broken] == [(4, "bad_json")]
    version = ProcedureVersion.objects.get(procedure__code="1.999002")
    assert (version.state, version.imported_from) == ("draft", "dvcqg")
    assert {"name": "no_unit", "where": "manners"} in version.flaws
    assert version.digest == hashlib.sha256(version.document.encode()).hexdigest()
    assert version.parsed.name == "Cấp giấy phép thử"
    assert Field.objects.get().name == "Thử nghiệm"
    assert queries.search("giay phep", published_only=False).total == 3
    assert queries.search("giay phep").total == 0


def test_importing_twice_changes_nothing_at_all() -> None:
    import_national(FIRST, by=None, at=AT)
    before = list(ProcedureVersion.objects.values()), list(Procedure.objects.values())
    report = import_national(FIRST, by=None, at=AT)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 3)
    assert (list(ProcedureVersion.objects.values()), list(Procedure.objects.values())) == before
    assert len(entries("catalogue")) == 1


def test_a_changed_record_rewrites_its_untouched_draft() -> None:
    import_national(FIRST, by=None, at=AT)
    report = import_national(lines(dvcqg(ten_thu_tuc="Tên mới")), by=None, at=AT)
    assert (report.new, report.changed) == (0, 1)
    assert ProcedureVersion.objects.get(procedure__code="1.999001").parsed.name == "Tên mới"
    assert queries.search("ten moi", published_only=False).total == 1


def test_a_draft_edited_by_hand_is_left_alone() -> None:
    import_national(FIRST, by=None, at=AT)
    draft(document(code="1.999001", name="Sửa tay"), by=None, at=AT)
    report = import_national(lines(dvcqg(ten_thu_tuc="Tên mới")), by=None, at=AT)
    assert (report.changed, report.kept) == (0, ["1.999001"])
    assert ProcedureVersion.objects.get(procedure__code="1.999001").parsed.name == "Sửa tay"


def test_a_published_procedure_gets_the_import_as_a_draft_beside_it() -> None:
    version = draft(document(code="1.999001"), by=None, at=AT)
    publish(version, by=None, at=AT, valid_from=FROM, decision="1/QĐ")
    report = import_national(FIRST, by=None, at=AT)
    assert report.new == 3
    procedure = Procedure.objects.get(code="1.999001")
    assert procedure.name == "Thủ tục đăng ký khai sinh"
    assert [(each.number, each.state) for each in procedure.versions.all()] == [
        (1, "published"),
        (2, "draft"),
    ]
    assert import_national(FIRST, by=None, at=AT).unchanged == 3


def test_progress_is_told_line_by_line() -> None:
    told: list[int] = []
    import_national(FIRST, by=None, at=AT, progress=told.append)
    assert told == [1, 2, 3]


def test_an_import_costs_the_same_reads_for_three_and_for_three_hundred(
    django_assert_max_num_queries: object,
) -> None:
    many = lines(*(dvcqg(ma_thu_tuc=f"2.{number:06}") for number in range(300)))
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert import_national(many, by=None, at=AT).new == 300


@pytest.mark.parametrize(
    ("file", "count", "flaws"),
    [
        (
            "tthc_dvcqg_2026.jsonl.gz",
            2642,
            {"no_unit": 346, "no_number": 137, "empty_paper": 21, "long_paper": 72, "missing_quantity": 27,
             "fee_in_brackets": 50, "missing_manners": 1, "missing_components": 48},
        ),
        ("tthc_lamdong_2025.jsonl.gz", 577, {"no_unit": 4, "no_number": 165, "missing_quantity": 577}),
        ("tthc_boquocphong_2025.jsonl.gz", 207, {"no_number": 27, "limit_in_words": 22}),
    ],
)  # fmt: skip
def test_the_real_catalogues_are_read_whole_with_their_known_flaws(
    shared: Path, file: str, count: int, flaws: dict[str, int]
) -> None:
    report = import_national(shared / "data" / file, by=None, at=AT)
    assert (report.read, report.imported, report.new, report.broken) == (count, count, count, [])
    assert {name: report.flaws.get(name) for name in flaws} == flaws
    assert Procedure.objects.count() == count
    listed = sum(
        "no_number" in json.dumps(each) for each in ProcedureVersion.objects.values_list("flaws", flat=True)
    )
    assert listed == flaws["no_number"]
    again = import_national(shared / "data" / file, by=None, at=AT)
    assert (again.new, again.changed, again.unchanged) == (0, 0, count)


def texts(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)


def test_no_word_of_the_real_catalogue_is_lost(shared: Path) -> None:
    path = shared / "data" / "tthc_dvcqg_2026.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    found = [each for each in read(open_lines(path)) if isinstance(each, Found)]
    assert len(found) == len(records)
    for record, each in zip(records, found, strict=True):
        kept = "".join(nfc("\n".join(texts(json.loads(each.text)))).split())
        missing = [text for text in texts(record) if "".join(nfc(text).split()) not in kept]
        assert missing == [], each.draft.document.code


def test_a_real_catalogue_is_found_without_accents(shared: Path) -> None:
    import_national(shared / "data" / "tthc_lamdong_2025.jsonl.gz", by=None, at=AT)
    births = queries.search("khai sinh", published_only=False)
    assert births.total > 3
    assert all(" khai sinh" in procedure.name_fold for procedure in births.items[:3])
    land = queries.search("đất đai", published_only=False)
    assert land.total == queries.search("DAT dai", published_only=False).total > 10
