"""The simulated identity provider keeps the rules of a real one, so that what works with it works with another."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from motcua.config.simulated_identity import settings
from tests.provider import SECRET, simulated

HOME = "https://motcua.example"
BACK = f"{HOME}/dinh-danh/cong-dan/login/callback/"
AN = {"name": "Trần An", "id_number": "022090000001", "birthdate": "1990-02-03"}
PROOF = "mot-cau-dai-khong-ai-doan-duoc-" * 2
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(PROOF.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "client_id": "motcua", "response_type": "code", "redirect_uri": BACK, "scope": "openid profile citizen",
    "state": "s", "nonce": "n", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
}  # fmt: skip


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program, with one person."""
    with simulated(tmp_path_factory.mktemp("identity"), [AN], HOME) as address:
        yield address


@pytest.fixture
def browser(issuer: str) -> requests.Session:
    """A browser in which An has said who she is."""
    found = requests.Session()
    page = found.get(issuer + "/")
    person = {"person": AN["id_number"], "csrfmiddlewaretoken": token(page.text)}
    assert found.post(issuer + "/", person).status_code == 200
    return found


def token(page: str, name: str = "csrfmiddlewaretoken") -> str:
    """A hidden field's value."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, page[-800:]
    return found[1].replace("&quot;", '"')


def ask(browser: requests.Session, issuer: str, **changed: str | None) -> requests.Response:
    """Ask for a code; None leaves a word out."""
    query = {name: value for name, value in {**ASKED, **changed}.items() if value is not None}
    return browser.get(f"{issuer}/identity/o/authorize", params=query, allow_redirects=False)


def answered(browser: requests.Session, issuer: str, action: str = "grant", **more: str) -> dict[str, str]:
    """What the service is told after the person has decided."""
    page = ask(browser, issuer).text
    told = {"request": token(page, "request"), "csrfmiddlewaretoken": token(page), "action": action,
            "scopes": ["openid", "profile", "citizen"], **more}  # fmt: skip
    led = browser.post(f"{issuer}/identity/o/authorize", told, allow_redirects=False).headers["Location"]
    assert led.startswith(BACK + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(led).query).items()}


def redeem(issuer: str, code: str, **changed: str | None) -> requests.Response:
    """Ask for the tokens."""
    told = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": PROOF,
            "client_id": "motcua", "client_secret": SECRET, **changed}  # fmt: skip
    return requests.post(f"{issuer}/identity/o/api/token", told, timeout=10)


def test_a_code_gives_an_id_token_for_this_service_once(issuer: str, browser: requests.Session) -> None:
    told = answered(browser, issuer)
    assert told["state"] == "s"
    given = redeem(issuer, told["code"])
    found = given.json()
    assert set(found) <= {"access_token", "expires_in", "token_type", "scope", "id_token"}, "no refresh token"
    assert found["expires_in"] <= 60
    keys = requests.get(f"{issuer}/.well-known/jwks.json", timeout=10).json()["keys"]
    claims = jwt.decode(found["id_token"], jwt.PyJWK(keys[0]), ["RS256"], audience="motcua", issuer=issuer)
    assert (claims["nonce"], claims["aud"]) == ("n", "motcua")
    assert claims["exp"] - claims["iat"] <= 300
    assert redeem(issuer, told["code"]).status_code >= 400, "twice"


@pytest.mark.parametrize(
    "back",
    [BACK + "x", BACK.rstrip("/"), BACK + "?a=b", BACK + "../", "https://evil.example/", HOME + ".evil.example/",
     "http://motcua.example/dinh-danh/cong-dan/login/callback/"],
)  # fmt: skip
def test_nothing_but_the_exact_return_address_is_taken(
    issuer: str, browser: requests.Session, back: str
) -> None:
    answer = ask(browser, issuer, redirect_uri=back)
    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert "Yêu cầu không hợp lệ" in answer.text
    assert "GIẢ LẬP" in answer.text


@pytest.mark.parametrize(
    "changed",
    [{"code_challenge": None}, {"code_challenge_method": None}, {"code_challenge_method": "plain"},
     {"response_mode": "fragment"}, {"response_mode": "form_post"}],
)  # fmt: skip
def test_no_code_without_pkce_and_only_in_the_query(
    issuer: str, browser: requests.Session, changed: dict[str, str | None]
) -> None:
    assert ask(browser, issuer, **changed).status_code == 400


@pytest.mark.parametrize("kind", ["token", "id_token", "id_token token", "code token"])
def test_tokens_are_never_given_to_a_browser(issuer: str, browser: requests.Session, kind: str) -> None:
    answer = ask(browser, issuer, response_type=kind)
    assert answer.status_code >= 400 or "error=" in answer.headers["Location"]


@pytest.mark.parametrize(
    "changed",
    [
        {"client_secret": "wrong"},
        {"client_secret": None},
        {"code_verifier": "x" * 50},
        {"code_verifier": None},
        {"redirect_uri": f"{HOME}/dinh-danh/can-bo/login/callback/"},
        {"grant_type": "password", "username": AN["id_number"], "password": ""},
        {"grant_type": "client_credentials"},
        {"grant_type": "refresh_token", "refresh_token": "x"},
        {"grant_type": "urn:ietf:params:oauth:grant-type:device_code"},
    ],
)
def test_a_code_is_worth_nothing_to_who_stole_it(
    issuer: str, browser: requests.Session, changed: dict[str, str | None]
) -> None:
    answer = redeem(issuer, answered(browser, issuer)["code"], **changed)
    assert answer.status_code >= 400
    assert "access_token" not in answer.text


def test_more_than_the_service_may_know_is_not_given(issuer: str, browser: requests.Session) -> None:
    answer = ask(browser, issuer, scope="openid profile citizen offline_access")
    assert "error=invalid_scope" in answer.headers["Location"]


def test_each_time_the_person_is_asked_and_may_say_no(issuer: str, browser: requests.Session) -> None:
    answered(browser, issuer)
    page = ask(browser, issuer).text
    assert "Cho phép hệ thống một cửa nhận thông tin?" in page
    assert "Họ tên, số định danh, ngày sinh." in page
    assert answered(browser, issuer, "cancel")["error"] == "access_denied"
    assert ask(browser, issuer, prompt="none").status_code == 400, "not behind their back"


def test_what_was_not_asked_cannot_be_answered(issuer: str, browser: requests.Session) -> None:
    page = ask(browser, issuer).text
    told = {
        "request": token(page, "request"),
        "csrfmiddlewaretoken": token(page),
        "action": "grant",
        "scopes": "openid",
    }
    forged = browser.post(f"{issuer}/identity/o/authorize", told | {"request": "x:y"}, allow_redirects=False)
    assert forged.status_code == 403
    without = browser.post(
        f"{issuer}/identity/o/authorize", told | {"csrfmiddlewaretoken": ""}, allow_redirects=False
    )
    assert without.status_code == 403


def test_it_tells_and_does_what_the_code_flow_needs_and_nothing_else(issuer: str) -> None:
    told = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=10).json()
    assert told["issuer"] == issuer
    assert told["grant_types_supported"] == ["authorization_code"]
    assert told["response_types_supported"] == ["code"]
    assert "none" not in told["token_endpoint_auth_methods_supported"]
    assert not {"registration_endpoint", "introspection_endpoint", "end_session_endpoint"} & set(told)
    for path in ("device", "logout", "api/revoke", "api/device/code", "api/clients", "api/introspect"):
        assert requests.post(f"{issuer}/identity/o/{path}", timeout=10).status_code in {403, 404}, path
    assert settings.IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN <= 600


def test_it_keeps_its_data_in_its_own_folder(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = [path.name for path in Path(tmp_path_factory.getbasetemp()).glob("identity*/*")]
    assert {"identity.sqlite3", "keys", "personas.json"} <= set(kept)
