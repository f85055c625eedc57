"""Sessions: a new one at each sign-in, dead after sign-out, kept by the server, gone with the account."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.test import Client

from motcua.organisation.models import Officer
from tests.doors.desk.desk import Desk

pytestmark = pytest.mark.django_db
NAME = settings.SESSION_COOKIE_NAME


def opens(client: Client) -> bool:
    """Whether the desk opens."""
    return client.get("/desk/").status_code == 200


def test_each_sign_in_begins_a_session_of_its_own_with_a_long_name(desk: Desk) -> None:
    first = desk.sit("commune", "receiver").cookies[NAME].value
    second = desk.sit("commune", "receiver").cookies[NAME].value
    assert first != second
    assert len(first) >= 32
    assert Session.objects.filter(session_key=first).exists()


def test_a_session_given_by_a_stranger_is_not_taken_on(desk: Desk) -> None:
    client = Client()
    client.cookies[NAME] = "a" * 32
    client.force_login(Officer.objects.get(pk=desk.small.who("commune", "receiver")))
    assert client.cookies[NAME].value != "a" * 32


def test_a_copied_cookie_is_worth_nothing_after_sign_out(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    thief = Client()
    thief.cookies[NAME] = client.cookies[NAME].value
    assert opens(thief)
    client.post("/desk/sign-out/")
    assert not opens(thief)


def test_a_session_ends_when_the_account_does(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    assert opens(client)
    Officer.objects.filter(pk=desk.small.who("commune", "receiver")).update(is_active=False)
    assert not opens(client)


def test_a_session_ends_everywhere_when_the_password_changes(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    officer = Officer.objects.get(pk=desk.small.who("commune", "receiver"))
    officer.set_password("mot-cau-dai-va-la-2026")
    officer.save()
    assert not opens(client)


@pytest.mark.parametrize("address", ["/desk/", "/desk/reception/", "/desk/search/", "/desk/registers/"])
def test_every_page_of_the_desk_shows_the_way_out(desk: Desk, address: str) -> None:
    desk.sit("commune", "receiver")
    assert 'action="/desk/sign-out/"' in desk.text(address)


def with_password(desk: Desk, password: str) -> Officer:
    """The receiver, with a password."""
    officer = Officer.objects.get(pk=desk.small.who("commune", "receiver"))
    officer.set_password(password)
    officer.save()
    return officer


def test_any_signs_and_any_length_make_a_password() -> None:
    for password in ("mười hai con gà", "quietlakewithoutnumbers", "🐃 một hai ba bốn năm", "x y" * 43):
        validate_password(password)


def test_a_password_is_taken_exactly_as_typed(desk: Desk) -> None:
    long = "Mot cau dai " * 10
    officer = with_password(desk, long)
    assert check_password(long, officer.password)
    assert not check_password(long[:-1], officer.password)
    assert not check_password(long.lower(), officer.password)


def test_passwords_are_kept_by_argon2(desk: Desk) -> None:
    assert with_password(desk, "mot-cau-dai-va-la").password.startswith("argon2$argon2id$")


def test_a_password_stays_valid_whatever_its_age(desk: Desk) -> None:
    officer = with_password(desk, "mot-cau-dai-va-la")
    Officer.objects.filter(pk=officer.pk).update(last_login="2001-01-01T00:00:00Z")
    assert check_password("mot-cau-dai-va-la", Officer.objects.get(pk=officer.pk).password)


def test_the_password_field_is_masked_and_takes_what_managers_paste() -> None:
    page = Client().get("/desk/sign-in/").content.decode()
    field = page[page.index('type="password"') - 200 : page.index('type="password"') + 200]
    assert "current-password" in field
    assert "onpaste" not in page
    assert "maxlength" not in field


def test_the_door_offers_no_hint_and_no_secret_question() -> None:
    page = Client().get("/desk/sign-in/").content.decode().lower()
    assert "câu hỏi bí mật" not in page
    assert "gợi ý mật khẩu" not in page


def test_a_new_installation_has_no_account() -> None:
    assert not Officer.objects.exists()
