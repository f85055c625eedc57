"""The OpenID Connect client: django-allauth's code flow, and every check of the provider's answers that it leaves to TLS.

The ID token is believed only when signed by a key of the configured issuer with a listed algorithm, made for this service,
for this very sign-in (nonce), now. Source: OpenID Connect Core 1.0, 3.1.3.7; RFC 9207 (`iss`); OWASP ASVS 5.0, V9 and V10.
"""

import hmac
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from motcua.gateways.identity import NotAnswered, ask

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""What an ID token may be signed with: public keys only, so that nobody signs with what everybody knows."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
LEEWAY = 60
"""Seconds two clocks may differ."""


class Way(OpenIDConnectOAuth2Adapter):
    """One way to the provider; `nonce` belongs to the sign-in that is being answered."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description of itself, asked once a request. Raises OAuth2Error when it cannot be asked, speaks for
        another issuer, or names an address that is not as safe as its own."""
        if not hasattr(self, "_openid_config"):
            told = _asked(self.get_provider().server_url)
            issuer = str(self.get_provider().app.settings["server_url"])
            if told.get("issuer") != issuer:
                raise OAuth2Error("another issuer")
            if any(not _safe(str(told.get(name) or ""), issuer) for name in ENDPOINTS):
                raise OAuth2Error("an address without TLS")
            self._openid_config = told
        return self._openid_config

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """What the provider gives for the code; OAuth2Error when it answers nonsense."""
        try:
            found = super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)
        except (KeyError, ValueError) as error:
            raise OAuth2Error("unreadable") from error
        if not isinstance(found, dict):
            raise OAuth2Error("unreadable")
        return found

    def parse_token(self, data: Mapping[str, Any]) -> SocialToken:
        """The access token, used once for the person's data and kept nowhere."""
        return SocialToken(token=str(data["access_token"]))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who it is, by the checked ID token and by data told of the same subject."""
        claims = self._checked(app, kwargs["response"].get("id_token"))
        headers = {"Authorization": f"Bearer {token.token}"}
        person = _asked(self.profile_url, headers)
        if person.get("sub") != claims["sub"]:
            raise OAuth2Error("data of somebody else")
        return self.get_provider().sociallogin_from_response(
            request, {"userinfo": person, "id_token": claims}
        )

    def _checked(self, app: SocialApp, token: object) -> dict[str, Any]:
        """The claims of the ID token. Raises OAuth2Error for any that may not be believed."""
        try:
            claims: dict[str, Any] = jwt.decode(
                str(token or ""),
                key=self._key(str(token or "")),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"], "verify_iat": True},
            )
        except (jwt.PyJWTError, TypeError, ValueError) as error:
            raise OAuth2Error("an ID token that is not to be believed") from error
        asker = claims.get("azp")
        if asker != app.client_id and (
            asker is not None or claims["aud"] not in (app.client_id, [app.client_id])
        ):
            raise OAuth2Error("an ID token for somebody else")
        if not self.nonce or not hmac.compare_digest(
            str(claims.get("nonce") or "").encode(), self.nonce.encode()
        ):
            raise OAuth2Error("an ID token of another sign-in")
        if settings.IDENTITY_STRENGTH and claims.get("acr") != settings.IDENTITY_STRENGTH:
            raise OAuth2Error("a weaker sign-in than asked for")
        return claims

    def _key(self, token: str) -> jwt.PyJWK:
        """The issuer's key that the token names; whatever else its head names is not looked at."""
        head = jwt.get_unverified_header(token)
        if head.get("alg") not in ALGORITHMS or str(head.get("typ", "JWT")).upper() != "JWT":
            raise OAuth2Error("a token of another kind")
        keys = _asked(self.openid_config["jwks_uri"]).get("keys")
        for one in keys if isinstance(keys, list) else []:
            if isinstance(one, dict) and one.get("kid") == head.get("kid") and one.get("use", "sig") == "sig":
                return jwt.PyJWK(one, algorithm=head["alg"])
        raise OAuth2Error("signed with an unknown key")


class Provider(OpenIDConnectProvider):
    """The provider as our addresses lead to it: nothing in an address widens what is asked for."""

    oauth2_adapter_class = Way

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """What the settings say."""
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """What the settings say."""
        return dict(self.get_auth_params())

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Away to the provider, with a nonce that this session remembers."""
        nonce = secrets.token_urlsafe(32)
        asked = {**self.get_auth_params(), "nonce": nonce}
        if settings.IDENTITY_STRENGTH:
            asked["acr_values"] = settings.IDENTITY_STRENGTH
        try:
            led: HttpResponse = super().redirect(
                request, process, next_url, data, **{**kwargs, "auth_params": asked, "nonce": nonce}
            )
            return led
        except OAuth2Error as error:
            return _refused(request, self, error)


class Callback(OAuth2CallbackView):
    """Somebody comes back from the provider."""

    adapter: Way

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """In, or back to the door in words."""
        try:
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)
            return answer
        except OAuth2Error as error:
            return _refused(request, self.adapter.get_provider(), error)

    def _get_state(
        self, request: HttpRequest, provider: Provider
    ) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        """What this session remembers of the sign-in; OAuth2Error when another issuer answers it."""
        state, answer = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = str(state.get("nonce") or "")
            config = self.adapter.openid_config
            must = config.get("authorization_response_iss_parameter_supported") is True
            if request.GET.get("iss", None if must else config["issuer"]) != config["issuer"]:
                raise OAuth2Error("an answer of another issuer")
        return state, answer


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the provider; 404 for a way that is not there."""
    return _open(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Comes back; 404 for a way that is not there."""
    return _open(Callback, request, provider_id)


def _open(
    view: type[OAuth2LoginView] | type[OAuth2CallbackView], request: HttpRequest, provider_id: str
) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Way(request, provider_id))(request)
        return answer
    except SocialApp.DoesNotExist:
        raise Http404 from None


def _refused(request: HttpRequest, provider: Any, error: OAuth2Error) -> HttpResponse:
    answer: HttpResponse = render_authentication_error(request, provider, exception=error)
    return answer


def _asked(address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One JSON object of the provider. Raises OAuth2Error for anything else."""
    try:
        return ask(address, headers)
    except NotAnswered as error:
        raise OAuth2Error("the provider did not answer") from error


def _safe(address: str, issuer: str) -> bool:
    """Whether an address is as safe as the issuer's: TLS, unless the issuer itself is a program of this machine."""
    return urlsplit(address).scheme in {"https", urlsplit(issuer).scheme}
