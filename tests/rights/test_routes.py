"""Every address, every method, everybody: allowed or refused as the reviewed table says (reliability.md S2)."""

import random
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.rights.asking import Browsers, ask, filled
from tests.rights.stage import Stage
from tests.rights.table import Row, routes, sets

ROUTES = routes()
DOORS = ("desk", "portal", "account")
SAMPLE = 6
"""How many people ask for what everybody gets in the normal run; all of them in the drill."""
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "TRACE")
FREE_OF_METHODS = {"set_language", "desk:sign_in"}
"""Django's own views: what is no POST changes nothing in the one; PUT is POST in the other."""


def door_of(row: Row) -> str:
    """The door an address leads through; what allauth serves is the account."""
    return row.name.split(":")[0] if ":" in row.name else "account"


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.drill)])
@pytest.mark.parametrize("door", DOORS)
def test_everybody_gets_the_answer_of_the_table(
    door: str, everybody: bool, found: Stage, browsers: Browsers
) -> None:
    wrong = [
        told for row in ROUTES if door_of(row) == door for told in mistakes(found, browsers, row, everybody)
    ]
    assert not wrong, f"{len(wrong)} cells differ from the table:\n" + "\n".join(wrong)


def mistakes(found: Stage, browsers: Browsers, row: Row, everybody: bool) -> Iterator[str]:
    """What is wrong with each cell of a row; the first person who gets an answer reads the page whole."""
    read = set[str]()
    for actor in found.people if everybody else asked_of(row, list(found.people)):
        expected = row.expected(actor)
        if told := mistake(browsers, row, actor, whole=expected not in read):
            yield told
        read.add(expected)


def asked_of(row: Row, people: list[str]) -> list[str]:
    """Everybody, where the row tells people apart; where it does not, whoever has no account and some of the others."""
    nobody = [actor for actor in people if actor in sets()["signed_out"]]
    others = [actor for actor in people if actor not in nobody]
    if len({row.expected(actor) for actor in others}) > 1:
        return people
    return nobody + random.Random(f"{row.name} {row.case}").sample(others, SAMPLE)


def mistake(browsers: Browsers, row: Row, actor: str, *, whole: bool = True) -> str:
    """What is wrong with one cell; empty if nothing is."""
    answer, expected = ask(browsers, row, actor, whole=whole), row.expected(actor)
    return "" if answer == expected else f"{row.case} {row.name} by {actor}: {answer}, not {expected}"


def test_no_address_takes_a_method_of_another_kind(found: Stage, browsers: Browsers) -> None:
    for row in ROUTES:
        name = row.name.split(",")[0]
        if name in FREE_OF_METHODS:
            continue
        address = reverse(name, kwargs=filled(row.url, found.objects) or None)
        for method in OTHER_METHODS:
            for actor in ("anonymous", "district.leader"):
                answer = browsers.of(actor).generic(method, address)
                assert answer.status_code in (405, 302), (method, name, actor, answer.status_code)
                assert answer.status_code == 405 or answer["Location"].startswith("/desk/sign-in/"), name
