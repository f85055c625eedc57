"""Locks are in step with what the project asks for, and every file in them is known by its hash."""

import re
import tomllib
from collections.abc import Iterable

import pytest

from tests.agreements.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
BASE = PROJECT["project"]["dependencies"]
SERVER = PROJECT["project"]["optional-dependencies"]["postgresql"]
ASKED = {
    "run": BASE,
    "postgresql": BASE + SERVER,
    "build": BASE + GROUPS["build"],
    "dev": BASE + SERVER + GROUPS["build"] + GROUPS["dev"],
    "uv": GROUPS["uv"],
    "node": GROUPS["node"],
    "embedded-postgresql": GROUPS["embedded-postgresql"],
}


def names(words: Iterable[str]) -> set[str]:
    """Names of packages at the head of requirements, as registries write them."""
    return {re.split(r"[\[<>=~!; ]", word)[0].lower().replace("_", "-") for word in words}


def locked(file: str) -> dict[str, set[str]]:
    """Each package of a lock with its versions (more than one where Pythons differ)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements" / f"{file}.txt").read_text(), re.M
    ):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("file", ASKED)
def test_a_lock_has_all_that_is_asked_for(file: str) -> None:
    assert names(ASKED[file]) - set(locked(file)) == set()


@pytest.mark.parametrize("file", ASKED)
def test_every_locked_package_has_its_hashes(file: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements" / f"{file}.txt").read_text().strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("file", ["postgresql", "build", "dev"])
def test_larger_locks_keep_the_versions_of_what_is_served(file: str) -> None:
    larger = locked(file)
    assert {name: larger.get(name) for name in locked("run")} == locked("run")


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    lists = re.findall(
        r"(?:dependencies|postgresql|build|dev|node|uv|embedded-postgresql) = \[\n(.*?)\n\]", text, re.S
    )
    silent = [line.strip() for block in lists for line in block.splitlines() if "#" not in line]
    assert silent == []
