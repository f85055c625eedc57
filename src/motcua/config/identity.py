"""Who comes back from the identity provider: a citizen into the portal's session, an official into a linked account.

Two addresses lead to one provider, so that neither can be taken for the other: a citizen never becomes a user of ours, an
official is let in only where they linked this identity themselves (and the second factor is asked as ever).
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext

from motcua.applicants.actions.identify import identify, vouched
from motcua.config.openid import Provider
from motcua.doors.desk.account.adapter import turned_away
from motcua.doors.portal import citizen as portal
from motcua.doors.portal.clock import now
from motcua.doors.portal.frame import language
from motcua.gateways.identity import session
from motcua.rules.refusal import Refusal
from motcua.ui.refusals import words


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Decides what a verified identity means here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: nobody becomes an official by being a citizen."""
        return False

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """The way by its name; where a kept sign-in (between its two steps) names the client only, it is an official's,
        for citizens are never kept half way."""
        named = settings.OFFICIALS if client_id else provider
        return super().get_app(request, provider=named)

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        """The provider behind that way, with our checks."""
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def get_requests_session(self) -> Any:
        """How the provider is asked."""
        return session()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """A citizen is written into the session and led on; an official goes on only with a linked identity."""
        told = dict(sociallogin.account.extra_data)
        sociallogin.account.extra_data = {}  # of an official nothing is kept but the subject
        if sociallogin.account.provider == settings.CITIZENS:
            raise ImmediateHttpResponse(_citizen(request, sociallogin, told))
        if sociallogin.state.get("process") != "connect" and not sociallogin.is_existing:
            raise turned_away(
                request,
                gettext(
                    "Định danh này chưa liên kết với tài khoản nào. Đăng nhập bằng mật khẩu rồi liên kết trong Tài khoản."
                ),
            )

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Back to the door one came from, in our words."""
        said = gettext("Chưa đăng nhập được bằng định danh điện tử. Thử lại, hoặc dùng cách khác.")
        if getattr(provider.app, "provider_id", "") == settings.CITIZENS:
            messages.warning(request, said)
            raise ImmediateHttpResponse(redirect("portal:sign_in"))
        raise turned_away(request, said)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """After linking: the account page."""
        return "/desk/account/"


def _citizen(request: HttpRequest, sociallogin: SocialLogin, told: dict[str, Any]) -> Any:
    claims = {**(told.get("id_token") or {}), **(told.get("userinfo") or {})}
    try:
        found = identify(vouched(settings.IDENTITY_ISSUER, claims), at=now())
    except Refusal as refusal:
        said = words(refusal, language())
        messages.error(request, f"{said.title} {said.do}")
        return redirect("portal:sign_in")
    portal.enter(request, found)
    return redirect(sociallogin.get_redirect_url(request) or "portal:my_dossiers")
