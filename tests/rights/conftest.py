"""The stage on which rights are tried."""

import pytest

from motcua.doors.desk import clock
from tests.rights.asking import Browsers
from tests.rights.stage import Stage, stage


@pytest.fixture
def found(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The province with everybody in it; the desk's clock stands after the last act."""
    built = stage()
    monkeypatch.setattr(clock, "now", lambda: built.at)
    return built


@pytest.fixture
def browsers(found: Stage) -> Browsers:
    """A browser for each."""
    return Browsers(found)
