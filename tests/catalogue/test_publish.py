"""Publication: refused with every cell named, from a date on, and never edited after."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.catalogue import queries
from motcua.catalogue.actions import PublicationRefused, draft, publish
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.journal.queries import entries
from motcua.rules.refusal import Refusal
from tests.catalogue.documents import AT, FROM, document, step

pytestmark = pytest.mark.django_db

DECISION = "12/QĐ-UBND"


def published(**changes: object) -> ProcedureVersion:
    version = draft(document(**changes), by=None, at=AT)
    return publish(version, by=None, at=AT, valid_from=FROM, decision=DECISION)


def test_a_complete_draft_is_published_and_journalled() -> None:
    version = published()
    assert (version.number, version.state, version.valid_from, version.valid_to) == (
        1,
        "published",
        FROM,
        None,
    )
    journal = entries("procedure/1.001193")
    assert [entry.kind for entry in journal] == ["draft_procedure", "publish_procedure"]
    assert journal[1].facts["digest"] == version.digest


def test_the_refusal_carries_every_gap_and_nothing_is_written() -> None:
    broken = document(
        sets=None,
        limit=None,
        manners=[{"channel": "in_person", "limit": {"amount": 2, "unit": None}}, {"channel": "online"}],
        components=[{"key": "a", "name": " "}, {"key": "a", "name": "b"}],
        process=[step("receive", "receive", "receiver", 2) | {"task": "", "when": "abroad"}],
    )
    version = draft(broken, by=None, at=AT)
    with pytest.raises(PublicationRefused) as refused:
        publish(version, by=None, at=AT, valid_from=FROM, decision=DECISION)
    named = [(gap.code, gap.step, gap.cell) for gap in refused.value.gaps]
    assert named == [
        ("missing_part", "", "sets"),
        ("limit_without_unit", "", "manners.in_person"),
        ("no_limit", "", "limit"),
        ("empty_cell", "", "components.a"),
        ("duplicate_key", "", "components.a"),
        ("unknown_condition", "receive", "when"),
        ("empty_cell", "receive", "task"),
        ("no_signature", "", ""),
        ("no_return", "", ""),
    ]
    assert refused.value.code == "publication_refused"
    assert refused.value.params["count"] == 9
    version.refresh_from_db()
    assert version.state == "draft"


def test_the_process_must_fit_the_shortest_promise() -> None:
    online = {"channel": "online", "limit": {"amount": 1, "unit": "working_day"}}
    with pytest.raises(PublicationRefused) as refused:
        published(manners=[online, {"channel": "in_person"}])
    assert [gap.code for gap in refused.value.gaps] == ["path_over_committed"]


def test_a_channel_may_not_be_promised_more_than_the_law_allows() -> None:
    post = {"channel": "post", "limit": {"amount": 3, "unit": "working_day"}}
    with pytest.raises(PublicationRefused) as refused:
        published(manners=[post])
    assert [gap.code for gap in refused.value.gaps] == ["committed_over_legal"]


def test_publishing_twice_is_refused() -> None:
    with pytest.raises(Refusal, match="already_published"):
        publish(published(), by=None, at=AT, valid_from=FROM, decision=DECISION)


def test_a_new_version_ends_the_old_one_on_its_first_day() -> None:
    old = published()
    new = draft(document(sets=2), by=None, at=AT)
    assert new.number == 2
    publish(new, by=None, at=AT, valid_from=date(2026, 7, 1), decision="13/QĐ-UBND")
    old.refresh_from_db()
    assert old.valid_to == date(2026, 7, 1)
    assert queries.published_version("1.001193", date(2026, 6, 30)).number == 1
    assert queries.published_version("1.001193", date(2026, 7, 1)).number == 2
    assert old.parsed.sets == 1


def test_a_new_version_may_not_start_before_the_old_one_did() -> None:
    published()
    new = draft(document(sets=2), by=None, at=AT)
    with pytest.raises(Refusal, match="valid_from_too_early"):
        publish(new, by=None, at=AT, valid_from=FROM, decision=DECISION)


def test_a_new_version_may_not_overlap_one_that_ends_later() -> None:
    old = published()
    ProcedureVersion.objects.filter(pk=old.pk).update(valid_to=date(2027, 1, 1))
    new = draft(document(sets=2), by=None, at=AT)
    with pytest.raises(Refusal, match="valid_from_too_early"):
        publish(new, by=None, at=AT, valid_from=date(2026, 12, 31), decision=DECISION)
    assert publish(new, by=None, at=AT, valid_from=date(2027, 1, 1), decision=DECISION).number == 2


def test_the_same_draft_twice_changes_nothing() -> None:
    first = draft(document(), by=None, at=AT)
    assert draft(document(), by=None, at=AT).pk == first.pk
    assert len(entries("procedure/1.001193")) == 1
    assert draft(document(sets=2), by=None, at=AT).pk == first.pk
    assert ProcedureVersion.objects.count() == 1


def test_a_draft_of_a_published_procedure_does_not_change_how_it_is_found() -> None:
    published()
    draft(document(name="Tên mới"), by=None, at=AT)
    assert Procedure.objects.get().name == "Thủ tục đăng ký khai sinh"


def test_an_odd_name_or_decision_is_refused() -> None:
    with pytest.raises(Refusal, match="bad_text"):
        draft(document(name="Tên\u202egiả"), by=None, at=AT)
    version = draft(document(), by=None, at=AT)
    with pytest.raises(Refusal, match="text_empty"):
        publish(version, by=None, at=AT, valid_from=FROM, decision=" ")


def test_unknown_and_not_yet_valid_procedures_are_told_apart() -> None:
    published()
    with pytest.raises(Refusal, match="procedure_not_in_force"):
        queries.published_version("1.001193", date(2025, 12, 31))
    with pytest.raises(Refusal, match="unknown_procedure"):
        queries.published_version("9.999999", FROM)


def test_the_model_refuses_to_save_or_delete_a_published_version() -> None:
    version = published()
    version.document = "{}"
    with pytest.raises(Refusal, match="version_fixed"):
        version.save()
    with pytest.raises(Refusal, match="version_fixed"):
        version.delete()


@pytest.mark.parametrize(
    "change",
    [
        {"document": "{}"}, {"digest": "0" * 64}, {"state": "draft"}, {"valid_from": date(2020, 1, 1)},
        {"decision": "x"}, {"number": 7}, {"flaws": ["x"]},
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_a_published_version(change: dict[str, object]) -> None:
    version = published()
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(**change)


def test_the_database_refuses_to_delete_a_published_version_but_not_a_draft() -> None:
    version = published()
    draft(document(sets=2), by=None, at=AT)
    rows = ProcedureVersion.objects.all()
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        rows.filter(pk=version.pk)._raw_delete(rows.db)
    rows.filter(state="draft").update(digest="1" * 64)
    assert rows.filter(state="draft").delete()[0] == 1


def test_the_end_of_a_version_is_set_once() -> None:
    version = published()
    rows = ProcedureVersion.objects.filter(pk=version.pk)
    rows.update(valid_to=date(2027, 1, 1))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(valid_to=None)


@pytest.mark.parametrize(
    "row",
    [
        {"number": 1, "state": "draft"},
        {"number": 9, "state": "published", "valid_from": date(2027, 1, 1), "published_at": AT},
        {"number": 9, "state": "published"},
        {
            "number": 9, "state": "published", "valid_from": FROM, "valid_to": FROM, "published_at": AT,
        },
    ],
)  # fmt: skip
def test_the_database_keeps_one_version_in_force_and_its_dates_in_order(row: dict[str, object]) -> None:
    version = published()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.bulk_create(
            [ProcedureVersion(procedure=version.procedure, document="{}", digest="0" * 64, **row)]
        )


def test_the_document_of_a_known_version_is_not_read_again(django_assert_num_queries: object) -> None:
    published()
    found = queries.published_version("1.001193", FROM)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert found.process.step("seal").key == "seal"
