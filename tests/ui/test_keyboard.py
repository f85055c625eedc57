"""Work without a mouse: shortcuts, the scanner, one sending, nothing typed twice."""

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.styleguide import ADDRESS, serve

FORM = """{% extends "ui/desk.html" %}{% load ui %}{% block title %}Thử{% endblock %}
{% block body_attributes %}{{ kept }}{% endblock %}
{% block dossier %}<h1>Hồ sơ</h1><form method="post" action="/sent/" data-keep="receive">
<label for="note">Ghi chú</label><input id="note" name="note">
<label for="tick">Đã nhận</label><input id="tick" name="tick" type="checkbox">
<label for="secret">Mật khẩu</label><input id="secret" name="secret" type="password">
{% button "Tiếp nhận" shortcut="Enter" %}{% button "Dừng" shortcut="Alt+D" href="/stop/" %}</form>{% endblock %}"""
DONE = FORM.replace("{{ kept }}", ' data-kept-done="receive"')


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_page()
    serve(opened, FORM)
    return opened


def test_enter_does_the_first_act_when_nothing_has_the_focus(page: Page) -> None:
    with page.expect_request(f"{ADDRESS}/sent/") as sent:
        page.keyboard.press("Enter")
    assert sent.value.method == "POST"


def test_a_shortcut_with_alt_follows_its_link_even_from_a_field(page: Page) -> None:
    page.focus("#note")
    with page.expect_navigation(url=f"{ADDRESS}/stop/"):
        page.keyboard.press("Alt+d")


def test_a_letter_typed_in_a_field_is_no_shortcut(page: Page) -> None:
    page.focus("#note")
    page.keyboard.type("a/b")
    assert page.input_value("#note") == "a/b"


def test_slash_leads_to_the_search_box(page: Page) -> None:
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "scan"


def test_a_scanned_code_goes_to_the_search_box_and_not_to_the_first_act(page: Page) -> None:
    with page.expect_request(lambda request: "/desk/search/" in request.url) as asked:
        page.evaluate(
            """for (const key of [..."H49.14-261120-0001", "Enter"])
                document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}))"""
        )
    assert asked.value.url.endswith("q=H49.14-261120-0001")


def test_a_second_click_sends_nothing_twice(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate("""const button = document.querySelector("main button"); button.click(); button.click();""")
    page.wait_for_url(f"{ADDRESS}/sent/")
    assert len(sent) == 1


def test_typed_text_outlives_a_reload_but_a_password_does_not(page: Page) -> None:
    page.fill("#note", "Đã gọi điện cho người nộp")
    page.check("#tick")
    page.fill("#secret", "bí mật")
    page.reload()
    assert page.input_value("#note") == "Đã gọi điện cho người nộp"
    assert page.is_checked("#tick")
    assert page.input_value("#secret") == ""
    assert "bí mật" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_what_was_kept_is_forgotten_once_the_page_says_done(page: Page) -> None:
    page.fill("#note", "Đã gọi điện")
    page.unroute_all()
    serve(page, DONE)
    assert page.evaluate("sessionStorage.length") == 0
    assert page.input_value("#note") == ""
