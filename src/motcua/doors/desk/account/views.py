"""The pages of an official's own account: allauth's views in the desk's frame."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as identity
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.doors.desk import factor
from motcua.doors.desk.account import told
from motcua.doors.desk.account.devices import device_name
from motcua.doors.desk.account.events import events_of
from motcua.doors.desk.forms import number
from motcua.doors.desk.here import here_now, navigation, page
from motcua.organisation.models import Officer

FOLDER = "desk/account/"


class InFrame:
    """Adds what the desk's frame shows around a page: the official and the navigation."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's context and the frame's."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if isinstance(self.request.user, Officer):
            here = here_now(self.request.user)
            context |= {"here": here, "nav_links": navigation(self.request, here)}
        return context


class SignIn(account.LoginView):
    """The desk's door; leads on to `next` if it lies on this site, else to my work."""

    template_name = f"{FOLDER}sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way in by electronic identity, where there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.IDENTITY_ISSUER:
            context["identity"] = reverse("openid_connect_login", args=[settings.OFFICIALS])
        return context | {"simulated": settings.IDENTITY_SIMULATED}


class SecondStep(second.AuthenticateView):
    """The second step of signing in."""

    template_name = f"{FOLDER}second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether a passkey can be used at all."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return context | {"passkey": found.exists()}


class ByPasskey(passkeys.LoginWebAuthnView):
    """Signing in by passkey alone."""

    template_name = f"{FOLDER}sign_in.html"


class Again(InFrame, account.ReauthenticateView):
    """The password once more."""

    template_name = f"{FOLDER}again.html"


class AgainByCode(InFrame, second.ReauthenticateView):
    """A code once more."""

    template_name = f"{FOLDER}again.html"


class AgainByPasskey(InFrame, passkeys.ReauthenticateWebAuthnView):
    """The passkey once more."""

    template_name = f"{FOLDER}again_passkey.html"


class ChangePassword(InFrame, account.PasswordChangeView):
    """A new password; every other device is signed out by it."""

    template_name = f"{FOLDER}password.html"
    success_url = reverse_lazy("mfa_index")


class AddApp(InFrame, app.ActivateTOTPView):
    """An app on the telephone that shows codes."""

    template_name = f"{FOLDER}app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """On, and passed in this session."""
        answer: HttpResponse = super().form_valid(form)
        factor.just_added(self.request, "totp")
        return answer


class RemoveApp(InFrame, app.DeactivateTOTPView):
    """Away with it."""

    template_name = f"{FOLDER}app_remove.html"


class Codes(InFrame, codes.ViewRecoveryCodesView):
    """The codes for the day the telephone is lost."""

    template_name = f"{FOLDER}codes.html"


class NewCodes(InFrame, codes.GenerateRecoveryCodesView):
    """New ones, which end the old ones."""

    template_name = f"{FOLDER}codes_new.html"


class AddPasskey(InFrame, passkeys.AddWebAuthnView):
    """A passkey: this computer, a telephone, a security key."""

    template_name = f"{FOLDER}passkey.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """On, and passed in this session."""
        answer: HttpResponse = super().form_valid(form)
        factor.just_added(self.request, "webauthn")
        return answer


class RemovePasskey(InFrame, passkeys.RemoveWebAuthnView):
    """Away with one."""

    template_name = f"{FOLDER}passkey_remove.html"
    success_url = reverse_lazy("mfa_index")


class Identity(InFrame, identity.ConnectionsView):
    """The electronic identity linked to this account."""

    template_name = f"{FOLDER}identity.html"
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is no such page where no provider is connected."""
        if request.user.is_authenticated and not settings.IDENTITY_ISSUER:
            raise Http404
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way to link one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        linked = SocialAccount.objects.filter(user=self.request.user).first()
        way = f"{reverse('openid_connect_login', args=[settings.OFFICIALS])}?process=connect"
        return context | {"linked": linked, "way": way, "simulated": settings.IDENTITY_SIMULATED}


def own_account(request: HttpRequest) -> HttpResponse:
    """Second factors, devices signed in, password, electronic identity, and what happened to the account."""
    if not isinstance(request.user, Officer):
        return redirect_to_login(request.get_full_path())
    officer = request.user
    factors = list(Authenticator.objects.filter(user=officer).order_by("created_at"))
    kinds = {one.type for one in factors}
    context = {
        "app": "totp" in kinds,
        "codes": "recovery_codes" in kinds,
        "passkeys": [one for one in factors if one.type == "webauthn"],
        "must": factor.must_have(officer),
        "passed": factor.passed(request, officer),
        "devices": _devices(request, officer),
        "identity": bool(settings.IDENTITY_ISSUER),
        "linked": SocialAccount.objects.filter(user=officer).exists(),
        "events": events_of(officer.pk),
    }
    return page(request, here_now(officer), f"{FOLDER}account.html", context)


def _devices(request: HttpRequest, officer: Officer) -> list[tuple[UserSession, str, bool]]:
    """The sessions that still live, the newest first, on what, and which of them is this one."""
    alive = sorted(
        UserSession.objects.purge_and_list(officer), key=lambda one: one.last_seen_at, reverse=True
    )
    return [
        (one, device_name(one.user_agent), one.session_key == request.session.session_key) for one in alive
    ]


@require_POST
def end_device(request: HttpRequest) -> HttpResponse:
    """Sign one device out, or every other one (`device` empty)."""
    if not isinstance(request.user, Officer):
        return redirect_to_login(reverse("mfa_index"))
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    if wanted := number(request.POST.get("device")):
        others = others.filter(pk=wanted)
    ended = [one.end() for one in others]
    if ended:
        told.tell(request.user.pk, "sessions_ended", {"count": len(ended)})
        messages.success(request, gettext("Đã đăng xuất thiết bị đã chọn."))
    return redirect("mfa_index")


def no_identity(request: HttpRequest) -> HttpResponse:
    """Whoever turned back at the identity provider, or met an error there, is at the door again."""
    messages.warning(
        request, gettext("Chưa đăng nhập được bằng định danh điện tử. Thử lại, hoặc dùng cách khác.")
    )
    return redirect("desk:sign_in")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many attempts from one place: wait, in words (429)."""
    return render(request, f"{FOLDER}too_many.html", status=429)
