"""What happened to an account lately, in words, for the person it belongs to."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from motcua.journal.queries import entries
from motcua.organisation.models import Officer

SHOWN = 12
WORDS = {
    "sign_in": gettext_lazy("Đăng nhập"),
    "sign_out": gettext_lazy("Đăng xuất"),
    "sign_in_failed": gettext_lazy("Có người nhập sai mật khẩu"),
    "password_changed": gettext_lazy("Đổi mật khẩu"),
    "set_password": gettext_lazy("Quản trị đặt mật khẩu"),
    "second_factor_added": gettext_lazy("Bật xác thực hai bước"),
    "second_factor_removed": gettext_lazy("Tắt một cách xác thực hai bước"),
    "second_factor_reset": gettext_lazy("Quản trị đặt lại xác thực hai bước"),
    "recovery_codes_renewed": gettext_lazy("Tạo mã dự phòng mới"),
    "sessions_ended": gettext_lazy("Đăng xuất thiết bị"),
    "identity_linked": gettext_lazy("Liên kết định danh điện tử"),
    "identity_unlinked": gettext_lazy("Bỏ liên kết định danh điện tử"),
}
"""The kinds of event on the stream officer/<number> that concern signing in."""


def events_of(officer: int) -> list[tuple[datetime, str, str]]:
    """When, what, and by whom if not by the officer; the newest first."""
    found = [one for one in entries(f"officer/{officer}") if one.kind in WORDS][-SHOWN:]
    others = Officer.objects.in_bulk([one.actor for one in found if one.actor not in (None, officer)])
    return [
        (one.at, str(WORDS[one.kind]), others[one.actor].full_name if one.actor in others else "")
        for one in reversed(found)
    ]
