"""The on-time report counts as the rules judge a single dossier, and says of how many."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.on_time import COUNTS, on_time, on_time_by_unit
from motcua.organisation import queries as organisation
from motcua.rules.limits import Timing, timing
from motcua.rules.worktime import LOCAL
from tests.builders import (
    WAYS,
    stored,
    to_awaiting_signature,
    to_awaiting_supplement,
    to_in_process,
    to_issued,
    to_not_accepted,
    to_received,
    to_stopped,
    to_withdrawn,
    world,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=LOCAL)
MUCH_LATER = datetime(2026, 6, 1, 9, 0, tzinfo=LOCAL)


def test_nothing_finished_has_no_rate() -> None:
    world()
    found = on_time(NOW)
    assert found.rate is None
    assert all(getattr(found, name) == 0 for name in COUNTS)


def test_a_result_a_day_before_is_early_one_on_the_day_on_time_one_after_it_late() -> None:
    small = world()
    due = stored(to_issued(small)).due_at
    assert due is not None
    for finished in (due, due + timedelta(seconds=1)):
        done = to_issued(small)
        Dossier.objects.filter(pk=done.dossier).update(finished_at=finished)
    found = on_time(MUCH_LATER)
    assert (found.finished, found.early, found.on_time, found.late) == (3, 1, 1, 1)
    assert found.rate == 66.67


def test_open_and_overdue_are_apart_and_a_stopped_clock_is_not_overdue() -> None:
    small = world()
    to_in_process(small)
    to_awaiting_supplement(small)
    assert (on_time(NOW).open, on_time(NOW).overdue) == (2, 0)
    assert (on_time(MUCH_LATER).open, on_time(MUCH_LATER).overdue) == (1, 1)


def test_withdrawn_stopped_and_not_accepted_are_in_no_rate() -> None:
    small = world()
    to_withdrawn(small)
    to_stopped(small)
    to_not_accepted(small)
    found = on_time(MUCH_LATER)
    assert (found.withdrawn, found.stopped, found.not_accepted) == (1, 1, 1)
    assert (found.finished, found.open, found.overdue) == (0, 0, 0)


def test_the_period_holds_whole_local_days() -> None:
    small = world()
    done = to_issued(small)
    midnight = datetime(2026, 3, 5, 0, 0, tzinfo=LOCAL)
    Dossier.objects.filter(pk=done.dossier).update(finished_at=midnight)
    assert on_time(MUCH_LATER, since=date(2026, 3, 5), until=date(2026, 3, 5)).finished == 1
    assert on_time(MUCH_LATER, until=date(2026, 3, 4)).finished == 0
    assert on_time(MUCH_LATER, since=date(2026, 3, 6)).finished == 0


def test_units_add_up_to_the_whole() -> None:
    small = world()
    to_issued(small)
    to_awaiting_signature(small)
    to_received(small)
    units = list(on_time_by_unit(MUCH_LATER))
    whole = on_time(MUCH_LATER)
    assert [one.code for one in units] == ["193"]
    assert all(getattr(units[0], name) == getattr(whole, name) for name in COUNTS)
    assert on_time(MUCH_LATER, unit="193").finished == 1
    assert on_time(MUCH_LATER, unit="06688").finished == 0


def test_every_state_is_judged_as_the_rules_judge_it() -> None:
    small = world()
    for way in WAYS.values():
        way(small)
    calendar = organisation.calendar()
    for at in (NOW, MUCH_LATER):
        judged = [
            timing(one.due_at, one.original_due_at, one.finished_at, at, one.clock_start,
                   one.paused_at is not None and one.due_at is not None and one.paused_at <= one.due_at, calendar)
            for one in Dossier.objects.exclude(outcome__in=["withdrawn", "stopped", "not_accepted"])
            if one.clock_start is not None
        ]  # fmt: skip
        found = on_time(at)
        assert found.overdue == judged.count(Timing.OVERDUE)
        assert found.early == judged.count(Timing.EARLY)
        assert found.on_time == judged.count(Timing.ON_TIME)
        assert found.late == judged.count(Timing.LATE)


def test_it_takes_one_query() -> None:
    world()
    with CaptureQueriesContext(connection) as asked:
        on_time(NOW)
        list(on_time_by_unit(NOW))
    assert len(asked) == 2
