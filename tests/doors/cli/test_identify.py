"""Who is named by `--by` proves it as at the desk: password, second step, and one lock-out for both doors."""

import io
from argparse import Namespace
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from motcua.doors.cli import import_files, mfa, person, sessions
from motcua.doors.cli.identify import proven, proven_or_operator
from motcua.doors.cli.talk import Trouble
from motcua.journal.models import Event
from motcua.organisation.models import Officer
from tests import builders
from tests.factor import code_of, with_app

PASSWORD = "mot-cua-thu-2026"
pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> builders.World:
    """Everybody has a password; nobody has tried anything yet."""
    found = builders.world()
    Officer.objects.update(password=make_password(PASSWORD))
    cache.clear()
    return found


def asked(monkeypatch: pytest.MonkeyPatch, by: str | None, *lines: str, **more: object) -> Namespace:
    """The command's words, and what is typed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return Namespace(by=by, stdin=True, json=False, **more)


def test_whoever_decides_shows_a_code_and_each_code_once(
    small: builders.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = with_app(small.officers["district.leader"])
    for wrong in ("", "000000"):
        with pytest.raises(Trouble, match="the code is wrong"):
            proven(asked(monkeypatch, leader.username, PASSWORD, wrong))
    code = code_of(leader)
    assert proven(asked(monkeypatch, leader.username, PASSWORD, code)) == leader
    with pytest.raises(Trouble, match="the code is wrong or was used"):
        proven(asked(monkeypatch, leader.username, PASSWORD, code))


def test_whoever_decides_and_has_no_app_is_sent_to_add_one(
    small: builders.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("district.leader", "district.registry", "province.administrator"):
        with pytest.raises(Trouble, match="turn an authenticator app on first"):
            proven(asked(monkeypatch, name, PASSWORD))


def test_who_does_not_decide_needs_the_password_alone_but_a_code_if_they_have_an_app(
    small: builders.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = small.officers["district.handler"]
    assert proven(asked(monkeypatch, handler.username, PASSWORD)) == handler
    with_app(handler)
    with pytest.raises(Trouble, match="the code is wrong"):
        proven(asked(monkeypatch, handler.username, PASSWORD))


@pytest.mark.parametrize("first", ["desk", "command line"])
def test_five_wrong_passwords_lock_both_doors(
    small: builders.World, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    name, client = "district.handler", Client()

    def at_desk(password: str) -> str:
        told = client.post(
            "/desk/sign-in/", {"username": name, "password": password}, HTTP_ACCEPT_LANGUAGE="vi"
        )
        return "in" if told.status_code == 302 else told.content.decode()

    def here(password: str) -> str:
        try:
            return "in" if proven(asked(monkeypatch, name, password)) else ""
        except Trouble as trouble:
            return str(trouble)

    trying, other = (at_desk, here) if first == "desk" else (here, at_desk)
    assert (at_desk(PASSWORD), here(PASSWORD)) == ("in", "in")
    client.logout()
    for _ in range(5):
        assert trying("sai") != "in"
    assert "5 phút" in at_desk(PASSWORD)
    assert "wait 5 minutes" in here(PASSWORD)
    assert other(PASSWORD) != "in"
    kinds = Event.objects.filter(stream=f"officer/{small.who('district', 'handler')}").values_list(
        "kind", flat=True
    )
    assert "sign_in_failed" in kinds


def test_wrong_codes_are_counted_too(small: builders.World, monkeypatch: pytest.MonkeyPatch) -> None:
    leader = with_app(small.officers["district.leader"])
    for _ in range(5):
        with pytest.raises(Trouble, match="the code is wrong"):
            proven(asked(monkeypatch, leader.username, PASSWORD, "000000"))
    with pytest.raises(Trouble, match="wait 5 minutes"):
        proven(asked(monkeypatch, leader.username, PASSWORD, code_of(leader)))


def test_an_account_that_was_closed_is_nobody(small: builders.World, monkeypatch: pytest.MonkeyPatch) -> None:
    Officer.objects.filter(username="district.handler").update(is_active=False)
    with pytest.raises(Trouble, match="wrong name or password"):
        proven(asked(monkeypatch, "district.handler", PASSWORD))


def test_no_command_takes_a_name_without_its_password(
    small: builders.World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("code,name\n", encoding="utf-8")
    dossier = str(builders.stored(builders.to_received(small)).code)
    before = Event.objects.exclude(kind="sign_in_failed").count()
    words: dict[str, object] = {"user": "district.head", "code": dossier, "file": file, "at": None}
    for command, more in (
        (import_files, {"what": "units"}), (import_files, {"what": "procedures"}), (import_files, {"what": "calendar"}),
        (mfa, {"reset": True}), (sessions, {"end": True}), (person, {"do": "ask", "wish": "export"}),
    ):  # fmt: skip
        cache.clear()
        with pytest.raises(Trouble, match="wrong name or password"):
            command.run(asked(monkeypatch, "province.administrator", "sai", **words, **more))
    assert Event.objects.exclude(kind="sign_in_failed").count() == before


def test_without_a_name_it_is_the_operator_and_no_official(
    small: builders.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert proven_or_operator(asked(monkeypatch, None)) is None
