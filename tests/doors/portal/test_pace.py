"""How often one visitor may look up dossiers, and what happens beyond."""

from datetime import datetime, timedelta

import pytest
from django.test import Client, RequestFactory, override_settings

from motcua.doors.portal.pace import network
from tests import builders
from tests.world import MONDAY, World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment the limiter reads, in a list so that a test can move it."""
    moment = [MONDAY]
    monkeypatch.setattr("motcua.doors.portal.pace.now", lambda: moment[0])
    return moment


@pytest.fixture
def code(db: None) -> str:
    """A dossier's code."""
    small: World = world()
    return builders.stored(builders.to_received(small)).code or ""


@override_settings(LOOK_UPS=5)
def test_the_sixth_look_up_of_a_minute_is_told_to_wait(code: str, clock: list[datetime]) -> None:
    visitor = Client()
    assert [visitor.get(f"/tra-cuu/{code}/").status_code for _ in range(5)] == [200] * 5
    answer = visitor.get(f"/tra-cuu/{code}/")
    page = answer.content.decode()
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "61"
    assert "Tra cứu quá nhiều lần" in page
    assert "2 phút" in page
    assert "Too many look-ups" in page
    assert "2 minutes" in page
    assert "Content-Security-Policy" in answer.headers
    assert Client(REMOTE_ADDR="203.0.113.9").get(f"/tra-cuu/{code}/").status_code == 200
    clock[0] += timedelta(seconds=61)
    assert visitor.get(f"/tra-cuu/{code}/").status_code == 200


@override_settings(LOOK_UPS=2)
def test_an_invented_forwarded_address_earns_no_new_tries(code: str, clock: list[datetime]) -> None:
    answers = [
        Client(headers={"x-forwarded-for": f"203.0.113.{number}"}).get(f"/tra-cuu/{code}/").status_code
        for number in range(3)
    ]
    assert answers == [200, 200, 429]


@override_settings(LOOK_UPS=2, PROXIES=1)
def test_behind_our_proxy_each_caller_has_tries_of_its_own(code: str, clock: list[datetime]) -> None:
    for number in range(3):
        caller = Client(headers={"x-forwarded-for": f"6.6.6.6, 203.0.113.{number}"})
        assert caller.get(f"/tra-cuu/{code}/").status_code == 200


@override_settings(LOOK_UPS=12)
def test_while_somebody_guesses_everybody_gets_less_but_still_passes(
    code: str, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.doors.portal.pace.GUESSES", 4)
    for number in range(4):
        guesser = Client(REMOTE_ADDR=f"198.51.100.{number}")
        assert guesser.get(f"/tra-cuu/000.17.22.H49-260302-900{number}/").status_code == 404
    holder = Client(REMOTE_ADDR="203.0.113.9")
    assert [holder.get(f"/tra-cuu/{code}/").status_code for _ in range(3)] == [200, 200, 429]


@override_settings(LOOK_UPS=2)
def test_the_form_is_counted_too(clock: list[datetime], db: None) -> None:
    visitor = Client()
    assert [visitor.get("/tra-cuu/?ma=x").status_code for _ in range(3)] == [400, 400, 429]


def test_one_line_of_ipv6_is_one_visitor() -> None:
    def of(address: str) -> str:
        return network(RequestFactory().get("/", REMOTE_ADDR=address))

    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9")
    assert of("2001:db8:1:2::1") != of("2001:db8:1:3::1")
    assert of("::ffff:203.0.113.9") == of("203.0.113.9")


@override_settings(LOOK_UPS=3)
def test_checking_documents_is_paced_too_by_code_and_by_file(clock: list[datetime], db: None) -> None:
    visitor = Client()
    assert visitor.get(f"/kiem-tra-van-ban/{'a' * 20}/").status_code == 404
    assert visitor.post("/kiem-tra-van-ban/").status_code == 400
    assert visitor.get("/kiem-tra-van-ban/").status_code == 200
    for answer in (visitor.get(f"/kiem-tra-van-ban/{'b' * 20}/"), visitor.post("/kiem-tra-van-ban/")):
        assert answer.status_code == 429
        assert "Retry-After" in answer.headers
