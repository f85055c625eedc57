"""What we ask of django-allauth: no sign-up, no mail, our words, our way on after signing in."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk import clock, factor
from motcua.doors.desk.account import told
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer

FRESH = 5 * 60
"""Seconds after signing in (or confirming) in which nothing is asked again."""
SAID: dict[str, Promise] = {
    "account/messages/password_changed.txt": gettext_lazy(
        "Đã đổi mật khẩu; các thiết bị khác đã bị đăng xuất."
    ),
    "mfa/messages/totp_activated.txt": gettext_lazy("Đã bật ứng dụng mã xác thực."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Đã tắt ứng dụng mã xác thực."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Đã thêm khóa đăng nhập."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Đã bỏ khóa đăng nhập."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("Đã tạo mã dự phòng mới; mã cũ hết hiệu lực."),
    "usersessions/messages/sessions_logged_out.txt": gettext_lazy("Đã đăng xuất mọi thiết bị khác."),
    "socialaccount/messages/account_connected.txt": gettext_lazy("Đã liên kết định danh điện tử."),
    "socialaccount/messages/account_connected_updated.txt": gettext_lazy(
        "Định danh điện tử đã liên kết từ trước."
    ),
    "socialaccount/messages/account_connected_other.txt": gettext_lazy(
        "Định danh này đã liên kết với tài khoản khác, nên không liên kết được. Hỏi quản trị."
    ),
    "socialaccount/messages/account_disconnected.txt": gettext_lazy("Đã bỏ liên kết định danh điện tử."),
}
"""What is said after an act, by the name of allauth's own template; what has no line is not said."""
WRONG_PAIR = gettext_lazy(
    "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock; nếu quên mật khẩu, hỏi quản trị đơn vị."
)
TOO_MANY = gettext_lazy(
    "Sai quá nhiều lần nên tạm khóa. Chờ 5 phút rồi thử lại; nếu quên mật khẩu hoặc mất điện thoại, hỏi quản trị đơn vị."
)
LAPSED = gettext_lazy("Mật khẩu cấp lần đầu đã quá 72 giờ nên hết hiệu lực. Hỏi quản trị đơn vị để cấp lại.")
INACTIVE = gettext_lazy("Tài khoản này đã ngừng hoạt động. Hỏi quản trị đơn vị.")


class OfficerAdapter(DefaultAccountAdapter):
    """Officials are created by the organisation room; allauth only lets them in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_PAIR,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": gettext_lazy("Mật khẩu không đúng."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại không đúng."),
        "incorrect_code": gettext_lazy("Mã không đúng hoặc đã hết hạn. Nhập mã đang hiện trên ứng dụng."),
        "account_inactive": INACTIVE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody makes their own account."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed: what happens to an account stands on its page and in the journal."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed."""

    def respond_user_inactive(self, request: HttpRequest, user: Officer) -> HttpResponse:
        """Back to the door, with the reason."""
        messages.error(request, str(INACTIVE))
        return redirect("desk:sign_in")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our own words, or none."""
        if said := message or SAID.get(message_template or ""):
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted by name alone: by whatever address of ours, and at the command line."""
        return str(credentials.get("username") or "").lower()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password is counted in the journal (no names, no addresses)."""
        told.failed(str(credentials.get("username") or ""))

    def is_reauthentication_required(self, app: str) -> bool:
        """Whoever showed who they are a moment ago is not asked again."""
        records = get_authentication_records(context.request, context.request.user)
        return not (records and time.time() - records[-1]["at"] < FRESH)

    def pre_login(self, request: HttpRequest, user: Officer, **kwargs: Any) -> HttpResponse | None:
        """Nobody comes in by a first password that has lapsed."""
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        since = organisation.first_password_since(user.pk)
        if answer is None and since and clock.now() - since >= organisation.LAPSES:
            clear_login(request)
            messages.error(request, str(LAPSED))
            return redirect("desk:sign_in")
        return answer

    def post_login(self, request: HttpRequest, user: Officer, **kwargs: Any) -> HttpResponse:
        """Into the desk; whoever must have a second factor and has none is led to add one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if organisation.first_password_since(user.pk):
            request.session[factor.MUST_CHANGE] = True
            messages.warning(
                request, gettext("Đây là mật khẩu cấp lần đầu: đặt mật khẩu của riêng bạn trước đã.")
            )
            return redirect("account_change_password")
        if factor.lacks(request, user):
            messages.warning(
                request,
                gettext(
                    "Bạn được giao việc ký, đóng dấu, quyết định hoặc cấu hình: bật xác thực hai bước trước đã."
                ),
            )
            return redirect("mfa_index")
        return response


def turned_away(request: HttpRequest, words: str) -> ImmediateHttpResponse:
    """Ends a way in at the door, with the reason."""
    messages.error(request, words)
    return ImmediateHttpResponse(redirect(reverse("desk:sign_in")))
