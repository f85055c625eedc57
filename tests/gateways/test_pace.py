"""Counting tries within windows: exact, shared, forgetting who."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from motcua.gateways.pace import counting
from motcua.gateways.pace.counting import Limit, forget, seen, tries
from motcua.gateways.pace.models import Count

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, 10, tzinfo=UTC)
THREE = Limit("203.0.113.9", 3, 60)


def test_so_many_pass_and_the_next_is_told_how_long_to_wait() -> None:
    assert [tries([THREE], AT) for _ in range(3)] == [0, 0, 0]
    assert tries([THREE], AT) == 51
    assert tries([THREE], AT + timedelta(seconds=49)) == 2
    assert tries([THREE], AT + timedelta(seconds=50)) == 0


def test_the_longest_wait_of_several_limits_is_told() -> None:
    both = [THREE, Limit("203.0.113.9", 1, 3600)]
    assert tries(both, AT) == 0
    assert tries(both, AT) == 3591


def test_somebody_else_is_counted_apart() -> None:
    for _ in range(4):
        tries([THREE], AT)
    assert tries([Limit("203.0.113.10", 3, 60)], AT) == 0


def test_looking_does_not_count() -> None:
    tries([THREE], AT)
    assert [seen(THREE, AT), seen(THREE, AT)] == [1, 1]


def test_what_is_kept_tells_no_address_and_goes_with_its_window() -> None:
    tries([THREE], AT)
    kept = (
        list(counting._kept)
        if connection.vendor == "sqlite"
        else list(Count.objects.values_list("key", flat=True))
    )
    assert kept == [THREE.key(AT)]
    assert "203" not in THREE.key(AT) or len(THREE.key(AT)) == 64
    forget(AT)
    assert seen(THREE, AT) == 1
    forget(AT + timedelta(minutes=1))
    assert not counting._kept
    assert not Count.objects.exists()


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        assert not counting._kept
        return
    monkeypatch.setattr(counting, "MOST_KEPT", 5)
    for number in range(50):
        tries([Limit(f"10.0.0.{number}", 3, 60)], AT)
    assert len(counting._kept) <= 6
