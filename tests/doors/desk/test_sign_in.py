"""The door of the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.organisation.models import Officer
from tests.doors.desk.desk import Desk, said

SECRET = "mot-cua-thu-2026"


@pytest.fixture
def handler(desk: Desk) -> Officer:
    officer = Officer.objects.get(pk=desk.small.who("district", "handler"))
    officer.set_password(SECRET)
    officer.save()
    return officer


def test_nobody_passes_without_signing_in_and_the_way_back_is_kept(db: None) -> None:
    answer = Client().get("/desk/unit/?page=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/sign-in/?next=/desk/unit/%3Fpage%3D2"


def test_the_right_password_opens_my_work_and_the_button_shuts_it(desk: Desk, handler: Officer) -> None:
    client = Client()
    answer = client.post("/desk/sign-in/", {"username": handler.username, "password": SECRET})
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:my_work"))
    assert "Việc của tôi" in client.get("/desk/").content.decode()
    assert client.post("/desk/sign-out/")["Location"] == "/desk/sign-in/"
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(("to", "leads"), [("/desk/unit/", "/desk/unit/"), ("https://evil.test/", "/desk/")])
def test_it_leads_on_only_inside_this_site(desk: Desk, handler: Officer, to: str, leads: str) -> None:
    answer = Client().post("/desk/sign-in/", {"username": handler.username, "password": SECRET, "next": to})
    assert answer["Location"] == leads


def test_a_wrong_password_is_refused_in_words_and_the_name_kept(desk: Desk, handler: Officer) -> None:
    answer = Client().post("/desk/sign-in/", {"username": handler.username, "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in said(answer)
    assert f'value="{handler.username}"' in said(answer)
    assert "sai" not in said(answer).replace("không đúng", "")[-200:]


def test_someone_who_left_cannot_come_in(desk: Desk, handler: Officer) -> None:
    Officer.objects.filter(pk=handler.pk).update(is_active=False)
    client = Client()
    answer = client.post("/desk/sign-in/", {"username": handler.username, "password": SECRET}, follow=True)
    assert "Tài khoản này đã ngừng hoạt động" in said(answer)
    assert client.get("/desk/").status_code == 302


def test_an_empty_name_is_named(db: None) -> None:
    assert "Chưa điền: tên đăng nhập." in said(Client().post("/desk/sign-in/", {}))
