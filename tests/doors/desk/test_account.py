"""Signing in with two steps, devices, lock-out: whoever decides proves twice who they are."""

import re
import time
from datetime import datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.template import Template
from django.test import Client, TestCase
from django.test.signals import template_rendered
from django.urls import NoReverseMatch, reverse

from motcua.doors.cli.main import main
from motcua.doors.desk.account.events import WORDS
from motcua.journal.queries import entries
from motcua.organisation.models import Officer
from tests import builders
from tests.doors.desk.desk import Desk, hidden, said
from tests.factor import sign_in

SECRET = "bay-con-vit-troi-qua-cau"
MORNING = datetime.fromisoformat("2026-03-02T08:00:00+07:00")


def person(desk: Desk, unit: str, post: str) -> Officer:
    """The officer on a post, with a password."""
    officer = Officer.objects.get(pk=desk.small.who(unit, post))
    officer.set_password(SECRET)
    officer.save()
    return officer


def by_password(
    officer: Officer, client: Client | None = None, password: str = SECRET, **extra: str
) -> Client:
    """A browser after the first step."""
    used = client or Client()
    used.post("/desk/sign-in/", {"username": officer.username, "password": password}, **extra)  # type: ignore[arg-type]
    return used


def code_now(secret: str) -> str:
    """What an app shows."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def enrol(client: Client) -> str:
    """Turn the app on; its secret."""
    page = said(client.get("/desk/account/app/"))
    found = re.search(r'mc-secret">([A-Z2-7]+)<', page)
    assert found, page[-1500:]
    with TestCase.captureOnCommitCallbacks(execute=True):  # the test's own transaction never commits
        answer = client.post("/desk/account/app/", {"code": code_now(found[1])})
    assert answer["Location"] == "/desk/account/codes/", said(answer)[-800:]
    return found[1]


def kinds(officer: Officer) -> list[str]:
    """What the journal says of the account."""
    return [one.kind for one in entries(f"officer/{officer.pk}") if one.kind in WORDS]


def test_who_signs_is_led_to_a_second_factor_and_may_act_only_with_it(desk: Desk) -> None:
    leader = person(desk, "district", "leader")
    dossier = builders.stored(builders.to_awaiting_signature(desk.small))
    address = reverse("desk:dossier", args=[dossier.pk])
    with time_machine.travel(MORNING, tick=False):
        client = Client()
        led = client.post("/desk/sign-in/", {"username": leader.username, "password": SECRET})
        assert led["Location"] == "/desk/account/"
        assert client.get("/desk/").status_code == 200, "reading is allowed"
        refused = client.post(address, {"act": "approve"})
        assert refused.status_code == 403
        assert 'data-refusal="second_factor_required"' in said(refused)
        secret = enrol(client)
        assert 'data-refusal="second_factor_required"' not in said(client.post(address, {"act": "approve"}))
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        again = Client()
        step = again.post("/desk/sign-in/", {"username": leader.username, "password": SECRET})
        assert step["Location"] == "/desk/sign-in/second-step/"
        assert again.get("/desk/").status_code == 302, "not signed in before the second step"
        assert "passkey_use" not in said(again.get("/desk/sign-in/second-step/")), "there is none to use"
        wrong = again.post("/desk/sign-in/second-step/", {"code": "000000"})
        assert "Mã không đúng" in said(wrong)
        assert again.post("/desk/sign-in/second-step/", {"code": code_now(secret)})["Location"] == "/desk/"
        page = again.get(address, {"act": "approve"}).content.decode()
        done = again.post(
            address, {"act": "approve", "key": hidden(page, "key"), "seen": hidden(page, "seen")}
        )
        assert done.status_code == 302, "signed"
    stored = Authenticator.objects.get(user=leader, type="totp").data["secret"]
    assert secret not in stored
    assert decrypt(stored) == secret
    assert kinds(leader) == ["sign_in", "second_factor_added", "sign_in"]


def test_a_code_of_yesterday_and_one_used_already_open_nothing(desk: Desk) -> None:
    leader = person(desk, "district", "leader")
    with time_machine.travel(MORNING, tick=False):
        secret = enrol(by_password(leader))
        old = code_now(secret)
    with time_machine.travel(MORNING + timedelta(minutes=10), tick=False):
        client = by_password(leader)
        assert "Mã không đúng" in said(client.post("/desk/sign-in/second-step/", {"code": old}))
        fresh = code_now(secret)
        assert client.post("/desk/sign-in/second-step/", {"code": fresh}).status_code == 302
        other = by_password(leader)
        assert "Mã không đúng" in said(other.post("/desk/sign-in/second-step/", {"code": fresh}))


def test_a_recovery_code_opens_once(desk: Desk) -> None:
    leader = person(desk, "district", "leader")
    client = by_password(leader)
    enrol(client)
    code = re.findall(r'<code class="mc-code">([^<]+)</code>', said(client.get("/desk/account/codes/")))[0]
    first, second = by_password(leader), by_password(leader)
    assert first.post("/desk/sign-in/second-step/", {"code": code})["Location"] == "/desk/"
    assert "Mã không đúng" in said(second.post("/desk/sign-in/second-step/", {"code": code}))


def test_five_wrong_passwords_lock_the_name_in_words_and_are_counted(desk: Desk) -> None:
    handler = person(desk, "district", "handler")
    for _ in range(5):
        by_password(handler, password="sai sai sai sai")
    answer = Client().post("/desk/sign-in/", {"username": handler.username, "password": SECRET})
    assert "Sai quá nhiều lần nên tạm khóa" in said(answer)
    assert [
        one.facts.get("at_least") for one in entries(f"officer/{handler.pk}") if one.kind == "sign_in_failed"
    ] == [1, 5]
    other = person(desk, "commune", "receiver")
    assert by_password(other).get("/desk/").status_code == 200, "others are not locked out"
    with time_machine.travel(time.time() + 301):
        assert by_password(handler).get("/desk/").status_code == 200


def test_too_many_attempts_from_one_place_are_told_to_wait(desk: Desk) -> None:
    answers = [Client().post("/desk/sign-in/", {"username": "", "password": ""}) for _ in range(61)]
    assert [one.status_code for one in answers] == [200] * 60 + [429]
    answer = answers[-1]
    assert "Quá nhiều lần thử từ nơi này" in said(answer)


def test_signing_in_gives_the_session_a_new_name(desk: Desk) -> None:
    handler = person(desk, "district", "handler")
    client = Client()
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    by_password(handler, client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    assert client.get("/desk/").status_code == 200
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    assert stranger.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    ("hours", "every", "status"), [(7.9, 7.9, 200), (8, 8, 302), (11.9, 1, 200), (12, 1, 302)]
)
def test_a_session_ends_after_eight_idle_and_twelve_whole_hours(
    desk: Desk, hours: float, every: float, status: int
) -> None:
    handler = person(desk, "district", "handler")
    with time_machine.travel(MORNING, tick=False) as traveller:
        client = by_password(handler)
        passed = 0.0
        while passed < hours:
            passed = min(passed + every, hours)
            traveller.move_to(MORNING + timedelta(hours=passed))
            desk.small.at = MORNING + timedelta(hours=passed)
            answer = client.get("/desk/")
        assert answer.status_code == status


def test_devices_are_listed_and_signed_out_one_by_one_and_all(desk: Desk) -> None:
    handler = person(desk, "district", "handler")
    here, phone = by_password(handler), by_password(handler, HTTP_USER_AGENT="Phone of Hoa")
    page = said(here.get("/desk/account/"))
    assert "Phone of Hoa" in page
    assert "127.0.0.1" in page
    device = UserSession.objects.get(user_agent="Phone of Hoa").pk
    other = person(desk, "commune", "receiver")
    by_password(other).post("/desk/account/devices/end/", {"device": device})
    assert phone.get("/desk/").status_code == 200, "not by somebody else"
    here.post("/desk/account/devices/end/", {"device": device})
    assert phone.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    body = str(entries(f"officer/{handler.pk}"))
    assert "Phone" not in body
    assert "127.0.0.1" not in body


def test_a_new_password_signs_every_other_device_out_and_weak_ones_are_refused(desk: Desk) -> None:
    handler = person(desk, "district", "handler")
    here, phone = by_password(handler), by_password(handler)
    told = {"oldpassword": SECRET, "password1": "Matkhau-2026!!", "password2": "Matkhau-2026!!"}
    assert "dễ đoán" in said(here.post("/desk/account/password/", told))
    good = "mot hai ba con meo den"
    assert (
        here.post("/desk/account/password/", told | {"password1": good, "password2": good}).status_code == 302
    )
    assert here.get("/desk/").status_code == 200
    assert phone.get("/desk/").status_code == 302
    assert "password_changed" in kinds(handler)


def test_an_administrator_resets_a_second_factor_and_its_owner_sees_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    leader = person(desk, "district", "leader")
    client = by_password(leader)
    enrol(client)
    assert main(["mfa", leader.username, "--reset"]) == 0
    assert client.get("/desk/").status_code == 302
    assert not Authenticator.objects.filter(user=leader).exists()
    again = by_password(leader)
    assert "Quản trị đặt lại xác thực hai bước" in said(again.get("/desk/account/"))
    assert main(["sessions", leader.username, "--end"]) == 0
    assert again.get("/desk/").status_code == 302
    assert main(["code", leader.username]) == 1, "codes are told of demo accounts only"


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_set_password", "mfa_trust",
             "socialaccount_signup", "mfa_download_recovery_codes", "account_inactive", "mfa_signup_webauthn"],
)  # fmt: skip
def test_what_is_not_wanted_of_allauth_does_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_no_page_is_drawn_by_a_template_that_is_not_ours(desk: Desk) -> None:
    drawn: set[str] = set()

    def note(sender: object, template: Template, **kwargs: object) -> None:
        origin = getattr(template, "origin", None)
        drawn.add(str(origin.name) if origin else "")

    template_rendered.connect(note)
    leader = person(desk, "district", "leader")
    client = by_password(leader)
    enrol(client)
    sign_in(client, leader)
    for name in (
        "account_login", "mfa_index", "account_change_password", "account_reauthenticate", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_add_webauthn",
    ):  # fmt: skip
        answer = client.get(reverse(name), follow=True)
        assert answer["Cache-Control"] == "no-store"
        assert "%(" not in said(answer)
    by_password(leader).get("/desk/sign-in/second-step/")
    template_rendered.disconnect(note)
    assert [each for each in drawn if "allauth" in each] == []


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    """Attempts of other tests are not ours."""
    cache.clear()
