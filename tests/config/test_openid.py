"""What the identity provider answers is believed only when everything about it is right; nothing else signs anybody in."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from motcua.applicants.models import Citizen
from motcua.gateways.identity import ways
from motcua.organisation.models import Officer
from tests.config.hostile_provider import OWN, STRANGE, Told, serving
from tests.factor import sign_in
from tests.world import world

pytestmark = pytest.mark.django_db
WAY = "/dinh-danh/cong-dan/login/"
PEM = OWN.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
Change = Callable[[Told], object]


@pytest.fixture
def provider(db: None) -> Iterator[Told]:
    """A provider this service believes in."""
    cache.clear()
    with serving() as told:
        apps = ways(told.issuer, "motcua", "s", (settings.CITIZENS, settings.OFFICIALS))
        with override_settings(IDENTITY_ISSUER=told.issuer, SOCIALACCOUNT_PROVIDERS=apps):
            yield told


def led_away(client: Client, provider: Told, address: str = WAY) -> dict[str, str]:
    """Leave for the provider; what the service asked of it."""
    answer = client.get(address)
    assert answer["Location"].startswith(f"{provider.issuer}/authorize?"), answer["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}
    provider.nonce = asked["nonce"]
    return asked


def back(client: Client, state: str, more: str = "", way: str = WAY) -> str:
    """Come back from it; where one is led."""
    answer = client.get(f"{way}callback/?code=c&state={state}{more}")
    assert answer.status_code == 302, answer.content[-600:]
    return answer["Location"]


def signed_in(client: Client) -> bool:
    """Whether the public pages know the person."""
    return client.get("/ho-so-cua-toi/").status_code == 200


def test_an_honest_provider_signs_a_person_in(provider: Told) -> None:
    client = Client()
    asked = led_away(client, provider)
    assert back(client, asked["state"]) == "/ho-so-cua-toi/"
    assert signed_in(client)
    assert Citizen.objects.get().subject == "p-1"


def test_the_code_is_asked_for_with_pkce_nonce_and_state_and_proven_at_the_token(provider: Told) -> None:
    client = Client()
    asked = led_away(client, provider)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked["nonce"]), len(asked["state"])) >= 16
    back(client, asked["state"])
    proof = hashlib.sha256(provider.seen["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == asked["code_challenge"]
    assert provider.seen["redirect_uri"] == [asked["redirect_uri"]]
    again = led_away(Client(), provider)
    assert not {again["nonce"], again["state"], again["code_challenge"]} & set(asked.values())


def test_no_token_reaches_the_browser_or_is_kept(provider: Told) -> None:
    client = Client()
    asked = led_away(client, provider)
    token = provider.id_token()
    back(client, asked["state"])
    held = [str(dict(client.session.items())), *(morsel.value for morsel in client.cookies.values())]
    assert not any(token[:20] in each for each in held)
    assert not any("'a'" in each for each in held), "the access token"
    assert not SocialToken.objects.exists()


def strange(told: Told, **more: object) -> None:
    """Signed by a key of somebody else, who says where theirs is."""
    told.key, told.head = STRANGE, {"jku": f"{told.issuer}/strange-keys", **more}


HOSTILE: dict[str, Change] = {
    "no signature": lambda told: vars(told).update(key=None, algorithm="none"),
    "signed with the public key as a secret": lambda told: vars(told).update(
        key=hashlib.sha256(PEM).digest(), algorithm="HS256"
    ),
    "signed by a stranger who names their own keys": strange,
    "signed by a stranger who sends the key": lambda told: strange(
        told, jwk={"kty": "RSA", "n": "AQAB", "e": "AQAB"}
    ),
    "a key that is not published": lambda told: told.head.update(kid="other"),
    "an algorithm not listed": lambda told: vars(told).update(algorithm="RS512"),
    "an access token in its place": lambda told: told.head.update(typ="at+jwt"),
    "over": lambda told: told.claims.update(exp=int(time.time()) - 120),
    "not yet": lambda told: told.claims.update(nbf=int(time.time()) + 600),
    "made in the future": lambda told: told.claims.update(iat=int(time.time()) + 600),
    "without an end": lambda told: told.claims.update(exp=None),
    "of another issuer": lambda told: told.claims.update(iss="https://evil.example"),
    "for another service": lambda told: told.claims.update(aud="bank"),
    "for two services": lambda told: told.claims.update(aud=["motcua", "bank"]),
    "for two services, asked by the other": lambda told: told.claims.update(
        aud=["motcua", "bank"], azp="bank"
    ),
    "asked by another service": lambda told: told.claims.update(azp="bank"),
    "for us alone, asked by another service": lambda told: told.claims.update(aud=["motcua"], azp="bank"),
    "for nobody": lambda told: told.claims.update(aud=None),
    "of nobody": lambda told: told.claims.update(sub=None),
    "without nonce": lambda told: told.claims.update(nonce=None),
    "of another sign-in": lambda told: told.claims.update(nonce="planted"),
    "with data of somebody else": lambda told: told.person.update(sub="p-2"),
    "with data of nobody": lambda told: told.person.pop("sub"),
    "no ID token at all": lambda told: told.answers.update({"/token": (200, {"access_token": "a"})}),
    "no JWT": lambda told: told.answers.update({"/token": (200, {"access_token": "a", "id_token": "x"})}),
    "a list for a token": lambda told: told.answers.update({"/token": (200, ["access_token"])}),
    "no JSON": lambda told: told.answers.update({"/token": (200, '{"access_token":')}),
    "an error": lambda told: told.answers.update({"/token": (400, {"error": "invalid_grant"})}),
    "keys that are none": lambda told: told.answers.update({"/keys": (200, {"keys": [1, {"kid": "own"}]})}),
    "keys from elsewhere": lambda told: told.answers.update(
        {"/keys": (302, f"{told.issuer}/strange-keys"), "/strange-keys": (200, {"keys": []})}
    ),
    "the token is elsewhere": lambda told: told.answers.update(
        {"/token": (307, f"{told.issuer}/strange-keys")}
    ),
    "the person is elsewhere": lambda told: told.answers.update(
        {"/person": (302, f"{told.issuer}/strange-keys")}
    ),
    "the person is a list": lambda told: told.answers.update({"/person": (200, [])}),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_an_answer_that_is_not_right_signs_nobody_in(provider: Told, how: str) -> None:
    client = Client()
    asked = led_away(client, provider)
    HOSTILE[how](provider)
    assert back(client, asked["state"]) == "/dang-nhap/"
    assert not signed_in(client)
    assert not Citizen.objects.exists()
    assert not [each for each in provider.asked if "strange" in each], "nothing else was asked"
    assert "Chưa đăng nhập được bằng định danh điện tử" in client.get("/dang-nhap/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "ftp://evil.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_description_that_is_not_of_our_issuer_leads_nowhere(
    provider: Told, wrong: dict[str, str | None]
) -> None:
    provider.metadata = dict(wrong)
    assert Client().get(WAY)["Location"] == "/dang-nhap/"


@pytest.mark.parametrize("answer", [(500, {}), (200, []), (200, "no JSON"), (302, "/strange-keys")])
def test_a_provider_out_of_order_is_said_in_words(provider: Told, answer: tuple[int, object]) -> None:
    provider.answers["/.well-known/openid-configuration"] = answer
    assert Client().get(WAY)["Location"] == "/dang-nhap/"
    assert Client().get("/dinh-danh/can-bo/login/")["Location"] == "/desk/sign-in/"
    client = Client()
    provider.answers.clear()
    state = led_away(client, provider)["state"]
    provider.answers["/.well-known/openid-configuration"] = answer
    assert back(client, state) == "/dang-nhap/"


def test_an_answer_nobody_here_asked_for_opens_nothing(provider: Told) -> None:
    client, thief = Client(), Client()
    state = led_away(client, provider)["state"]
    assert back(thief, state) == "/dang-nhap/", "begun in another browser"
    assert back(client, "planted") == "/dang-nhap/"
    official = back(client, state, way="/dinh-danh/can-bo/login/")
    assert official == "/desk/sign-in/", "begun on the other way"
    assert not Citizen.objects.exists()
    assert back(client, state) == "/ho-so-cua-toi/"
    fresh = Client()
    fresh.cookies = client.cookies
    assert back(fresh, state) == "/dang-nhap/", "each answer counts once"


def test_an_answer_of_another_issuer_is_not_taken(provider: Told) -> None:
    for more, metadata, leads in (
        ("&iss=https://evil.example", {}, "/dang-nhap/"),
        ("", {"authorization_response_iss_parameter_supported": True}, "/dang-nhap/"),
        (
            f"&iss={provider.issuer}",
            {"authorization_response_iss_parameter_supported": True},
            "/ho-so-cua-toi/",
        ),
    ):
        client = Client()
        state = led_away(client, provider)["state"]
        provider.metadata = dict(metadata)
        assert back(client, state, more) == leads


def test_an_address_widens_nothing_that_is_asked_for(provider: Told) -> None:
    query = "?scope=offline_access,phone&auth_params=nonce%3Dplanted%26prompt%3Dnone%26redirect_uri%3Dhttps://evil.example"
    asked = led_away(Client(), provider, WAY + query)
    assert set(asked["scope"].split()) == {"openid", "profile", "citizen"}
    assert asked["nonce"] != "planted"
    assert "prompt" not in asked
    assert asked["redirect_uri"].endswith("/dinh-danh/cong-dan/login/callback/")


def test_a_weaker_sign_in_than_the_operator_wants_is_refused(provider: Told) -> None:
    with override_settings(IDENTITY_STRENGTH="muc-2"):
        for acr, leads in ((None, "/dang-nhap/"), ("muc-1", "/dang-nhap/"), ("muc-2", "/ho-so-cua-toi/")):
            client = Client()
            asked = led_away(client, provider)
            assert asked["acr_values"] == "muc-2"
            provider.claims = {"acr": acr}
            assert back(client, asked["state"]) == leads


def test_nobody_becomes_an_official_by_an_identity(provider: Told) -> None:
    client = Client()
    state = led_away(client, provider, "/dinh-danh/can-bo/login/")["state"]
    assert back(client, state, way="/dinh-danh/can-bo/login/") == "/desk/sign-in/"
    assert client.get("/desk/").status_code == 302
    assert not Officer.objects.exists()
    assert not Citizen.objects.exists()


def test_coming_back_leads_on_only_inside_this_site(provider: Told) -> None:
    for wanted, leads in (("https://evil.example/", "/ho-so-cua-toi/"), ("/thu-tuc/", "/thu-tuc/")):
        client = Client()
        state = led_away(client, provider, f"{WAY}?next={wanted}")["state"]
        assert back(client, state) == leads


def test_a_way_that_is_not_there_is_not_found(provider: Told) -> None:
    assert Client().get("/dinh-danh/khac/login/").status_code == 404
    assert Client().get("/dinh-danh/khac/login/callback/?code=c&state=s").status_code == 404


def test_linking_an_identity_asks_the_official_again_after_five_minutes(provider: Told) -> None:
    way = "/dinh-danh/can-bo/login/"
    officer = Officer.objects.get(pk=world().who("district", "handler"))
    client = sign_in(Client(), officer)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time() - 301}]
    session.save()
    state = led_away(client, provider, f"{way}?process=connect")["state"]
    assert back(client, state, way=way).startswith("/desk/account/again/")
    assert not SocialAccount.objects.exists()
    fresh = sign_in(Client(), officer)
    state = led_away(fresh, provider, f"{way}?process=connect")["state"]
    assert back(fresh, state, way=way) == "/desk/account/"
    assert SocialAccount.objects.get().user_id == officer.pk


def test_a_linked_identity_opens_nothing_for_who_left(provider: Told) -> None:
    way = "/dinh-danh/can-bo/login/"
    officer = Officer.objects.get(pk=world().who("district", "handler"))
    SocialAccount.objects.create(user=officer, provider=settings.OFFICIALS, uid="p-1")
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    client = Client()
    state = led_away(client, provider, way)["state"]
    assert back(client, state, way=way) == "/desk/sign-in/"
    assert client.get("/desk/").status_code == 302
    Officer.objects.filter(pk=officer.pk).update(is_active=True)
    state = led_away(client, provider, way)["state"]
    assert back(client, state, way=way) == "/desk/"
    assert client.get("/desk/").status_code == 200
