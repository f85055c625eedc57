"""What stands between a stranger and an account: guesses, stolen passwords, first passwords, lost telephones."""

import hashlib
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from motcua.applicants.actions.identify import identify, vouched
from motcua.doors.cli.main import main
from motcua.organisation.models import Officer
from motcua.organisation.passwords import BreachedValidator, GuessableValidator, breached
from motcua.rules.second_factor import DECIDING
from tests.doors.desk.desk import Desk, said
from tests.doors.desk.test_account import MORNING, SECRET, by_password, code_now, enrol, person

OWN = "mot hai ba con meo den"
STEP = "/desk/sign-in/second-step/"


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    """Attempts of other tests are not ours."""
    cache.clear()


def first_password(officer: Officer, capsys: pytest.CaptureFixture[str]) -> str:
    """One made up by the command."""
    capsys.readouterr()
    assert main(["password", officer.username, "--random"]) == 0
    return capsys.readouterr().out.strip()


def change(client: Client, old: str, new: str = OWN) -> int:
    """Change the password on the account's page; the status."""
    told = {"oldpassword": old, "password1": new, "password2": new}
    return client.post("/desk/account/password/", told).status_code


def test_a_first_password_is_chance_and_opens_nothing_but_the_page_to_change_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = person(desk, "district", "handler")
    before = first_password(handler, capsys)
    given = first_password(handler, capsys)
    assert re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", given)
    assert given != before
    client = by_password(handler, password=given)
    assert client.get("/desk/")["Location"] == "/desk/account/password/"
    assert client.post("/desk/interests/", {})["Location"] == "/desk/account/password/"
    assert "mật khẩu cấp lần đầu" in said(client.get("/desk/account/password/"))
    assert main(["confirm", "1", "--by", handler.username, "--stdin"]) == 1, "nor the command line"
    assert change(client, given) == 302
    assert client.get("/desk/").status_code == 200
    assert by_password(handler, password=OWN).get("/desk/").status_code == 200
    assert by_password(handler, password=given).get("/desk/").status_code == 302


def test_a_first_password_lapses_after_72_hours(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    handler = person(desk, "district", "handler")
    with time_machine.travel(MORNING, tick=False):
        given = first_password(handler, capsys)
    desk.small.at = MORNING + timedelta(hours=71, minutes=59)
    assert by_password(handler, password=given).get("/desk/")["Location"] == "/desk/account/password/"
    desk.small.at = MORNING + timedelta(hours=72)
    client = Client()
    told = {"username": handler.username, "password": given}
    assert "quá 72 giờ" in said(client.post("/desk/sign-in/", told, follow=True))
    assert client.get("/desk/account/").status_code == 302


def test_a_password_set_by_the_operator_leaves_the_second_step(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    leader = person(desk, "district", "leader")
    enrol(by_password(leader))
    given = first_password(leader, capsys)
    answer = Client().post("/desk/sign-in/", {"username": leader.username, "password": given})
    assert answer["Location"] == STEP


def test_a_new_password_asks_for_the_old_one_and_is_checked(desk: Desk) -> None:
    handler = person(desk, "district", "handler")
    client = by_password(handler)
    assert change(client, "sai sai sai sai") == 200
    assert change(client, SECRET, handler.username * 2) == 200, "their own name"
    assert change(client, SECRET, "qwertyuiop12") == 200
    assert by_password(handler).get("/desk/").status_code == 200
    assert change(client, SECRET) == 302


ASKED_AGAIN = (
    "/desk/account/app/",
    "/desk/account/app/remove/",
    "/desk/account/passkeys/add/",
    "/desk/account/codes/",
    "/desk/account/codes/new/",
)


def test_what_changes_the_way_in_asks_again_after_five_minutes(desk: Desk) -> None:
    leader = person(desk, "district", "leader")
    with time_machine.travel(MORNING, tick=False) as traveller:
        client = by_password(leader)
        secret = enrol(client)
        assert client.get("/desk/account/app/remove/").status_code == 200
        traveller.move_to(MORNING + timedelta(minutes=5, seconds=1))
        for address in ASKED_AGAIN:
            for answer in (client.get(address), client.post(address, {})):
                led = answer.get("Location", "")
                assert led.startswith("/desk/account/again/") or answer.status_code == 405, address
        assert Authenticator.objects.filter(user=leader, type="totp").exists()
        assert client.post("/desk/account/again/", {"password": "sai"}).status_code == 200
        told = {"code": code_now(secret), "next": "/desk/account/app/remove/"}
        assert client.post("/desk/account/again/code/", told)["Location"] == "/desk/account/app/remove/"
        client.post("/desk/account/app/remove/", {})
    assert not Authenticator.objects.filter(user=leader, type="totp").exists()


def test_codes_cannot_be_tried_out_at_the_second_step(desk: Desk) -> None:
    leader = person(desk, "district", "leader")
    secret = enrol(by_password(leader))
    Authenticator.objects.filter(user=leader, type="recovery_codes").delete()
    with time_machine.travel(time.time() + 60):
        client = by_password(leader)
        tried = [said(client.post(STEP, {"code": f"{n:06}"})) for n in range(6)]
        assert "Mã không đúng" in tried[0]
        assert "Sai quá nhiều lần" in tried[-1]
        other = by_password(leader)
        assert "Sai quá nhiều lần" in said(other.post(STEP, {"code": code_now(secret)}))
    with time_machine.travel(time.time() + 400):
        later = by_password(leader)
        assert later.post(STEP, {"code": code_now(secret)})["Location"] == "/desk/"


def test_recovery_codes_are_long_enough_and_unreadable_in_the_database(desk: Desk) -> None:
    leader = person(desk, "district", "leader")
    enrol(by_password(leader))
    kept = Authenticator.objects.get(user=leader, type="recovery_codes")
    codes = RecoveryCodes(kept).get_unused_codes()
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"\d{8}", each) for each in codes), "26 bits each"
    assert not any(each in str(kept.data) for each in codes)
    assert kept.data["seed"].startswith("gAAAA"), "sealed by the key second-factor"


def test_a_name_that_does_not_exist_is_answered_as_one_that_does(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = person(desk, "district", "handler")
    work: list[str] = []

    def counted(name: str) -> None:
        real = getattr(Argon2PasswordHasher, name)

        def does(*args: object, **kwargs: object) -> object:
            work.append(name)
            return real(*args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, name, does)

    counted("encode")
    counted("verify")
    pages, worked = [], []
    for name in (handler.username, "khong-co-nguoi-nay"):
        work.clear()
        answer = Client().post("/desk/sign-in/", {"username": name, "password": "sai sai sai sai"})
        worked.append(len(work))
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(name, "?")
        pages.append((answer.status_code, page))
    assert pages[0] == pages[1]
    assert worked[0] >= 1
    assert worked[0] == worked[1], "as long"
    told = {"username": "khong-co-nguoi-nay", "password": "sai sai sai sai"}
    answers = [said(Client().post("/desk/sign-in/", told)) for _ in range(5)]
    assert "Sai quá nhiều lần" in answers[-1], "locked alike"


def test_only_the_right_password_learns_that_somebody_left(desk: Desk) -> None:
    handler = person(desk, "district", "handler")
    Officer.objects.filter(pk=handler.pk).update(is_active=False)
    told = {"username": handler.username, "password": "sai sai sai sai"}
    answer = said(Client().post("/desk/sign-in/", told, follow=True))
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer
    assert "ngừng hoạt động" not in answer


def test_who_administers_needs_a_second_factor_whatever_their_post(desk: Desk) -> None:
    receiver = person(desk, "commune", "receiver")
    Officer.objects.filter(pk=receiver.pk).update(is_administrator=True)
    client = Client()
    led = client.post("/desk/sign-in/", {"username": receiver.username, "password": SECRET})
    assert led["Location"] == "/desk/account/"
    refused = client.post("/desk/interests/", {})
    assert refused.status_code == 403
    assert 'data-refusal="second_factor_required"' in said(refused)
    assert len(DECIDING) == 4


@pytest.fixture
def leaked(tmp_path: Path) -> Path:
    """A list of breached passwords in the form of Have I Been Pwned."""
    words = [
        "bay con vit troi qua cau",
        "correct horse battery staple",
        *(f"cau {n} rat dai" for n in range(500)),
    ]
    file = tmp_path / "pwned.txt"
    digests = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in words)
    file.write_text("".join(f"{digest}:{n}\n" for n, digest in enumerate(digests)))
    return file


def test_a_breached_password_is_found_wherever_it_stands_in_the_list(leaked: Path) -> None:
    assert all(breached(leaked, f"cau {n} rat dai") for n in range(500))
    assert not any(breached(leaked, f"cau {n} rat ngan") for n in range(500))
    leaked.write_text(leaked.read_text().rstrip("\n").replace("\n", "\r\n"))
    assert all(breached(leaked, f"cau {n} rat dai") for n in range(500)), "and in one made on Windows"


def test_a_breached_password_is_refused_and_a_list_that_cannot_be_read_approves_nothing(
    leaked: Path,
) -> None:
    with pytest.raises(ValidationError, match="đã lộ"):
        BreachedValidator(str(leaked)).validate("correct horse battery staple")
    BreachedValidator(str(leaked)).validate("con ga trong nha ong Ba")
    with pytest.raises(OSError, match="nix"):
        BreachedValidator("/nix").validate("con ga trong nha ong Ba")


def test_the_names_of_officer_unit_and_work_make_no_password(desk: Desk) -> None:
    leader = person(desk, "district", "leader")
    leader.full_name = "Trần Thị Bích Hòa"
    for password in (
        "TranThiBichHoa2026",
        "bichhoa-matkhau",
        "dichvucong@2026!",
        "M0tcua-qu@ngn1nh",
        "ubnd hoso vietnam",
    ):
        with pytest.raises(ValidationError):
            GuessableValidator().validate(password, leader)
    GuessableValidator().validate(OWN, leader)


def test_people_of_two_providers_are_never_one(db: None) -> None:
    claims = {"sub": "7", "name": "Trần An", "id_number": "022090000001"}
    rows = {
        identify(vouched(issuer, claims), at=MORNING).pk
        for issuer in ("https://id.test", "https://id.test/", "https://other.test", "https://id.test")
    }
    assert len(rows) == 3
