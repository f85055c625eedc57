import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.completeness import Component, Given, Missing, Why, missing

FORM = Component("form", "Tờ khai đăng ký khai sinh")
COPY = Component("licence", "Giấy phép kinh doanh", originals=0, copies=2, certified=True)
PLAIN = Component("map", "Bản vẽ", originals=1, copies=1)
PROXY = Component("proxy", "Giấy ủy quyền", condition="by_proxy")
BIRTH = Component("birth", "Giấy chứng sinh", one_of="proof_of_birth")
WITNESS = Component("witness", "Văn bản của người làm chứng", originals=2, one_of="proof_of_birth")


def whys(*given: Given, of: Component) -> list[Why]:
    return [gap.why for gap in missing([of], given)]


def test_a_full_dossier_lacks_nothing() -> None:
    assert missing([FORM, COPY], [Given("form", originals=1), Given("licence", certified=2)]) == ()


def test_a_paper_not_handed_in_is_named() -> None:
    assert missing([FORM], []) == (Missing("form", FORM.name, Why.NOT_GIVEN, needed=1, found=0),)
    assert whys(Given("form"), of=FORM) == [Why.NOT_GIVEN]


def test_every_gap_is_told_at_once_in_the_published_order() -> None:
    assert [gap.key for gap in missing([COPY, FORM, PLAIN], [])] == ["licence", "form", "map"]


def test_too_few_copies_are_counted() -> None:
    assert missing([COPY], [Given("licence", certified=1)]) == (
        Missing("licence", COPY.name, Why.TOO_FEW, needed=2, found=1),
    )


def test_a_plain_copy_does_not_pass_for_a_certified_one() -> None:
    assert whys(Given("licence", certified=1, copies=1), of=COPY) == [Why.COPY_NOT_CERTIFIED]


def test_a_plain_copy_is_enough_where_no_certification_is_asked() -> None:
    assert whys(Given("map", originals=1, copies=1), of=PLAIN) == []


def test_a_copy_does_not_pass_for_an_original() -> None:
    assert whys(Given("form", certified=1), of=FORM) == [Why.COPY_FOR_ORIGINAL]
    assert whys(Given("witness", originals=1), of=WITNESS) == [Why.TOO_FEW]


def test_a_spare_original_stands_for_a_copy() -> None:
    assert whys(Given("licence", originals=2), of=COPY) == []
    assert whys(Given("map", originals=2), of=PLAIN) == []


@pytest.mark.parametrize("sent", [Given("licence", electronic=True), Given("licence", reused=True)])
def test_an_electronic_or_reused_paper_needs_no_sheets(sent: Given) -> None:
    assert whys(sent, of=COPY) == []


def test_the_same_paper_handed_in_twice_is_added_up() -> None:
    assert whys(Given("licence", certified=1), Given("licence", certified=1), of=COPY) == []


def test_a_conditional_paper_is_asked_only_when_its_condition_is_declared() -> None:
    assert missing([PROXY], []) == ()
    assert [gap.key for gap in missing([PROXY], [], {"by_proxy"})] == ["proxy"]


def test_an_optional_paper_is_never_missing() -> None:
    assert missing([Component("photo", "Ảnh", required=False)], []) == ()


def test_a_component_that_is_only_a_note_is_never_missing() -> None:
    assert missing([Component("note", "Lưu ý", originals=0, copies=0)], []) == ()


def test_one_of_several_papers_is_enough() -> None:
    assert missing([BIRTH, WITNESS], [Given("birth", originals=1)]) == ()
    assert missing([BIRTH, WITNESS], [Given("witness", originals=2)]) == ()


def test_none_of_several_papers_is_one_gap_naming_all() -> None:
    gaps = missing([BIRTH, FORM, WITNESS], [Given("form", originals=1)])
    assert gaps == (Missing("proof_of_birth", f"{BIRTH.name}; {WITNESS.name}", Why.NONE_OF_GROUP),)


def test_a_begun_alternative_says_what_it_still_lacks() -> None:
    gaps = missing([BIRTH, WITNESS], [Given("witness", originals=1)])
    assert [(gap.key, gap.why) for gap in gaps] == [("witness", Why.TOO_FEW)]


def test_papers_outside_the_list_change_nothing() -> None:
    assert missing([FORM], [Given("form", originals=1), Given("diploma", copies=3)]) == ()


COUNTS = st.integers(0, 3)


@given(COUNTS, COUNTS, st.booleans(), COUNTS, COUNTS, COUNTS)
def test_giving_what_is_asked_always_completes_and_more_never_harms(
    originals: int, copies: int, certified: bool, extra: int, extra_certified: int, extra_copies: int
) -> None:
    paper = Component("p", "Giấy tờ", originals, copies, certified=certified)
    exact = Given("p", originals, copies if certified else 0, 0 if certified else copies)
    more = Given("p", extra, extra_certified, extra_copies)
    assert missing([paper], [exact]) == ()
    assert missing([paper], [exact, more]) == ()
