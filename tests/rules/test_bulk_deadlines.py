"""Many due moments at once are the same moments as one by one."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest

from motcua.rules.bulk import UNIT_CODES, due_many
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL, Calendar, Limit, LimitUnit, due
from tests.rules.vietnam import HOURS, calendar

FIRST = datetime.fromisoformat("2015-01-01")
MINUTES = 11 * 365 * 1440


def sample(seed: str, amounts: list[str]) -> tuple[list[datetime], list[Decimal], list[LimitUnit]]:
    chance = random.Random(seed)
    starts = [FIRST + timedelta(minutes=chance.randrange(MINUTES)) for _ in range(4_000)]
    chosen = [Decimal(chance.choice(amounts)) for _ in starts]
    return starts, chosen, [chance.choice(list(LimitUnit)) for _ in starts]


def singly(
    starts: list[datetime], amounts: list[Decimal], units: list[LimitUnit], by: Calendar
) -> list[datetime]:
    moments = (
        due(start.replace(tzinfo=LOCAL), Limit(amount, unit), by)
        for start, amount, unit in zip(starts, amounts, units, strict=True)
    )
    return [moment.replace(tzinfo=None) for moment in moments]


@pytest.mark.parametrize("hours", sorted(HOURS))
@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ([str(n) for n in range(1, 60)], np.int32),
        (["0.1", "0.25", "0.5", "4.15", "1", "16.85", "1.5", "2.75", "15", "30.2"], float),
    ],
    ids=["whole", "parts"],
)
def test_bulk_and_single_agree_in_mixed_units(hours: str, numbers: list[str], kind: type) -> None:
    starts, amounts, units = sample(hours, numbers)
    found = due_many(
        np.array(starts, dtype="datetime64[m]"),
        np.array([kind(amount) for amount in amounts]),
        np.array([UNIT_CODES[unit] for unit in units], dtype=np.int8),
        calendar(hours),
    )
    assert found.dtype == np.dtype("datetime64[m]")
    assert found.tolist() == singly(starts, amounts, units, calendar(hours))


@pytest.mark.parametrize("unit", LimitUnit)
def test_bulk_and_single_agree_in_one_unit_over_several_blocks(unit: LimitUnit) -> None:
    starts, amounts, units = sample("blocks", ["1", "5", "20"])
    starts, amounts, units = starts * 9, amounts * 9, [unit] * len(units) * 9
    found = due_many(
        np.array(starts, dtype="datetime64[m]"), np.array([int(n) for n in amounts]), unit, calendar()
    )
    assert found.tolist() == singly(starts, amounts, units, calendar())


@pytest.mark.parametrize("unit", LimitUnit)
@pytest.mark.parametrize(
    ("start", "amount"),
    [("2014-12-31T09:00", 1), ("2026-12-31T16:30", 1), ("2027-01-01T09:00", 1), ("2020-01-01", 10**7)],
)
def test_dates_outside_the_calendar_are_refused_in_bulk(unit: LimitUnit, start: str, amount: int) -> None:
    starts = np.array(["2020-01-01T09:00", start], dtype="datetime64[m]")
    with pytest.raises(Refusal, match="calendar_out_of_range"):
        due_many(starts, np.array([1, amount]), unit, calendar())


@pytest.mark.parametrize("amount", [0, -1, float("nan"), float("inf")])
def test_bad_amounts_are_refused_in_bulk(amount: float) -> None:
    starts = np.array(["2020-01-01T09:00"], dtype="datetime64[m]")
    with pytest.raises(Refusal, match="bad_limit"):
        due_many(starts, np.array([amount]), LimitUnit.WORKING_DAY, calendar())


def test_unknown_units_and_other_lengths_are_refused_in_bulk() -> None:
    starts = np.array(["2020-01-02T09:00"], dtype="datetime64[m]")
    with pytest.raises(Refusal, match="bad_limit"):
        due_many(starts, np.array([1]), np.array([7], dtype=np.int8), calendar())
    with pytest.raises(Refusal, match="bad_limit"):
        due_many(starts, np.array([1, 2]), LimitUnit.WORKING_DAY, calendar())


def test_nothing_in_nothing_out() -> None:
    nothing = np.array([], dtype="datetime64[m]")
    assert due_many(nothing, np.array([], dtype=np.int32), LimitUnit.WORKING_DAY, calendar()).size == 0
