"""The citizens' pages in a real browser: accessible, light, without outside requests, on a phone and without script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests import builders
from tests.doors.portal.conftest import Visit
from tests.world import world

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATHS = ("/", "/thu-tuc/", "/thu-tuc/?q=zzzz", "/thu-tuc/1.001193/", "/thu-tuc/1.013225/", "/tra-cuu/")
MOST_BYTES = 100_000


@pytest.fixture(scope="module", autouse=True)
def _answers_inside_the_browser_loop() -> Iterator[None]:
    """The application answers from the browser's own thread, which Django takes for an asynchronous one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


def clean(visit: Visit, path: str, root: Path) -> None:
    """Opens a page with every fold open; fails for what axe finds, for sideways scrolling, for weight."""
    page = visit.open(path)
    assert visit.transferred <= MOST_BYTES, path
    width = page.evaluate("window.innerWidth")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.evaluate((root / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((result) => result.violations)")
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found] == [], path


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "language"), [(360, "vi"), (1280, "en")])
def test_every_page_is_accessible_and_light(
    browser: Browser, root: Path, province: None, width: int, language: str, scheme: Literal["light", "dark"]
) -> None:
    for path in PATHS:
        visit = Visit(browser, width, scheme, language)
        clean(visit, path, root)
        visit.close()


@pytest.mark.django_db
@pytest.mark.parametrize("width", [360, 1280])
def test_a_dossier_is_accessible_in_every_colour_of_time(browser: Browser, root: Path, width: int) -> None:
    small = world()
    for way in (builders.to_in_process, builders.to_awaiting_supplement, builders.to_result_at_desk):
        visit = Visit(browser, width, "light", "vi")
        clean(visit, f"/tra-cuu/{builders.stored(way(small)).code}/", root)
        upright = visit.page.locator(".mc-upright").first.is_visible()
        assert upright is (width == 360)
        visit.close()


def test_without_script_a_citizen_finds_a_procedure_and_asks_for_a_dossier(
    browser: Browser, province: None
) -> None:
    visit = Visit(browser, 360, "light", "vi", script=False)
    page = visit.open("/")
    page.get_by_label("Tên thủ tục hoặc mã hồ sơ").fill("dang ky khai sinh")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Đăng ký khai sinh"
    assert page.locator(".mc-upright").is_visible()
    page.get_by_role("link", name="Tra cứu hồ sơ").click()
    page.get_by_label("Mã hồ sơ").fill("khong phai ma")
    page.get_by_role("button", name="Xem hồ sơ").click()
    assert "không đúng mẫu" in page.locator(".govuk-error-message").inner_text()
    assert visit.outside == []
    visit.close()
