"""Who is at the command line: an officer named by `--by` proves it as at the desk, with the password and, whoever decides,
with a second step; failures count towards the one lock-out of both doors."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from motcua.doors.cli.arguments import now
from motcua.doors.cli.talk import fail, say, typed
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer
from motcua.rules.second_factor import needs_second_factor

HERE = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "localhost", "SERVER_PORT": "0"}
"""Where the command line is, for whoever counts attempts by place."""


def add_officer(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """`--by USER`, whose password and code are asked for (or read from standard input with `--stdin`)."""
    parser.add_argument(
        "--by", metavar="USER", required=required,
        help=say("cán bộ thực hiện; hỏi mật khẩu và mã xác thực", "the officer who acts; asks for password and code"),
    )  # fmt: skip
    parser.add_argument(
        "--stdin", action="store_true",
        help=say(
            "đọc từ đầu vào, mỗi thứ một dòng: mật khẩu, mã xác thực", "read from input, a line each: password, code"
        ),
    )  # fmt: skip


def proven(args: argparse.Namespace) -> Officer:
    """The officer of `--by`, once the password is right and, where one is asked for, the code.

    One sentence for any wrong pair, another after too many of them; whoever decides and has no second factor is sent to
    the desk to add one.
    """
    with _at_this_place() as request:
        found = _by_password(args, request)
        if organisation.first_password_since(found.pk):
            fail(
                "đây là mật khẩu cấp lần đầu: đăng nhập ở trang cán bộ và đổi mật khẩu trước",
                "this is a first password: sign in at the officials' desk and change it first",
            )
        _second_step(args, found)
    return found


def proven_or_operator(args: argparse.Namespace) -> int | None:
    """The proven officer of `--by`; without it the operator of this installation (None), who may only found it."""
    return proven(args).pk if args.by else None


@contextmanager
def _at_this_place() -> Iterator[HttpRequest]:
    request = HttpRequest()
    request.META |= HERE
    with context.request_context(request):
        yield request


def _by_password(args: argparse.Namespace, request: HttpRequest) -> Officer:
    password = typed(say(f"Mật khẩu của {args.by}: ", f"Password of {args.by}: "), from_input=args.stdin)
    try:
        found = get_adapter().authenticate(request, username=args.by, password=password)
    except ValidationError:
        _too_many()
    if not isinstance(found, Officer) or not found.is_active:
        fail("tên hoặc mật khẩu không đúng", "wrong name or password")
    return found


def _second_step(args: argparse.Namespace, found: Officer) -> None:
    """The code of whoever has an app, and of whoever decides; none in a play that does without."""
    codes = Authenticator.objects.filter(user=found).exclude(type=Authenticator.Type.WEBAUTHN)
    if not codes.exists():
        at = now()
        deciding = needs_second_factor(
            organisation.person(found.pk, at), at, administrator=found.is_administrator
        )
        if deciding and settings.MFA != "optional":
            fail(
                "việc này cần xác thực hai bước: đăng nhập ở trang cán bộ và bật ứng dụng mã xác thực trước",
                "this takes a second step: sign in at the officials' desk and turn an authenticator app on first",
            )
        return
    code = typed(say("Mã xác thực: ", "Code: "), from_input=args.stdin)
    form = AuthenticateForm(data={"code": code}, user=found)
    if form.is_valid():
        form.authenticator.record_usage()
    elif any(error.code == "too_many_login_attempts" for error in form.errors.as_data().get("code", ())):
        _too_many()
    else:
        fail("mã xác thực không đúng hoặc đã dùng", "the code is wrong or was used")


def _too_many() -> NoReturn:
    fail("sai quá nhiều lần: chờ 5 phút rồi thử lại", "too many wrong attempts: wait 5 minutes and try again")
