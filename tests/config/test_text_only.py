"""No page lets a NUL through to a database that cannot keep it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/thu-tuc/%00/", "/thu-tuc/?q=a%00b", "/tra-cuu/?ma=1&%00=2"])
def test_an_address_with_a_nul_is_answered_as_damaged(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Yêu cầu" in answer.content.decode()


def test_a_form_with_a_nul_is_answered_as_damaged(client: Client) -> None:
    assert client.post("/desk/sign-in/", {"login": "a\0b", "password": "x"}).status_code == 400
