"""Every answer, whatever its status, tells the browser what it may do; nothing inline stands in any page."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders
from django.test import Client, RequestFactory, override_settings

from motcua.config.address import caller
from motcua.config.gate import bad_request
from motcua.config.headers import safe_headers
from motcua.organisation.models import Officer
from tests import builders
from tests.agreements.routes import ELSEWHERE, routes
from tests.factor import sign_in
from tests.world import World, world

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
INLINE = re.compile(  # a block of JSON is data: no browser runs it
    r"<style|\sstyle\s*=|<script(?![^>]*\s(?:src=|type=\"application/json\"[\s>]))[^>]*>|\son\w+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Server": "motcua",
}
POLICY = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


@pytest.fixture
def small(db: None) -> World:
    """The small province with one dossier at work."""
    found = world()
    builders.to_in_process(found)
    return found


def clients(small: World) -> tuple[Client, ...]:
    """Nobody, a receiver, a handler, a controller: between them every kind of page opens."""
    found = [Client(raise_request_exception=False)]
    for unit, post in (("commune", "receiver"), ("district", "handler"), ("province", "controller")):
        found.append(Client(raise_request_exception=False))
        sign_in(found[-1], Officer.objects.get(pk=small.who(unit, post)))
    return tuple(found)


class Answer(Protocol):
    """An answer of the test client."""

    @property
    def headers(self) -> ResponseHeaders: ...
    @property
    def content(self) -> bytes: ...
    @property
    def status_code(self) -> int: ...


def is_safe(answer: Answer, what: str) -> None:
    """Fails for an answer without the headers."""
    for name, value in WANTED.items():
        assert answer.headers.get(name) == value, (what, name)
    policy = answer.headers["Content-Security-Policy"]
    assert all(part in policy for part in POLICY), what
    assert "unsafe" not in policy, what
    assert "*" not in policy, what
    assert "camera=()" in answer.headers["Permissions-Policy"], what
    assert "Access-Control-Allow-Origin" not in answer.headers, what
    assert "X-Powered-By" not in answer.headers, what


def test_the_routes_are_found_at_all() -> None:
    found = routes()
    assert len(found) > 20
    assert {"/", "/tra-cuu/x/", "/desk/dossiers/1/", "/desk/slips/1.pdf", "/i18n/setlang/"} <= set(found)


def test_every_route_answers_every_caller_and_method_with_safe_headers(small: World) -> None:
    seen = set()
    for client in clients(small):
        for path in (*routes(), *ELSEWHERE):
            for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "TRACE"):
                answer = client.generic(method, path)
                seen.add(answer.status_code)
                is_safe(answer, f"{method} {path} {answer.status_code}")
                assert answer.status_code != 500, f"{method} {path}"
                if method in {"PUT", "TRACE"} and "/static/" not in path:
                    assert answer.status_code == 405, f"{method} {path}"
                if "text/html" in answer.get("Content-Type", "") and method != "HEAD":
                    assert not INLINE.search(answer.content.decode()), f"{method} {path}"
    assert {200, 302, 404, 405} <= seen


def test_pages_with_personal_data_are_kept_nowhere(small: World) -> None:
    for client in clients(small):
        signed_in = settings.SESSION_COOKIE_NAME in client.cookies
        for path in routes():
            answer = client.get(path)
            if signed_in or path.startswith(("/desk/", "/tra-cuu/")) or answer.status_code >= 400:
                assert answer.headers["Cache-Control"] == "no-store", path


def test_papers_are_pdf_and_carry_the_headers_too(small: World) -> None:
    answer = clients(small)[1].get("/desk/slips/1.pdf")
    paper = answer if answer.status_code == 200 else Client().get("/thu-tuc/1.001612/niem-yet.pdf")
    assert paper.headers["Content-Type"] == "application/pdf"
    is_safe(paper, "pdf")


def test_a_defect_shows_nothing_inside_and_carries_the_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("motcua.doors.portal.views.home.catalogue.by_field", broken)
    answer = Client(raise_request_exception=False).get("/")
    is_safe(answer, "500")
    assert (answer.status_code, b"inside" in answer.content) == (500, False)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/desk/", "/i18n/setlang/", "/static/motcua/portal.css", "/healthz"])
def test_an_unknown_host_is_refused_everywhere(path: str) -> None:
    answer = Client(headers={"host": "evil.example"}).get(path)
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
    is_safe(answer, path)


def test_a_host_told_by_a_caller_is_not_believed() -> None:
    answer = Client(headers={"x-forwarded-host": "evil.example", "x-original-url": "/desk/"}).get("/desk/")
    assert "evil.example" not in answer.headers["Location"]


ERRORS = {
    400: ("Yêu cầu không đọc được", "could not be read"),
    403: ("Trang đã cũ", "too old"),
    404: ("Không có trang này", "no such page"),
    405: ("không nhận yêu cầu như vậy", "takes no such request"),
    413: ("quá lớn", "Too much was sent"),
}


def failing(status: int) -> Answer:
    """An answer with that status."""
    client = Client(enforce_csrf_checks=True)
    if status == 400:
        return client.get("/", headers={"host": "nix"})
    if status == 403:
        return client.post("/desk/sign-in/", {})
    if status == 404:
        return client.get("/khong-co")
    if status == 405:
        return Client().post("/healthz")
    return client.generic("POST", "/desk/", b"", CONTENT_LENGTH=str(settings.LARGEST_REQUEST + 1))


@pytest.mark.parametrize("status", ERRORS)
def test_every_error_is_a_page_of_ours_in_both_languages(status: int) -> None:
    answer = failing(status)
    page = answer.content.decode()
    assert answer.status_code == status
    assert all(words in page for words in ERRORS[status]), page
    assert "motcua/portal.css" in page
    assert not INLINE.search(page)
    is_safe(answer, str(status))
    assert answer.headers.get("Allow", "") == ("GET, HEAD" if status == 405 else "")


def test_too_much_of_something_is_said_as_such() -> None:
    request = RequestFactory().post("/")
    for too_much in (RequestDataTooBig(), TooManyFilesSent()):
        assert bad_request(request, too_much).status_code == 413
    assert bad_request(request, ValueError()).status_code == 400
    big = {"username": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    assert Client().post("/desk/sign-in/", big).status_code == 413


def test_over_tls_every_answer_asks_for_tls_again() -> None:
    def bare(request: HttpRequest) -> HttpResponseBase:
        return HttpResponse()

    def told() -> str:
        answer = safe_headers(bare)(RequestFactory().get("/"))  # type: ignore[arg-type]
        return answer.headers.get("Strict-Transport-Security", "")

    with override_settings(HTTPS=True):
        assert told() == "max-age=63072000; includeSubDomains"
    assert told() == ""


PROBE = """
import json, django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
answer = client.get("/desk/sign-in/")
client.post("/i18n/setlang/", {"language": "en"})
print(json.dumps({
    "cookies": [morsel.OutputString() for morsel in client.cookies.values()],
    "hsts": answer.headers.get("Strict-Transport-Security", ""),
    "plain": Client(headers={"host": "localhost", "x-forwarded-proto": "http"}).get("/thu-tuc/").headers.get("Location", ""),
    "names": [django.conf.settings.SESSION_COOKIE_NAME, django.conf.settings.CSRF_COOKIE_NAME],
}))
"""


def test_behind_tls_cookies_are_bound_to_this_host_and_plain_calls_are_sent_on(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings", "MOTCUA_HTTPS": "1", "MOTCUA_PROXIES": "1",
        "MOTCUA_DATA": str(tmp_path), "MOTCUA_SECRET_KEY": "k" * 64,
    }  # fmt: skip
    words = [sys.executable, "-c", PROBE]
    run = subprocess.run(words, check=True, env=environment, cwd=ROOT, capture_output=True, text=True)
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["hsts"] == "max-age=63072000; includeSubDomains"
    assert told["plain"].startswith("https://localhost/")
    assert told["names"] == ["__Host-session", "__Host-csrf"]
    assert len(told["cookies"]) >= 2
    for cookie in told["cookies"]:
        assert cookie.startswith("__Host-"), cookie
        assert all(flag in cookie for flag in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/")), cookie
        assert "Domain" not in cookie


def test_whoever_signs_out_leaves_nothing_in_the_browser(small: World) -> None:
    client = clients(small)[1]
    assert "Clear-Site-Data" not in client.get("/desk/").headers
    assert client.post("/desk/sign-out/").headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("<script>", 1, "10.0.0.1"),
        ("2001:db8::1", 1, "2001:db8::1"),
    ],
)
def test_the_caller_is_who_our_own_proxy_says(forwarded: str, proxies: int, found: str) -> None:
    assert caller("10.0.0.1", forwarded, proxies) == found


def test_every_answer_says_what_it_is(small: World) -> None:
    for client in clients(small):
        for path in (*routes(), *ELSEWHERE):
            answer = client.get(path)
            kind = answer.headers.get("Content-Type", "")
            body = answer.getvalue()
            if body:
                assert kind, path
            if kind.startswith("text/"):
                assert 'charset="utf-8"' in kind or "charset=utf-8" in kind, (path, kind)
            assert body.startswith(b"%PDF") == (kind == "application/pdf"), path


def test_nothing_of_the_source_is_served() -> None:
    hidden = (
        "/.git/config", "/.git/HEAD", "/static/", "/static/motcua/", "/static/../settings.py", "/admin/",
        "/static/%2e%2e/README.md", "/static/motcua/..%2f..%2f..%2fconfig/settings.py", "/var/secret-key",
        "/pyproject.toml",
    )  # fmt: skip
    for path in hidden:
        assert Client().get(path).status_code in {400, 404}, path


def test_a_parameter_given_twice_breaks_nothing() -> None:
    assert Client().get("/tra-cuu/?ma=x&ma=y").status_code == 400
    assert Client().get("/thu-tuc/?q=a&q=b&page=1&page=x").status_code == 200
