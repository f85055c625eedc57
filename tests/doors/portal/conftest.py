"""The province as citizens meet it: real units and procedures, and a browser that sees them through the real door."""

import gzip
from collections.abc import Iterator, Mapping
from contextvars import copy_context
from datetime import date
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.load_samples import load_samples, sample_documents
from motcua.catalogue.actions.publish import publish
from motcua.organisation.actions import establish
from tests.world import LONG_AGO, world

ADDRESS = "http://localhost"


@pytest.fixture
def province(db: None) -> None:
    """The sample province (201 units) with every sample procedure in force."""
    establish("three-tier", at=LONG_AGO, staffing=False)
    load_samples(by=None, at=LONG_AGO, valid_from=date(2018, 1, 1))


@pytest.fixture
def catalogue(db: None) -> None:
    """The small province of the tests with two dozen real procedures: quicker than the whole one."""
    world()
    chosen = {"1.001193", "1.012812", "1.013225"}
    others = [each for _, each in sample_documents() if each.code not in {"1.001612", *chosen}][:21]
    for each in [*others, *(each for _, each in sample_documents() if each.code in chosen)]:
        publish(
            draft(each, by=None, at=LONG_AGO),
            by=None,
            at=LONG_AGO,
            valid_from=date(2018, 1, 1),
            decision="1/QĐ",
        )


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for the tests of a file."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=chromium_path, args=options)
        yield started
        started.close()


def _plain(body: bytes, headers: Mapping[str, str]) -> bytes:
    return gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body


def _told(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value for name, value in headers.items() if name not in ("Content-Encoding", "Content-Length")
    }


class Visit:
    """A visitor's browser page whose every request is answered by the application in this process."""

    def __init__(
        self,
        browser: Browser,
        width: int,
        scheme: Literal["light", "dark"],
        language: str,
        script: bool = True,
    ) -> None:
        self.client = Client(headers={"accept-encoding": "gzip"})
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        self.here = copy_context()  # holds the test's connection; the browser's events come in another one
        self.said: list[str] = []
        self.outside: list[str] = []
        self.transferred = 0
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(f"{message.text} {message.location}"))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.route("**/*", self._answer)

    def open(self, path: str) -> Page:
        """The page at `path`; fails if anything was asked from elsewhere or said in the console."""
        self.page.goto(f"{ADDRESS}{path}", wait_until="networkidle")
        assert self.outside == []
        assert self.said == []
        return self.page

    def _answer(self, route: Route) -> None:
        if not route.request.url.startswith(ADDRESS):
            self.outside.append(route.request.url)
            route.abort()
            return
        parts = urlsplit(route.request.url)
        answer = self.here.run(self.client.get, unquote(parts.path), QUERY_STRING=parts.query)
        body = answer.getvalue()
        self.transferred += len(body)
        route.fulfill(
            status=answer.status_code, body=_plain(body, answer.headers), headers=_told(answer.headers)
        )

    def close(self) -> None:
        """End the visit."""
        self.context.close()
