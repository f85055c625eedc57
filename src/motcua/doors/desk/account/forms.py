"""allauth's forms with our questions."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from motcua.doors.desk.forms import said_clearly

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def _asked(form: forms.Form, **labels: Promise) -> None:
    """Our label for each question; no greyed words inside the boxes."""
    for name, label in labels.items():
        form.fields[name].label = label  # type: ignore[assignment]
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
    said_clearly(form)


class SignInForm(LoginForm):
    """User name and password; one sentence for any wrong pair, so that nobody learns which names exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(self, login=gettext_lazy("Tên đăng nhập"), password=gettext_lazy("Mật khẩu"))
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}

    def add_prefix(self, field_name: str) -> str:
        """The field is called `username` in the page, as password keepers and our users know it."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class CodeForm(AuthenticateForm):
    """The second step: a code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(self, code=gettext_lazy("Mã xác thực"))
        self.fields["code"].widget.attrs |= CODE


class AgainForm(ReauthenticateForm):
    """The password once more, before something is changed that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(self, password=gettext_lazy("Mật khẩu"))


class AgainByCodeForm(CodeAgainForm):
    """A code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(self, code=gettext_lazy("Mã xác thực"))
        self.fields["code"].widget.attrs |= CODE


class AppForm(ActivateTOTPForm):
    """The first code of an app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(self, code=gettext_lazy("Mã 6 số hiện trên ứng dụng"))
        self.fields["code"].widget.attrs |= CODE


class PasskeyForm(AddWebAuthnForm):
    """A passkey's name, and whether it opens the door alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(
            self,
            name=gettext_lazy("Đặt tên cho khóa, ví dụ “Máy ở cơ quan”"),
            passwordless=gettext_lazy(
                "Cho phép đăng nhập chỉ bằng khóa này (khóa hỏi vân tay, khuôn mặt hoặc mã PIN)"
            ),
        )


class NewPasswordForm(ChangePasswordForm):
    """The old password, and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(
            self,
            oldpassword=gettext_lazy("Mật khẩu hiện tại"),
            password1=gettext_lazy("Mật khẩu mới"),
            password2=gettext_lazy("Nhập lại mật khẩu mới"),
        )
        self.fields["password1"].help_text = gettext_lazy(
            "Ít nhất 12 ký tự. Một câu dài dễ nhớ tốt hơn ký hiệu khó gõ."
        )
