from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.codes import (
    MAX_AGENCY,
    MAX_SEQUENCE,
    PATTERNS,
    CodeKind,
    DossierCode,
    ProcedureCode,
    agency_pattern_on,
    check_agency_code,
    level_1_of,
    make_dossier_code,
    normalise_code,
    parse_dossier_code,
    parse_procedure_code,
    patterns,
)
from motcua.rules.refusal import Refusal

DIGITS = "0123456789"
LEVEL_1 = st.builds(
    lambda letter, n: f"{letter}{n:02d}", st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXY"), st.integers(0, 99)
)
LEVEL_1_LAST = st.builds(
    lambda v, z, y, last: f"{v:03d}.{z:02d}.{y:02d}.{last}",
    st.integers(0, 999),
    st.integers(0, 99),
    st.integers(0, 99),
    LEVEL_1,
)
LEVEL_1_FIRST = st.builds(
    lambda first, rest: ".".join([first, *rest]),
    LEVEL_1,
    st.lists(st.text(DIGITS + "ABCXYZ", min_size=1, max_size=4), max_size=6),
)
AGENCIES = LEVEL_1_LAST | LEVEL_1_FIRST
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NUMBERS = st.integers(1, MAX_SEQUENCE)
DASHES = "-‐‑‒–—―−－_"


@given(AGENCIES, DAYS, NUMBERS)
def test_a_code_made_is_read_back_as_it_was(agency: str, on: date, sequence: int) -> None:
    code = make_dossier_code(agency, on, sequence)
    assert parse_dossier_code(code) == DossierCode(agency, on, sequence)
    assert str(parse_dossier_code(code)) == code


@given(AGENCIES, DAYS, NUMBERS, st.data())
def test_a_code_typed_carelessly_is_still_found(
    agency: str, on: date, sequence: int, data: st.DataObject
) -> None:
    code = make_dossier_code(agency, on, sequence)
    dash = data.draw(st.sampled_from(DASHES))
    space = data.draw(st.sampled_from(["", " ", "\u00a0", "\u200b", "\t"]))
    typed = (
        space + code.lower().replace("-", f"{space}{dash}{space}").replace(".", f"{space}.{space}") + space
    )
    assert str(parse_dossier_code(typed)) == code


@given(AGENCIES, DAYS, NUMBERS)
def test_a_space_may_stand_where_a_dash_belongs(agency: str, on: date, sequence: int) -> None:
    code = make_dossier_code(agency, on, sequence)
    assert str(parse_dossier_code(code.replace("-", " "))) == code


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    refusal: Refusal | None = None
    try:
        code = parse_dossier_code(text)
    except Refusal as refused:
        refusal = refused
    else:
        assert parse_dossier_code(str(code)) == code
    assert refusal is None or refusal.code == "bad_code"


@pytest.mark.parametrize(
    "code",
    [
        "000.17.22.H56-210531-0001",
        "000.00.06.H56-231027-0361",
        "H56.14-240823-0001",
        "H49.14-251201-0001",
        "H49.14-251201-12345",
    ],
)
def test_codes_seen_in_use_are_read_and_written_the_same(code: str) -> None:
    assert str(parse_dossier_code(code)) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H49.14",
        "H49.14-251201",
        "H49.14-251301-0001",  # no thirteenth month
        "H49.14-250229-0001",  # not a leap year
        "H49.14-251201-0000",  # numbers start at 1
        "H49.14-251201-01234",  # five digits only past 9999
        "H49.14-251201-123456",
        "Z49.14-251201-0001",  # level 1 is A-Y
        "000.17.22.Z56-210531-0001",
        "49.14-251201-0001",
        "000.17.H56-210531-0001",
        "H49..14-251201-0001",
        "H49." + "1" * 40 + "-251201-0001",
        "٠٠٠.17.22.H56-210531-0001",
        "H49.14-251201-0001; DROP TABLE",
        "x" * 10_000,
    ],
)
def test_a_malformed_dossier_code_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_dossier_code(text)
    assert refused.value.code == "bad_code"
    assert refused.value.params["text"] == text[:120]


@pytest.mark.parametrize(
    ("agency", "on", "sequence"),
    [
        ("quang ninh", date(2025, 1, 1), 1),
        ("H49.14", date(1999, 12, 31), 1),
        ("H49.14", date(2100, 1, 1), 1),
        ("H49.14", date(2025, 1, 1), 0),
        ("H49.14", date(2025, 1, 1), MAX_SEQUENCE + 1),
    ],
)
def test_a_code_that_could_not_be_read_back_is_not_made(agency: str, on: date, sequence: int) -> None:
    with pytest.raises(Refusal, match="bad_code"):
        make_dossier_code(agency, on, sequence)


def test_the_number_after_9999_has_five_digits() -> None:
    assert make_dossier_code("H49.14", date(2025, 12, 1), 9_999).endswith("-9999")
    assert make_dossier_code("H49.14", date(2025, 12, 1), 10_000).endswith("-10000")


def test_an_agency_code_has_at_most_35_characters() -> None:
    longest = "H49." + "1" * (MAX_AGENCY - 4)
    assert check_agency_code(longest) == longest
    with pytest.raises(Refusal, match="bad_code"):
        check_agency_code(longest + "1")


def test_level_1_is_last_before_15_september_2020_and_first_since() -> None:
    assert agency_pattern_on(date(2020, 9, 14)).key == "level_1_last"
    assert agency_pattern_on(date(2020, 9, 15)).key == "level_1_first"
    assert level_1_of("000.00.00.H49") == level_1_of("H49.61.2") == "H49"


@given(st.dates())
def test_every_kind_of_code_has_one_form_on_any_day(on: date) -> None:
    assert all(len(patterns(kind, on)) == 1 for kind in CodeKind)


def test_every_pattern_fits_its_own_example_and_names_its_source() -> None:
    assert all(p.fits(p.example) and p.source for p in PATTERNS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.014035", ProcedureCode("1.014035")),
        (" 2.002643 ", ProcedureCode("2.002643")),
        ("1.003695.000.00.00.h36", ProcedureCode("1.003695", "000.00.00.H36")),
        ("1.012812.H36", ProcedureCode("1.012812", "H36")),
    ],
)
def test_a_procedure_code_is_split_from_its_agency(text: str, expected: ProcedureCode) -> None:
    assert parse_procedure_code(text) == expected
    assert str(expected) == normalise_code(text)


@pytest.mark.parametrize("text", ["1.14035", "TS_lop1.000.00.00.H22", "1.014035.", "1014035", ""])
def test_a_home_made_procedure_code_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="bad_code"):
        parse_procedure_code(text)
