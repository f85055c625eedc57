"""What stands around the pages: errors, headers, notices, what machines ask for."""

import re

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from motcua.catalogue.models import Procedure
from tests.pdf import text_of

pytestmark = pytest.mark.django_db


def test_no_page_needs_inline_script_or_style(client: Client, catalogue: None) -> None:
    for path in ("/", "/thu-tuc/", "/thu-tuc/1.001193/", "/tra-cuu/", "/tra-cuu/?ma=x", "/nix"):
        page = client.get(path).content.decode()
        assert not re.search(r"<style|\sstyle=|<script>|\son\w+=|javascript:", page), path


def test_a_missing_page_is_said_in_both_languages_without_reading_anything(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/khong-co")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Không có trang này" in page
    assert "There is no such page" in page


def test_a_defect_is_answered_in_both_languages_and_shows_nothing_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("motcua.doors.portal.views.home.catalogue.by_field", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in page
    assert "Something went wrong" in page
    assert "inside" not in page


def test_a_form_without_its_token_is_refused_in_both_languages() -> None:
    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Trang đã cũ" in page
    assert "The page is too old" in page


def test_the_switch_changes_the_language_and_stays_on_the_page(client: Client, catalogue: None) -> None:
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/thu-tuc/1.001193/"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/thu-tuc/1.001193/", 302)]
    assert "What do I bring?" in page
    assert "Tôi mang gì đi?" not in page


def test_the_wall_notice_is_one_pdf_with_its_steps(client: Client, province: None) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get("/thu-tuc/1.001193/niem-yet.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    said = text_of(answer.content)
    for fact in (
        "1.001193",
        "Đăng ký khai sinh",
        "Căn cứ pháp lý",
        "Tiếp nhận hồ sơ",
        "Trung tâm Phục vụ hành chính công",
    ):
        assert fact.lower() in said.lower(), fact
    assert "Legal basis" not in said


def test_every_sample_has_a_wall_notice(client: Client, province: None) -> None:
    for code in Procedure.objects.order_by("code").values_list("code", flat=True)[::6]:
        assert client.get(f"/thu-tuc/{code}/niem-yet.pdf").content.startswith(b"%PDF")
    assert client.get("/thu-tuc/9.999999/niem-yet.pdf").status_code == 404


def test_machines_learn_whether_the_service_lives(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = client.get("/healthz")
    assert (alive.status_code, alive.content) == (200, b"ok\n")

    def gone() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("motcua.doors.portal.views.health.connection.cursor", gone)
    assert client.get("/healthz").status_code == 503


def test_robots_stay_out_of_the_desk_and_of_dossiers(client: Client) -> None:
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in said
    assert "Disallow: /tra-cuu/*/" in said


def test_pages_only_read(client: Client) -> None:
    for path in ("/", "/thu-tuc/", "/tra-cuu/", "/healthz", "/robots.txt"):
        assert client.post(path).status_code == 405
