"""Due moments agree with a day-by-day count, for any start of the decreed years and any stops on the way."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.limits import SupplementPolicy, due_at, pause, resume, start_clock
from motcua.rules.worktime import LOCAL, Limit, LimitUnit, due
from tests.rules import oracle
from tests.rules.vietnam import calendar

FIRST, LAST = datetime.fromisoformat("2015-01-01"), datetime.fromisoformat("2026-09-30")
MINUTES = int((LAST - FIRST) / timedelta(minutes=1))
LONGEST = {LimitUnit.CALENDAR_DAY: 60, LimitUnit.WORKING_DAY: 40, LimitUnit.WORKING_HOUR: 300}


@pytest.mark.parametrize("unit", LimitUnit)
def test_ten_thousand_random_starts_agree_with_the_day_by_day_count(unit: LimitUnit) -> None:
    chance = random.Random(f"deadlines {unit}")
    for _ in range(10_000):
        start = FIRST + timedelta(seconds=chance.randrange(MINUTES * 60))
        amount = chance.randint(1, LONGEST[unit])
        found = due(start.replace(tzinfo=LOCAL), Limit(Decimal(amount), unit), calendar())
        assert found.replace(tzinfo=None) == oracle.due(start, amount, unit), (start, amount)


starts = st.integers(0, MINUTES).map(lambda minutes: FIRST + timedelta(minutes=minutes))
# pairs of (working pause before the stop, length of the stop) in minutes, from the start on
gaps = st.lists(st.tuples(st.integers(1, 9_000), st.integers(0, 30_000)), min_size=1, max_size=3)


@pytest.mark.parametrize("unit", LimitUnit)
@settings(max_examples=400, deadline=None)
@given(start=starts, gaps=gaps, amount=st.integers(1, 12))
def test_stops_move_the_due_moment_as_walking_through_the_days_does(
    unit: LimitUnit, start: datetime, gaps: list[tuple[int, int]], amount: int
) -> None:
    clock = start_clock(start.replace(tzinfo=LOCAL), Limit(Decimal(amount), unit), calendar())
    stops, at = [], start
    for running, stopped in gaps:
        stop = at + timedelta(minutes=running)
        at = stop + timedelta(minutes=stopped)
        clock = pause(clock, "supplement", "NĐ 31/2021 Đ.6", stop.replace(tzinfo=LOCAL))
        clock = resume(clock, at.replace(tzinfo=LOCAL), calendar(), SupplementPolicy.PAUSE)
        if stopped:
            stops.append((stop, at))
    found = due_at(clock)
    assert found is not None
    assert found.replace(tzinfo=None) == oracle.due_with_stops(start, amount, unit, stops)


@given(start=starts, amount=st.integers(1, 30), unit=st.sampled_from(LimitUnit))
@settings(max_examples=300, deadline=None)
def test_a_longer_limit_never_ends_earlier(start: datetime, amount: int, unit: LimitUnit) -> None:
    parts = [Decimal(amount), amount + Decimal("0.25"), amount + Decimal("0.5"), Decimal(amount + 1)]
    moments = [due(start.replace(tzinfo=LOCAL), Limit(part, unit), calendar()) for part in parts]
    assert moments == sorted(moments)
    assert all(calendar().is_working_moment(moment) for moment in moments)
