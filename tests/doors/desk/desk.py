"""A desk in the small province: its clock stands where the world's does, officials sign in without a password."""

from datetime import datetime
from typing import Protocol

import pytest
from django.conf import settings
from django.test import Client

from motcua.doors.desk import clock
from motcua.organisation.models import Officer
from tests.factor import sign_in
from tests.world import World


class Desk:
    """One official at a time, at the world's moment."""

    def __init__(self, small: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.small = small
        self.client = Client()
        monkeypatch.setattr(clock, "now", self.now)

    def now(self) -> datetime:
        """The moment the desk reads."""
        return self.small.at

    def sit(self, unit: str, post: str, language: str = "vi") -> Client:
        """The browser of whoever holds the post."""
        self.client = Client()
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        sign_in(self.client, Officer.objects.get(pk=self.small.who(unit, post)))
        return self.client

    def text(self, address: str, status: int = 200) -> str:
        """The page at an address."""
        answer = self.client.get(address)
        assert answer.status_code == status, (answer.status_code, address)
        return answer.content.decode()


def hidden(page: str, name: str) -> str:
    """The value of the first hidden field of that name."""
    marker = f'name="{name}" value="'
    start = page.index(marker) + len(marker)
    return page[start : page.index('"', start)]


class Answer(Protocol):
    """An answer of the test client."""

    @property
    def content(self) -> bytes: ...


def said(answer: Answer) -> str:
    """What an answer says."""
    return answer.content.decode()
