"""Documents tell the truth: commands exist, settings and laws are listed, generated pages are in step."""

import re
import subprocess
import sys

import pytest

from tests.agreements.sources import PACKAGE, ROOT, modules

CITED = re.compile(r"\b(?:NĐ|TT|QĐ|NQ|Luật) \d+/\d{4}(?:/[A-ZĐ]+\d*(?:-[A-ZĐ]+)*)?")
DECISION = ["Context", "Decision", "Consequences"]
READMES = ("README.md", "README.vi.md")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("document", [*READMES, "docs/developing.md", "docs/operating.md", ".ci/run"])
def test_every_command_a_document_names_can_be_made(document: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / document).read_text(), flags=re.MULTILINE))
    assert named - targets() == set()


@pytest.mark.parametrize("document", READMES)
def test_the_first_screen_has_the_two_commands(document: str) -> None:
    first_screen = "\n".join((ROOT / document).read_text().splitlines()[:40])
    assert {"make demo", "make test"} <= set(re.findall(r"^make [a-z]+", first_screen, flags=re.MULTILINE))


def test_pages_that_are_generated_are_in_step() -> None:
    said = subprocess.run(
        [sys.executable, ROOT / "tools" / "generate.py", "--check"], capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr


def test_the_changelog_begins_with_what_is_not_yet_released() -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert sections[0] == "Unreleased"


def test_every_setting_is_in_the_operators_manual() -> None:
    read = re.findall(r"\"(MOTCUA_[A-Z_]+|DATABASE_URL)\"", (PACKAGE / "config" / "settings.py").read_text())
    manual = (ROOT / "docs" / "operating.md").read_text()
    assert [name for name in read if f"`{name}`" not in manual] == []


def test_every_source_of_law_a_rule_cites_is_listed() -> None:
    listed = (ROOT / "docs" / "law.md").read_text()
    cited = {act for path in modules("src/motcua/rules") for act in CITED.findall(path.read_text())}
    assert sorted(act for act in cited if short(act) not in listed) == []


def short(act: str) -> str:
    """The key of an act in docs/law.md: kind, number and year."""
    return "/".join(act.split("/")[:2])


def test_every_decision_has_context_decision_and_consequences() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    parts = {
        page.name: re.findall(r"^(?:## |\*\*)(\w+)", page.read_text(), flags=re.MULTILINE) for page in pages
    }
    assert parts
    assert {name: found for name, found in parts.items() if found[:3] != DECISION} == {}
