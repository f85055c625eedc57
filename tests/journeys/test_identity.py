"""The real code flow with PKCE between two programs, in a real browser: a citizen, and an official, by national identity."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from motcua.applicants.models import Citizen
from motcua.gateways.identity import ways
from motcua.organisation.models import Officer
from tests import builders
from tests.builders import OWNER
from tests.journeys.conftest import Sit
from tests.journeys.walk import Walk
from tests.provider import SECRET, simulated
from tests.world import World

LEADER = "022170005678"


@pytest.fixture
def issuer(live_server: LiveServer, tmp_path: Path) -> Iterator[str]:
    """The simulated provider as a program of its own, and this service told of it."""
    people = [
        {"name": OWNER.name, "id_number": OWNER.id_number, "birthdate": "1990-02-03"},
        {"name": "Cán bộ district.leader", "id_number": LEADER},
    ]
    with simulated(tmp_path, people, live_server.url) as address:
        providers = ways(address, "motcua", SECRET, (settings.CITIZENS, settings.OFFICIALS))
        with override_settings(
            IDENTITY_ISSUER=address, IDENTITY_SIMULATED=True, SOCIALACCOUNT_PROVIDERS=providers
        ):
            yield address


def be(walk: Walk, issuer: str, number: str) -> None:
    """At the provider: choose a person, allow."""
    walk.page.wait_for_url(f"{issuer}/**")
    assert "GIẢ LẬP – không phải VNeID" in walk.page.inner_text("header")
    walk.page.locator(f"[name=person][value='{number}']").click()
    walk.page.get_by_role("button", name="Cho phép").click()


def of_the_service(walk: Walk, issuer: str) -> None:
    """The provider is another site, and the only one that was asked."""
    sent = [each for each in walk.outside if "/identity/o/authorize" in each]
    query = parse_qs(urlsplit(sent[0]).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["code_challenge"][0]
    walk.outside[:] = [each for each in walk.outside if not each.startswith(issuer)]


def test_a_citizen_signs_in_and_sees_their_own_dossiers(small: World, issuer: str, sit: Sit) -> None:
    code = str(builders.stored(builders.to_in_process(small)).code)
    people = Officer.objects.count()
    walk = sit(width=360)
    answer = walk.page.goto("/ho-so-cua-toi/")
    assert answer is not None
    assert "form-action 'self'" in answer.headers["content-security-policy"], (
        "the browser enforces it on the way"
    )
    assert walk.path() == "/dang-nhap/"
    walk.page.get_by_role("link", name="Tiếp tục với định danh điện tử").click()
    be(walk, issuer, OWNER.id_number)
    walk.page.wait_for_url("**/ho-so-cua-toi/")
    assert OWNER.name in walk.page.inner_text("header")
    walk.page.get_by_role("link", name=code).click()
    assert "Chỉ bạn thấy phần này" in walk.page.inner_text("main")
    assert (Citizen.objects.get().id_number, Officer.objects.count()) == (OWNER.id_number, people)
    assert not SocialAccount.objects.exists()
    walk.page.goto("/desk/")
    assert walk.path() == "/desk/sign-in/", "a citizen is no official"
    walk.page.goto("/")
    walk.page.get_by_role("button", name="Đăng xuất").click()
    walk.page.goto("/ho-so-cua-toi/")
    assert walk.path() == "/dang-nhap/"
    of_the_service(walk, issuer)


def test_an_official_links_an_identity_and_comes_in_by_it_with_the_second_step(
    small: World, issuer: str, sit: Sit
) -> None:
    walk = sit()
    walk.page.goto("/desk/sign-in/")
    walk.page.get_by_role("link", name="Dùng định danh điện tử đã liên kết").click()
    be(walk, issuer, LEADER)
    walk.page.wait_for_url(re.compile("/desk/sign-in/$"))
    assert "chưa liên kết với tài khoản nào" in walk.page.inner_text("main")

    walk.sign_in("district.leader")
    walk.page.goto("/desk/account/identity/")
    walk.page.get_by_role("link", name="Liên kết").click()
    walk.page.get_by_role("button", name="Cho phép").click()
    walk.page.wait_for_url("**/desk/account/")
    linked = SocialAccount.objects.get()
    assert linked.user.username == "district.leader"
    assert linked.extra_data == {}, "nothing of the person but the subject is kept"

    walk.sign_out()
    walk.page.get_by_role("link", name="Dùng định danh điện tử đã liên kết").click()
    walk.page.get_by_role("button", name="Cho phép").click()
    walk.page.wait_for_url("**/desk/sign-in/second-step/")
    of_the_service(walk, issuer)


def test_what_was_not_asked_for_is_not_believed(small: World, issuer: str, sit: Sit) -> None:
    with urlopen(f"{issuer}/.well-known/openid-configuration") as answer:
        assert json.load(answer)["code_challenge_methods_supported"] == ["S256"]
    walk = sit()
    walk.page.goto("/dinh-danh/cong-dan/login/callback/?code=planted&state=planted")
    assert walk.path() == "/dang-nhap/"
    assert "Chưa đăng nhập được bằng định danh điện tử" in walk.page.inner_text("main")
    assert not Citizen.objects.exists()
