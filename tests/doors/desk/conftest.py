"""The desk that the tests of the officials' door sit at."""

import pytest

from tests import builders
from tests.doors.desk.desk import Desk
from tests.procedure import document


@pytest.fixture
def desk(db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A small province on a Monday morning."""
    return Desk(builders.world(document_=document(supplement_days=15)), monkeypatch)
