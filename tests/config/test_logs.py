"""The security log: JSON lines, no personal data, nothing that could forge a line."""

import json
import logging
from pathlib import Path

import pytest
from django.test import Client, override_settings

from motcua.config.logs import JsonLines, logging_settings
from motcua.organisation.models import Officer
from tests import builders
from tests.world import World, world

pytestmark = pytest.mark.django_db


class Kept(logging.Handler):
    """Keeps the lines as they would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(self.format(record))


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Everything logged by anybody."""
    kept = Kept()
    for name in ("motcua.security", "django", ""):
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "handlers", [kept] if not name else [])
        monkeypatch.setattr(logger, "propagate", True)
    monkeypatch.setattr(logging.getLogger("motcua.security"), "level", logging.INFO)
    return kept


def told(log: Kept, event: str) -> dict[str, object]:
    """The only line of an event."""
    (found,) = [line for line in map(json.loads, log.lines) if line["event"] == event]
    return dict(found)


@pytest.fixture
def small(db: None) -> World:
    """The small province."""
    return world()


def test_a_failed_sign_in_is_kept_without_what_was_typed(small: World, log: Kept) -> None:
    Client().post("/desk/sign-in/", {"username": "hoa-typed", "password": "mat-khau-typed"})
    line = told(log, "sign_in_failed")
    assert str(line["at"]).endswith("+00:00")
    assert len(str(line["from"])) == 16
    assert "typed" not in "".join(log.lines)
    assert "127.0.0.1" not in "".join(log.lines)


def test_who_signs_in_and_out_is_kept_by_number(small: World, log: Kept) -> None:
    officer = Officer.objects.get(pk=small.who("commune", "receiver"))
    client = Client()
    client.force_login(officer)
    client.post("/desk/sign-out/")
    assert told(log, "signed_in")["officer"] == officer.pk
    assert told(log, "signed_out")["officer"] == officer.pk
    assert officer.full_name not in "".join(log.lines)


def test_a_refused_page_is_kept_with_route_and_code(small: World, log: Kept) -> None:
    done = builders.to_in_process(small)
    client = Client()
    client.force_login(Officer.objects.get(pk=small.who("department", "handler")))
    assert client.get(f"/desk/dossiers/{done.dossier}/").status_code in {403, 404}
    client.post("/healthz")
    routes = [
        (line["route"], line["status"]) for line in map(json.loads, log.lines) if line["event"] == "refused"
    ]
    assert ("healthz", 405) in routes
    refused = [line for line in map(json.loads, log.lines) if line.get("status") == 403]
    assert all(line["code"] for line in refused)
    assert builders.OWNER.name not in "".join(log.lines)


@override_settings(LOOK_UPS=1)
def test_a_look_up_beyond_the_limit_is_kept(small: World, log: Kept) -> None:
    for _ in range(2):
        Client().get("/tra-cuu/?ma=x")
    assert told(log, "rate_limited")["what"] == "look_up_form"


def test_a_defect_is_kept_with_its_place_and_without_its_message(
    log: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("Nguyễn Thị Hoa 022190000123")

    monkeypatch.setattr("motcua.doors.portal.views.home.catalogue.by_field", broken)
    assert Client(raise_request_exception=False).get("/").status_code == 500
    line = next(line for line in map(json.loads, log.lines) if line.get("error"))
    assert line["error"] == "RuntimeError"
    assert "broken" in str(line["where"])
    assert "022190000123" not in "".join(log.lines)
    assert told(log, "failed")["status"] == 500


def test_no_line_can_be_forged() -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, 'a\n{"event": "forged"}\r\u2028', (), None)
    line = JsonLines().format(record)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["event"].startswith("a\n")


def test_an_unknown_address_is_kept_without_its_text(log: Kept) -> None:
    Client().get("/022190000123/", headers={"host": "evil.example"})
    Client().get("/022190000123/")
    assert "022190000123" not in "".join(log.lines)
    assert "evil" not in "".join(log.lines)


def test_lines_go_to_the_file_that_is_named(tmp_path: Path) -> None:
    told = logging_settings(f"{tmp_path}/motcua.log", debug=False)
    handlers = told["handlers"]
    assert isinstance(handlers, dict)
    assert handlers["lines"]["class"] == "logging.handlers.WatchedFileHandler"
