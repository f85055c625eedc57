"""The legal cases of signing and of giving competence in `cases/*.toml`: read by a jurist as well as by these tests."""

import tomllib
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest

from motcua.rules.delegation import ROWS, Party, Relation, Standing, Tier, rule_for
from motcua.rules.grants import Capacity, GrantKind
from motcua.rules.refusal import Refusal
from motcua.rules.signing import signing_block

CASES = Path(__file__).parent / "cases"


class Block(TypedDict):
    """A case of the signing block."""

    name: str
    law: str
    given: dict[str, str | bool]
    lines: list[str]


class Giving(TypedDict):
    """A case of who may give what to whom."""

    name: str
    given: dict[str, str | date]
    answer: str


def blocks() -> list[Block]:
    found: list[Block] = tomllib.loads((CASES / "signing_block.toml").read_text())["case"]
    return found


def givings() -> list[Giving]:
    found: list[Giving] = tomllib.loads((CASES / "delegation.toml").read_text())["case"]
    return found


@pytest.mark.parametrize("case", blocks(), ids=lambda case: case["name"])
def test_the_lines_above_a_signature(case: Block) -> None:
    given = case["given"]
    lines = signing_block(
        Capacity(str(given["capacity"])),
        str(given["for"]),
        str(given["own"]),
        acting=bool(given.get("acting")),
    )
    assert list(lines) == case["lines"]
    assert case["law"].startswith(("NĐ 30/2020", "Luật 72/2025"))


@pytest.mark.parametrize("case", givings(), ids=lambda case: case["name"])
def test_who_may_give_the_power_to_sign_to_whom(case: Giving) -> None:
    given = case["given"]
    giver, tier = str(given["giver"]).split()
    holder, relation = str(given["holder"]).split()
    on = given["on"]
    assert isinstance(on, date)
    asked = (
        GrantKind(str(given["kind"])), Capacity(str(given["capacity"])), Party(Standing(giver), Tier(tier)),
        Standing(holder), Relation(relation), on,
    )  # fmt: skip
    assert _answer(*asked) == case["answer"]


def _answer(*asked: *tuple[GrantKind, Capacity, Party, Standing, Relation, date]) -> str:
    """The article of the rule that allows it, or the refusal's code."""
    try:
        return rule_for(*asked).law
    except Refusal as refusal:
        return refusal.code


def test_every_rule_cites_its_article_and_nobody_but_a_head_gives() -> None:
    assert all("Đ." in row.law for row in ROWS)
    assert {standing for row in ROWS for standing in row.giver} == {Standing.CHAIRMAN, Standing.AGENCY_HEAD}
    assert all(row.until is None or row.since < row.until for row in ROWS)
