"""Sign in and out."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from motcua.doors.desk.forms import said_clearly


class SignInForm(AuthenticationForm):
    """User name and password; one sentence for any wrong pair, so that nobody learns which names exist."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock; nếu quên mật khẩu, hỏi quản trị đơn vị."
        ),
        "inactive": gettext_lazy("Tài khoản này đã ngừng hoạt động. Hỏi quản trị đơn vị."),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = gettext_lazy("Tên đăng nhập")
        self.fields["password"].label = gettext_lazy("Mật khẩu")
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}
        said_clearly(self)


class SignIn(LoginView):
    """The desk's door; leads on to `next` if it lies on this site, else to my work."""

    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Leaves, back to the door (POST only)."""

    next_page = "desk:sign_in"
