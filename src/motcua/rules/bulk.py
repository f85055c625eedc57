"""Due moments of many dossiers at once, from the calendar's own table.

Moments are numpy `datetime64[m]` on the calendar's clock (no zone); the answers equal those of
`worktime.due`.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.rules.calendar import Calendar
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import MINUTES_A_DAY, LimitUnit

Moments = NDArray[np.datetime64]
Minutes = NDArray[np.int64]
Amounts = NDArray[np.integer] | NDArray[np.floating]

UNIT_CODES = {LimitUnit.CALENDAR_DAY: 0, LimitUnit.WORKING_DAY: 1, LimitUnit.WORKING_HOUR: 2}
"""How `due_many` is told the units."""

_DAY = 1440
_BLOCK = 16_384  # so many moments at a time stay in the processor's cache


class _Arrays(NamedTuple):
    """A calendar as arrays; minutes count from 1970-01-01 where they are moments.

    `rank[i]` working days before day i; `closing[k]` closing moment of the k-th working day; `before[i]`
    minutes worked before day i; `pattern[i]` row of day i in `worked`; `worked[p, m]` minutes worked on a
    day of pattern p until minute m; `reached[w]` the first moment with w minutes worked.
    """

    first: int
    rank: Minutes
    closing: Minutes
    before: Minutes
    pattern: Minutes
    worked: Minutes
    reached: Minutes


def due_many(
    starts: Moments, amounts: Amounts, units: NDArray[np.int8] | LimitUnit, calendar: Calendar
) -> Moments:
    """The due moment of each start, in the same order.

    `starts`: datetime64[m], local; `amounts`: as many numbers, whole ones in an integer array being
    fastest; `units`: as many of `UNIT_CODES`, or one unit for all. Refuses what `due` refuses:
    `bad_limit`, `calendar_out_of_range`.
    """
    minutes = starts.astype("datetime64[m]", copy=False).view(np.int64)
    if amounts.shape != minutes.shape or minutes.ndim != 1:
        raise Refusal("bad_limit", amount="shape")
    if not minutes.size:
        return starts.astype("datetime64[m]")
    finite = np.issubdtype(amounts.dtype, np.integer) or bool(np.isfinite(amounts).all())
    if not finite or amounts.min() <= 0:
        raise Refusal("bad_limit", amount=str(amounts.min()))
    arrays = _arrays(calendar)
    if isinstance(units, LimitUnit):
        return _of_one_unit(minutes, amounts, units, arrays, calendar).view("datetime64[m]")
    found = np.empty_like(minutes)
    known = 0
    for unit, code in UNIT_CODES.items():
        chosen = np.flatnonzero(units == code)
        known += chosen.size
        if chosen.size:
            found[chosen] = _of_one_unit(minutes[chosen], amounts[chosen], unit, arrays, calendar)
    if known != minutes.size:
        raise Refusal("bad_limit", amount="unit")
    return found.view("datetime64[m]")


def _of_one_unit(
    minutes: Minutes, amounts: Amounts, unit: LimitUnit, arrays: _Arrays, calendar: Calendar
) -> Minutes:
    if unit is LimitUnit.WORKING_HOUR:
        return _after_work(minutes, _up(amounts * 60), arrays, calendar)
    if np.issubdtype(amounts.dtype, np.integer):
        return _after_days(minutes, amounts.astype(np.int64, copy=False), unit, arrays, calendar)
    found = _after_days(minutes, _up(amounts), unit, arrays, calendar)
    parts = np.flatnonzero(amounts % 1)
    if parts.size:
        found[parts] = _with_part(minutes[parts], amounts[parts], found[parts], unit, arrays, calendar)
    return found


def _after_days(
    minutes: Minutes, days: Minutes, unit: LimitUnit, arrays: _Arrays, calendar: Calendar
) -> Minutes:
    found = np.empty_like(minutes)
    rank = arrays.rank
    first, last_rank = arrays.first, len(arrays.closing) - 1
    for begin in range(0, minutes.size, _BLOCK):
        block = slice(begin, begin + _BLOCK)
        index = minutes[block] // _DAY
        index -= first
        if index.min() < 0 or index.max() > len(rank) - 2:
            raise calendar.out_of_range()
        if unit is LimitUnit.WORKING_DAY:
            index += 1
            place = rank.take(index)
            place += days[block]
            place -= 1
        else:
            index += days[block]
            if index.max() > len(rank) - 1:
                raise calendar.out_of_range()
            place = rank.take(index)
        if place.max() > last_rank:
            raise calendar.out_of_range()
        arrays.closing.take(place, out=found[block], mode="clip")
    return found


def _after_work(minutes: Minutes, work: Minutes, arrays: _Arrays, calendar: Calendar) -> Minutes:
    index = minutes // _DAY - arrays.first
    if index.min() < 0 or index.max() > len(arrays.rank) - 2:
        raise calendar.out_of_range()
    target = arrays.before[index] + arrays.worked[arrays.pattern[index], minutes % _DAY] + work
    if target.max() >= len(arrays.reached):
        raise calendar.out_of_range()
    found: Minutes = arrays.reached.take(target)
    return found


def _with_part(
    minutes: Minutes, amounts: Amounts, whole: Minutes, unit: LimitUnit, arrays: _Arrays, calendar: Calendar
) -> Minutes:
    found = whole.copy()
    below = np.flatnonzero(amounts < 1)
    if below.size:
        found[below] = _after_work(minutes[below], _up(amounts[below] * MINUTES_A_DAY), arrays, calendar)
    above = np.flatnonzero(amounts > 1)
    if unit is LimitUnit.WORKING_DAY and above.size:
        index = whole[above] // _DAY - arrays.first
        length = arrays.before[index + 1] - arrays.before[index]
        found[above] = arrays.reached[arrays.before[index] + _up(length * (amounts[above] % 1))]
    return found


def _up(values: Amounts) -> Minutes:
    """Rounded up, after what binary fractions add is rounded off."""
    if np.issubdtype(values.dtype, np.integer):
        return values.astype(np.int64, copy=False)
    whole: Minutes = np.ceil(np.round(values, 6)).astype(np.int64)
    return whole


@lru_cache(maxsize=8)
def _arrays(calendar: Calendar) -> _Arrays:
    table = calendar.table
    first = calendar.first_ordinal - np.datetime64(0, "D").item().toordinal()
    patterns = {spans: number for number, spans in enumerate(dict.fromkeys(table.spans))}
    worked = np.zeros((len(patterns), _DAY), dtype=np.int64)
    for spans, number in patterns.items():
        working = np.zeros(_DAY, dtype=np.int64)
        for start, end in spans:
            working[start // 60 : end // 60] = 1
        worked[number, 1:] = np.cumsum(working)[:-1]
    pieces = [
        np.arange(start // 60 + 1, end // 60 + 1) + (first + day) * _DAY
        for day in table.working
        for start, end in table.spans[day]
    ]
    return _Arrays(
        first=first,
        rank=np.array(table.rank),
        closing=np.array([(first + day) * _DAY + table.spans[day][-1][1] // 60 for day in table.working]),
        before=np.array(table.before) // 60,
        pattern=np.array([patterns[spans] for spans in table.spans]),
        worked=worked,
        reached=np.concatenate([np.array([0]), *pieces]),
    )
