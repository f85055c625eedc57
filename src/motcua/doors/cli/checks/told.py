"""Checks of what the environment tells: names, TLS, limits, and Django's own list for a deployment."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import CheckMessage, run_checks

from motcua.doors.cli.checks.found import Found, error, warning

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
SAID_OTHERWISE = frozenset(
    {
        "security.W001",
        "security.W004",
        "security.W005",
        "security.W008",
        "security.W009",
        "security.W012",
        "security.W016",
        "security.W018",
        "security.W020",
        "security.W021",
    }
)
"""Django's findings that the checks here make in better words, or that our own middleware answers."""


def debugging() -> Iterator[Found]:
    """Pages with details of an error show data and settings."""
    if settings.DEBUG:
        yield error(
            "debug",
            "trang lỗi lộ chi tiết bên trong: bỏ MOTCUA_DEBUG",
            "error pages show what is inside: remove MOTCUA_DEBUG",
        )


def hosts() -> Iterator[Found]:
    """Names under which the service may be called."""
    if any("*" in host or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        yield error(
            "hosts_any",
            "mọi tên miền đều được nhận: ghi đúng tên trong MOTCUA_HOSTS",
            "any host name is accepted: write the exact names in MOTCUA_HOSTS",
        )
    elif set(settings.ALLOWED_HOSTS) <= LOCAL:
        yield error(
            "hosts_local",
            "chỉ máy này gọi được: ghi tên miền công khai trong MOTCUA_HOSTS",
            "only this machine can call it: write its public name in MOTCUA_HOSTS",
        )


def tls() -> Iterator[Found]:
    """Everything travels over TLS, ended by a server of our own in front."""
    if not settings.HTTPS:
        yield error(
            "https",
            "cookie đi cả trên đường không mã hóa, trình duyệt không được nhắc dùng TLS: đặt MOTCUA_HTTPS=1",
            "cookies travel without TLS and browsers are not told to use it: set MOTCUA_HTTPS=1",
        )
    elif not settings.PROXIES:
        yield error(
            "proxies",
            "TLS kết thúc ở máy chủ phía trước nhưng MOTCUA_PROXIES là 0: ghi số máy chủ đó",
            "TLS ends in a server in front, yet MOTCUA_PROXIES is 0: write how many there are",
        )
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        if not origin.startswith("https://"):
            yield error(
                "origins",
                f"MOTCUA_ORIGINS nhận biểu mẫu từ {origin} không mã hóa: chỉ ghi https://",
                f"MOTCUA_ORIGINS takes forms from {origin} without TLS: write https:// only",
            )


def limits() -> Iterator[Found]:
    """Look-ups are limited."""
    if not settings.LOOK_UPS:
        yield error(
            "look_ups",
            "tra cứu không giới hạn, ai cũng dò được mã hồ sơ: bỏ MOTCUA_LOOK_UPS=0",
            "look-ups are unlimited, so codes can be walked through: remove MOTCUA_LOOK_UPS=0",
        )


def second_factor() -> Iterator[Found]:
    """Officials prove more than a password."""
    if "allauth.mfa" not in settings.INSTALLED_APPS:
        yield error(
            "mfa",
            "đăng nhập chưa có bước xác thực thứ hai: dùng bản có allauth.mfa",
            "signing in has no second factor: use a version with allauth.mfa",
        )


def identity() -> Iterator[Found]:
    """The identity provider is a real one, called over TLS."""
    if settings.IDENTITY_ISSUER and (
        settings.IDENTITY_SIMULATED or not settings.IDENTITY_ISSUER.startswith("https://")
    ):
        yield error(
            "identity",
            "nơi định danh là giả lập hoặc không mã hóa: đặt MOTCUA_OIDC_ISSUER https, bỏ MOTCUA_OIDC_SIMULATED",
            "the identity provider is simulated or lacks TLS: set MOTCUA_OIDC_ISSUER to https, remove MOTCUA_OIDC_SIMULATED",
        )


def djangos() -> Iterator[Found]:
    """What Django says of a deployment beyond the above."""
    for said in run_checks(include_deployment_checks=True):
        if isinstance(said, CheckMessage) and said.id not in SAID_OTHERWISE:
            words = " ".join(str(said.msg).split())
            yield (error if said.is_serious() else warning)(
                str(said.id), f"Django: {words}", f"Django: {words}"
            )


CHECKS = (debugging, hosts, tls, limits, second_factor, identity, djangos)
