"""Deadlines per second, one by one and a million at once, beside numpy's busday_offset (performance goal 8).

Ours takes a moment, answers a moment at closing time and knows worked Saturdays; numpy's takes and answers a date. Both get
the same starts, limits and days off. Run: `.venv/bin/python -m bench.deadlines [--json] [--rounds 5]`
"""

import argparse
import random
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np

from bench.common import Ratio, interleave, report
from motcua.rules.bulk import due_many
from motcua.rules.worktime import LOCAL, DayKind, Limit, LimitUnit, due
from tests.rules.vietnam import calendar

SINGLE, BULK = 20_000, 1_000_000
AMOUNTS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 45)
FIRST, DAYS = datetime.fromisoformat("2015-01-05"), 4_250


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()

    by = calendar()
    off = [day for day, kind in by.days.items() if kind is not DayKind.SWAPPED_ON]
    busdays = np.busdaycalendar(holidays=np.array(off, dtype="datetime64[D]"))
    chance = random.Random(7)
    starts = [FIRST + timedelta(minutes=chance.randrange(DAYS * 1440)) for _ in range(SINGLE)]
    amounts = [chance.choice(AMOUNTS) for _ in starts]
    aware = [start.replace(tzinfo=LOCAL) for start in starts]
    limits = [Limit(Decimal(amount), LimitUnit.WORKING_DAY) for amount in amounts]
    hours = [Limit(Decimal(amount), LimitUnit.WORKING_HOUR) for amount in amounts]
    dates = [start.date() for start in starts]
    moments = np.resize(np.array(starts, dtype="datetime64[m]"), BULK)
    many_dates = moments.astype("datetime64[D]")
    many = np.resize(np.array(amounts), BULK)
    units = np.resize(np.array([0, 1, 2], dtype=np.int8), BULK)

    competitors = {
        "numpy busday_offset, one by one": lambda: [
            np.busday_offset(day, amount, roll="backward", busdaycal=busdays).item()
            for day, amount in zip(dates, amounts, strict=True)
        ],
        "motcua due, working days": lambda: [
            due(start, limit, by) for start, limit in zip(aware, limits, strict=True)
        ],
        "motcua due, working hours": lambda: [
            due(start, limit, by) for start, limit in zip(aware, hours, strict=True)
        ],
        "numpy busday_offset, a million": lambda: np.busday_offset(
            many_dates, many, roll="backward", busdaycal=busdays
        ),
        "motcua bulk, working days": lambda: due_many(moments, many, LimitUnit.WORKING_DAY, by),
        "motcua bulk, calendar days": lambda: due_many(moments, many, LimitUnit.CALENDAR_DAY, by),
        "motcua bulk, working hours": lambda: due_many(moments, many, LimitUnit.WORKING_HOUR, by),
        "motcua bulk, units mixed": lambda: due_many(moments, many, units, by),
    }
    operations = {name: BULK if "million" in name or "bulk" in name else SINGLE for name in competitors}
    found = interleave(competitors, operations, chosen.rounds)

    def against(ours: str, theirs: str, goal: float) -> Ratio:
        return Ratio(f"{ours} / {theirs}", found[ours].median / found[theirs].median, 1, goal)

    singly, vector = "numpy busday_offset, one by one", "numpy busday_offset, a million"
    ratios = [
        against("motcua due, working days", singly, 5),
        against("motcua bulk, working days", vector, 10),
        against("motcua bulk, units mixed", vector, 1),
    ]
    report("Deadlines", list(found.values()), ratios, as_json=chosen.json)


if __name__ == "__main__":
    main()
