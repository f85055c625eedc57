"""Vietnamese first, whatever the device says; English by the reader's own choice."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_device_in_english_gets_vietnamese(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert answer.headers["Content-Language"] == "vi"
    assert '<html lang="vi"' in answer.content.decode()


def test_the_switch_is_kept(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    answer = client.get("/")
    assert answer.headers["Content-Language"] == "en"
    assert '<html lang="en"' in answer.content.decode()


def test_a_language_we_do_not_have_is_vietnamese(client: Client) -> None:
    client.cookies["django_language"] = "fr"
    assert client.get("/").headers["Content-Language"] == "vi"
