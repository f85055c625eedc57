"""The schema of a procedure: strict values, one digest, the compulsory parts."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from motcua.catalogue.document import canonical, digest, from_plain, missing_parts, parse
from motcua.rules.process import critical_path
from tests.catalogue.documents import document, plain


def test_a_complete_document_keeps_its_numbers_exactly() -> None:
    assert document().graph.step("seal").hours == Decimal("1.5")
    assert critical_path(document().graph)[0] == Decimal("15.5")
    assert missing_parts(document()) == ()


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("name", " "), ("sequence", []), ("manners", []), ("components", []), ("sets", None),
        ("subjects", []), ("agency", ""),
    ],
)  # fmt: skip
def test_each_compulsory_part_is_missed_by_name(name: str, empty: object) -> None:
    assert missing_parts(document(**{name: empty})) == (name,)


def test_a_result_on_the_spot_needs_no_limit() -> None:
    without = {"limit": None, "legal_limit": None, "manners": [{"channel": "in_person"}]}
    assert missing_parts(document(**without)) == ("limit",)
    assert missing_parts(document(**without, immediate=True)) == ()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"sets": "một"}, "sets"),
        ({"levels": ["moon"]}, "levels.0"),
        ({"limit": {"amount": 5, "unit": "day"}}, "limit.unit"),
        ({"limit": {"amount": -1, "unit": "working_day"}}, "limit.amount"),
        ({"code": "1.00 1"}, "code"),
        ({"colour": "red"}, "colour"),
        ({"process": [{"key": "a", "hours": "nan"}]}, "process.0.hours"),
        ({"components": [{"key": "a", "name": "b", "originals": True}]}, "components.0.originals"),
    ],
)
def test_a_wrong_value_is_refused_with_its_path(changes: dict[str, object], path: str) -> None:
    with pytest.raises(ValidationError) as refused:
        document(**changes)
    assert path in [".".join(map(str, error["loc"])) for error in refused.value.errors()]


def test_equal_documents_have_one_digest_whatever_order_and_zeros_they_were_written_with() -> None:
    backwards = dict(reversed(plain(sets=1, notice_limit=3).items()))
    backwards["limit"] = {"unit": "working_day", "amount": "2.00"}
    assert digest(from_plain(backwards)) == digest(document())
    assert digest(document(sets=2)) != digest(document())
    one, other = {"raw": {"a": 1, "b": 2}}, {"raw": {"b": 2, "a": 1}}
    assert digest(document(source=one)) == digest(document(source=other))


def test_the_canonical_bytes_read_back_as_the_same_document() -> None:
    text = canonical(document()).decode()
    assert parse("test-reads-back", lambda: text) == document()


def test_a_document_is_parsed_once_per_digest() -> None:
    asked: list[str] = []

    def text() -> str:
        asked.append("once")
        return canonical(document()).decode()

    first = parse("test-parsed-once", text)
    assert parse("test-parsed-once", text) is first
    assert asked == ["once"]


def test_a_channel_may_have_its_own_limit() -> None:
    online = {"channel": "online", "limit": {"amount": 1, "unit": "working_day"}}
    limits = document(manners=[online, {"channel": "post"}])
    assert limits.limit_for("online") is not None
    assert limits.limit_for("online") != limits.limit
    assert limits.limit_for("post") == limits.limit
