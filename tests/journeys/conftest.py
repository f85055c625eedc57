"""A province behind its real server, and a browser before it: what every journey needs."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

from motcua.organisation.models import Officer
from motcua.organisation.queries import person
from motcua.rules.second_factor import needs_second_factor
from tests import builders
from tests.journeys.walk import PASSWORD, TELEPHONE, Walk
from tests.procedure import document
from tests.world import World

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

Sit = Callable[..., Walk]


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for the journeys of a file."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the test builds its world beside the browser's loop
        options = ["--no-sandbox", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=chromium_path, args=options)
        yield started
        started.close()


@pytest.fixture
def small(live_server: "LiveServer", monkeypatch: pytest.MonkeyPatch) -> World:
    """The small province behind a server, everybody with a password; server and test read the world's clock."""
    found = builders.world(document_=document(supplement_days=15))
    Officer.objects.update(password=make_password(PASSWORD))
    cache.clear()
    for officer in Officer.objects.all():
        if needs_second_factor(
            person(officer.pk, found.at), found.at, administrator=officer.is_administrator
        ):
            TOTP.activate(officer, TELEPHONE)

    def now() -> datetime:
        return found.at

    monkeypatch.setattr(timezone, "now", now)
    return found


@pytest.fixture
def sit(browser: Browser, live_server: "LiveServer", small: World) -> Iterator[Sit]:
    """Opens a browser of one's own: `sit("commune", "receiver")` signs in by the form, `sit()` stays a citizen."""
    opened: list[Walk] = []

    def opens(unit: str = "", post: str = "", **how: object) -> Walk:
        walk = Walk(browser, live_server.url, **how)  # type: ignore[arg-type]
        opened.append(walk)
        if unit:
            walk.sign_in(small.officers[f"{unit}.{post}"].username)
        return walk

    yield opens
    for walk in opened:
        walk.context.close()
        walk.assert_quiet()
