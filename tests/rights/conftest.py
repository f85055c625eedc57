"""The stage on which rights are tried, built once for each file of tests: every test takes back what it did."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from motcua.doors.desk import clock
from tests.rights.asking import Browsers
from tests.rights.stage import Stage, stage


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield stage()
        transaction.set_rollback(True)


@pytest.fixture
def found(_built: Stage, db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The province with everybody in it; the desk's clock stands after the last act."""
    monkeypatch.setattr(clock, "now", lambda: _built.at)
    return _built


@pytest.fixture
def browsers(found: Stage) -> Browsers:
    """A browser for each."""
    return Browsers(found)
