"""The table of OWASP ASVS 5.0, level 2: no row is missing, each has a reason or tests that exist."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

from motcua.config.settings import SESSION_HOURS, SESSION_IDLE_HOURS
from motcua.doors.portal.citizen import STAYS

ROOT = Path(__file__).resolve().parent.parent.parent
SECTIONS = (
    "1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:5 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 "
    "4.3:2 4.4:4 5.1:1 5.2:4 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 "
    "7.4:5 7.5:2 7.6:2 8.1:4 8.2:4 8.3:3 8.4:2 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 "
    "10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 "
    "14.1:2 14.2:6 14.3:3 15.1:3 15.2:3 15.3:7 15.4:2 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 "
)
"""Sections and their last row; 14.2.5 is of level 3."""
WANTED = {
    f"{section}.{row}"
    for section, last in (each.split(":") for each in SECTIONS.split())
    for row in range(1, int(last) + 1)
} - {"14.2.5"}
Row = dict[str, object]


@cache
def table() -> dict[str, Row]:
    """The rows by number."""
    return tomllib.loads((ROOT / "docs" / "asvs.toml").read_text())


@cache
def held_by(path: str) -> frozenset[str]:
    """The tests a file holds."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    return frozenset(
        node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)
    )


def fault(row: Row) -> str:
    """What is wrong with a row; empty when nothing is."""
    told = [name for name in ("tests", "reason") if row.get(name)]
    if not row.get("about") or set(row) - {"about", "tests", "reason", "where"}:
        return "says not what it is about, or too much"
    if len(told) != 1:
        return f"has {told or 'neither reason nor test'}"
    named = row.get("tests", [])
    assert isinstance(named, list)
    gone = [
        each for each in named if str(each).partition("::")[2] not in held_by(str(each).partition("::")[0])
    ]
    return f"names tests that are not there: {gone}" if gone else ""


def test_there_are_257_rows_246_of_them_of_level_two() -> None:
    assert len(WANTED) == 257
    assert set(table()) == WANTED


def test_every_row_has_a_reason_or_tests_that_exist() -> None:
    assert {number: wrong for number, row in table().items() if (wrong := fault(row))} == {}


GOOD = "tests/agreements/test_asvs.py::test_there_are_257_rows_246_of_them_of_level_two"


@pytest.mark.parametrize(
    "row",
    [
        {"about": "x"},
        {"about": "x", "tests": []},
        {"about": "x", "reason": "", "where": "y"},
        {"about": "x", "tests": [GOOD], "reason": "both"},
        {"about": "x", "tests": ["tests/agreements/test_asvs.py::test_nix"]},
        {"about": "x", "tests": ["tests/nix.py::test_nix"]},
        {"about": "x", "tests": [GOOD, "nix"]},
        {"about": "x", "open": "later"},
        {"tests": [GOOD]},
    ],
)
def test_a_faulty_row_is_seen(row: Row) -> None:
    assert fault(row)
    assert not fault({"about": "x", "tests": [GOOD]})


def manual() -> str:
    """The operators' manual."""
    return (ROOT / "docs" / "operating.md").read_text()


def test_the_manual_lists_every_key() -> None:
    for key in ("secret-key", "AES-256-GCM", "Ed25519", "argon2", "RFC 3161"):
        assert key in manual(), key


def test_the_manual_classifies_what_is_kept() -> None:
    for word in ("sensitive", "personal", "internal", "public", "encrypted at rest"):
        assert f"| {word}" in manual() or word in manual(), word


def test_the_manual_says_when_libraries_are_renewed() -> None:
    assert "within 7 days" in manual()
    assert "make lock" in manual()


def test_the_manual_names_what_is_costly() -> None:
    assert "Costly" in manual()


def test_the_manual_tells_the_log() -> None:
    for word in ("motcua.security", "12 months", "logrotate", "another machine"):
        assert word in manual(), word


def test_the_manual_tells_every_way_in_and_how_guessing_is_stopped() -> None:
    for word in (
        "Every way in",
        "passkey",
        "linked electronic identity",
        "command line",
        "The public".lower(),
    ):
        assert word in manual(), word
    for word in ("five wrong passwords", "sixty sign-ins a minute", "A lock ends by itself"):
        assert word in manual(), word
    for word in ("names of the officer and their units", "MOTCUA_BREACHED", "organisation/passwords.py"):
        assert word in manual(), word


def test_the_manual_tells_how_long_sessions_last_and_how_many_there_may_be() -> None:
    told = " ".join(manual().split())
    assert (
        f"after {SESSION_IDLE_HOURS} hours without a sign of life and after {SESSION_HOURS} in any case"
        in told
    )
    assert "Several devices at once are allowed" in told
    assert f"**Sessions of the public** end after {STAYS.seconds // 3600} hours" in told
    assert "Sessions here and at the identity provider are apart" in told
