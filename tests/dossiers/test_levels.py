"""One clock over the levels: whose time was whose."""

from datetime import datetime, timedelta

import pytest

from motcua.dossiers import actions
from motcua.dossiers.queries.page import dossier_by_id, dossier_page
from tests import builders

pytestmark = pytest.mark.django_db


def test_the_time_at_commune_and_district_adds_up_to_the_time_used() -> None:
    small = builders.world()
    done = builders.to_received(small)
    actions.hand_over(done.dossier, by=small.who("commune", "receiver"), at=small.later(hours=1))
    actions.take_over(done.dossier, by=small.who("district", "head"), at=small.later(hours=1))
    page = dossier_page(
        dossier_by_id(done.dossier), small.who("district", "head"), small.at + timedelta(hours=1)
    )
    assert page.minutes_by_level == {"commune": 120, "district": 60}


def test_the_time_for_a_supplement_is_nobodys() -> None:
    small = builders.world()
    done = builders.to_awaiting_supplement(small)
    spent = builders.stored(done).last_at - small_start(small)
    later = small.at + timedelta(days=1)
    page = dossier_page(dossier_by_id(done.dossier), small.who("district", "head"), later)
    assert sum(page.minutes_by_level.values()) == spent.seconds // 60


def test_a_forward_that_was_pulled_back_moved_nothing() -> None:
    small = builders.world()
    done = builders.to_handed_over(small)
    actions.pull_back(done.dossier, by=small.who("commune", "receiver"), at=small.later())
    page = dossier_page(dossier_by_id(done.dossier), small.who("commune", "receiver"), small.later())
    assert [stay.level for stay in page.stays] == ["commune"]


def small_start(small: builders.World) -> datetime:
    """When the world's first dossier was received."""
    return builders.MONDAY
