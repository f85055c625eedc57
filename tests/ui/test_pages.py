"""Every part of the design system in a real browser: accessible, light, without outside requests."""

import gzip
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from motcua.config import settings
from tests.ui.styleguide import ADDRESS, DESK, EMPTY, PORTAL, html, serve

PAGES = {"portal": PORTAL, "desk": DESK}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def opened(
    browser: Browser, source: str, width: int = 1280, scheme: Literal["light", "dark"] = "light"
) -> Page:
    """The page as a visitor sees it; the test fails if anything was asked from elsewhere or said in the console."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    outside = serve(page, source)
    page.wait_for_load_state("networkidle")
    assert outside == []
    assert said == []
    return page


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_axe_finds_nothing(
    browser: Browser, root: Path, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, PAGES[name], width, scheme)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate((root / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((result) => result.violations)")
    page.close()
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1100, 1280])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_scrolls_sideways(browser: Browser, name: str, width: int) -> None:
    page = opened(browser, PAGES[name], width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize(("width", "upright"), [(360, True), (1280, False)])
def test_the_ribbon_is_a_picture_or_a_timeline_and_never_both(
    browser: Browser, width: int, upright: bool
) -> None:
    page = opened(browser, PORTAL, width)
    assert page.locator(".mc-upright").first.is_visible() is upright
    assert page.locator(".mc-ribbon__picture").first.is_visible() is not upright
    page.close()


def test_the_desk_has_three_columns_from_1100_pixels_on(browser: Browser) -> None:
    page = opened(browser, DESK, 1100)
    lefts = [
        box["x"]
        for part in ("work", "dossier", "acts")
        if (box := page.locator(f".mc-desk__{part}").bounding_box())
    ]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 3
    page.close()


def test_a_portal_page_takes_at_most_100_kilobytes(browser: Browser) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    serve(page, EMPTY)
    page.wait_for_load_state("networkidle")
    page.close()
    total = len(gzip.compress(html(EMPTY).encode()))
    for address in asked:
        if address.startswith(f"{ADDRESS}/static/"):
            body = (settings.STATICFILES_DIRS[0] / address.removeprefix(f"{ADDRESS}/static/")).read_bytes()
            total += len(body) if address.endswith(".woff2") else len(gzip.compress(body))
    assert any(address.endswith(".woff2") for address in asked)
    assert total <= 100_000


def test_vietnamese_and_figures_come_from_our_fonts(browser: Browser) -> None:
    page = opened(browser, PORTAL)
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    page.close()
    assert {family.strip('"') for family in loaded} == {"Be Vietnam Pro", "Motcua Figures"}


def test_figures_in_columns_have_one_width(browser: Browser) -> None:
    page = opened(browser, PORTAL)
    widths = page.evaluate(
        """["1111", "4444", "0000"].map((text) => {
            const cell = document.querySelector("td.mc-number");
            const span = document.createElement("span");
            span.textContent = text;
            cell.append(span);
            return Math.round(span.getBoundingClientRect().width * 10);
        })"""
    )
    page.close()
    assert len(set(widths)) == 1


def test_no_markup_needs_an_inline_script_or_style() -> None:
    for source in PAGES.values():
        page = html(source)
        assert " style=" not in page
        assert "<style" not in page
        assert "javascript:" not in page
        assert "<script>" not in page


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_without_script_still_shows_everything(browser: Browser, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    serve(page, PAGES[name])
    assert page.locator("main h1").is_visible()
    assert page.locator("text=Sai").count() == 0
    page.locator("summary").first.click()
    assert page.locator(".mc-ribbon__table table").first.is_visible()
    context.close()
