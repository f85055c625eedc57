"""Every address, every method, everybody: allowed or refused as the reviewed table says (reliability.md S2)."""

import pytest
from django.urls import reverse

from tests.rights.asking import Browsers, ask, filled
from tests.rights.stage import Stage
from tests.rights.table import Row, routes

ROUTES = routes()
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "TRACE")
FREE_OF_METHODS = {"set_language", "desk:sign_in"}
"""Django's own views: what is no POST changes nothing in the one; PUT is POST in the other."""


@pytest.mark.parametrize("door", sorted({row.name.split(":")[0] for row in ROUTES}))
def test_everybody_gets_the_answer_of_the_table(door: str, found: Stage, browsers: Browsers) -> None:
    wrong = [
        told
        for row in ROUTES
        if row.name.split(":")[0] == door
        for actor in found.people
        if (told := mistake(browsers, row, actor))
    ]
    assert not wrong, f"{len(wrong)} cells differ from the table:\n" + "\n".join(wrong)


def mistake(browsers: Browsers, row: Row, actor: str) -> str:
    """What is wrong with one cell; empty if nothing is."""
    answer, expected = ask(browsers, row, actor), row.expected(actor)
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
