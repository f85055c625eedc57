"""One person's browser on a journey: signs in, does acts by their words, opens papers and reads their codes back."""

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import zxingcpp
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.pdf import text_of

TELEPHONE = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What the authenticator apps of all who decide share."""
PASSWORD = "mot-cua-thu-2026"
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (400|403|404|409|422) ")
"""What a browser itself says of a page that answers a refusal."""


@dataclass(frozen=True)
class Paper:
    """A paper that was opened: its text, and what its code says."""

    text: str
    code: str


class Walk:
    """A browser of its own (cookies, window); collects what goes wrong on the way."""

    def __init__(
        self, browser: Browser, home: str, *, width: int = 1280, language: str = "vi", script: bool = True
    ) -> None:
        self.home = home
        self.context = browser.new_context(
            base_url=home, viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        if language != "vi":
            self.context.add_cookies([{"name": "language", "value": language, "url": home}])
        self.outside: list[str] = []
        self.said: list[str] = []
        self.context.on("request", self._request)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.said.append(str(error.error)))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.outside.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSED.match(message.text):
            self.said.append(f"{message.text} {message.location}")

    def assert_quiet(self) -> None:
        """Nothing was asked from elsewhere, nothing broke in the page."""
        assert self.outside == []
        assert self.said == []

    def sign_in(self, username: str, code: str = "") -> None:
        """By the form of the desk, with the telephone's code unless another is given."""
        self.page.goto("/desk/sign-in/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name=re.compile("^(Đăng nhập|Sign in)")).click()
        self.page.wait_for_url(re.compile("/desk/(sign-in/second-step/|account/.*)?$"))
        if self.path().endswith("second-step/"):
            self.page.fill("[name=code]", code or code_now(TELEPHONE))
            self.page.get_by_role("button", name=re.compile("^(Đăng nhập|Sign in)")).click()
            self.page.wait_for_url("**/desk/")

    def turn_on_app(self) -> list[str]:
        """Led there because one may decide now: the authenticator app, by what the page says. The spare codes."""
        if self.path().endswith("/account/"):
            self.page.locator("a[href$='/account/app/']").first.click()
        secret = self.page.locator(".mc-secret").inner_text()
        self.page.fill("[name=code]", code_now(secret))
        self.page.get_by_role("button", name="Bật").click()
        self.page.wait_for_url("**/account/codes/")
        spare = self.page.locator(".mc-codes code").all_inner_texts()
        self.page.goto("/desk/")
        return spare

    def sign_out(self) -> None:
        """By the button."""
        self.page.get_by_role("button", name="Đăng xuất").click()
        self.page.wait_for_url("**/desk/sign-in/")

    def path(self) -> str:
        """Where the page stands."""
        return urlsplit(self.page.url).path

    def open_work(self, code: str) -> None:
        """The dossier of that code, through the search box."""
        self.page.fill("#scan", code)
        self.page.press("#scan", "Enter")
        self.page.wait_for_url("**/desk/dossiers/*/")

    def act(self, name: str, **answers: str) -> None:
        """One act of the dossier page by its name: at one click, or its form opened, filled and sent."""
        acts = self.page.locator("#acts")
        offered = (
            acts.locator(".mc-button").filter(has_text=re.compile(rf"^\s*{re.escape(name)}(?!\w)")).first
        )
        opens_form = offered.evaluate("each => each.tagName === 'A'")
        offered.click()
        if opens_form:
            for field, value in answers.items():
                box = acts.locator(f"[name={field}]").first
                if box.evaluate("each => each.tagName === 'SELECT'"):
                    box.select_option(label=value)
                else:
                    box.fill(value)
            acts.locator("form button").click()
        self.page.get_by_text("đã ghi.").first.wait_for()

    def paper(self, address: str) -> Paper:
        """Opens the PDF at an address as the browser would: shown inline, read back from its picture."""
        answer = self.context.request.get(address)
        assert answer.status == 200, (address, answer.status)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("inline;")
        pdf = answer.body()
        return Paper(text_of(pdf), code_on(pdf))

    def papers(self) -> dict[str, Paper]:
        """Every paper on the dossier page, by its name."""
        links = self.page.locator("main a[href$='.pdf']")
        found = [(link.inner_text(), link.get_attribute("href") or "") for link in links.all()]
        return {name.removesuffix(" (PDF)"): self.paper(address) for name, address in found}


def code_now(secret: str) -> str:
    """What an authenticator app shows."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def code_on(pdf: bytes) -> str:
    """What the QR on the first page says, read from a picture of 150 dots to the inch; empty where there is none."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "paper.pdf").write_bytes(pdf)
        command = ["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", "-singlefile", "paper.pdf", "page"]
        subprocess.run(command, cwd=folder, check=True)
        with Image.open(Path(folder) / "page.png") as picture:
            read = zxingcpp.read_barcodes(picture)
    assert len(read) <= 1, "never two codes on one paper"
    return read[0].text if read else ""
