"""Secrets of this installation: made once, readable by their owner only."""

from pathlib import Path

import pytest
from django.test.utils import override_settings

from motcua.gateways.keys import kept


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> object:
    with override_settings(KEYS=tmp_path / "keys"):
        yield


def test_a_secret_is_made_once_and_found_again(tmp_path: Path) -> None:
    assert kept("head", lambda: b"first") == b"first"
    assert kept("head", lambda: b"second") == b"first"
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["head"]


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    kept("head", lambda: b"x")
    assert (tmp_path / "keys" / "head").stat().st_mode & 0o777 == 0o600


def test_of_two_who_make_it_at_once_both_get_the_winners(tmp_path: Path) -> None:
    def slow() -> bytes:
        kept("head", lambda: b"winner")
        return b"loser"

    assert kept("head", slow) == b"winner"
