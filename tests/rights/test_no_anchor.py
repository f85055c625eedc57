"""While the newest anchor is too old nothing is done: every door says so in words; people still sign in and read."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from motcua.journal.log import anchors
from motcua.journal.models import Event
from motcua.organisation.models import Officer
from tests.rights.asking import Browsers, ask
from tests.rights.stage import Stage
from tests.rights.table import routes

PASSWORD = "mot-cua-thu-2026"
DONE = ("allowed", "does", "sees")


@pytest.fixture
def stopped(found: Stage, browsers: Browsers, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The province as it stands, its newest anchor a blink too old."""
    monkeypatch.setattr("django.conf.settings.ANCHOR_HOURS", 1e-9)
    anchors.forget()
    yield
    anchors.forget()


def test_every_form_that_may_be_sent_is_answered_in_words(
    found: Stage, browsers: Browsers, stopped: None
) -> None:
    told = {}
    for row in routes():
        actor = next((one for one in found.people if row.expected(one) in DONE), None)
        if row.case == "POST" and actor is not None:
            told[row.name, actor] = ask(browsers, row, actor)
    assert not [(way, answer) for way, answer in told.items() if answer.startswith(("broken", "status"))]
    assert not [way for way, answer in told.items() if answer == "does"]
    assert len(told) > 30


def test_an_official_signs_in_and_reads_and_does_nothing(found: Stage, stopped: None) -> None:
    officer = Officer.objects.get(pk=found.people["district.handler"] or 0)
    Officer.objects.filter(pk=officer.pk).update(password=make_password(PASSWORD))
    client = Client()
    told = {"username": officer.username, "password": PASSWORD}
    assert client.post("/desk/sign-in/", told)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    client.post("/desk/sign-out/")
    kinds = (
        Event.objects.filter(stream=f"officer/{officer.pk}").order_by("seq").values_list("kind", flat=True)
    )
    assert list(kinds)[-2:] == ["sign_in", "sign_out"]
