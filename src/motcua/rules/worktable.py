"""The whole calendar as running totals, so that adding and counting working time looks up instead of walking.

Days are numbers from the calendar's first day (0); times of day are seconds from midnight; working time
is in seconds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class WorkTable:
    """Running totals of n days. Callers check the range: a number outside it raises IndexError or is
    meaningless.

    `before[i]` seconds worked before day i (n + 1 entries); `rank[i]` working days before day i (n + 1
    entries); `working[k]` the day that is the k-th working day; `spans[i]` the counted shifts of day i.
    """

    spans: list[Spans]
    before: list[int]
    rank: list[int]
    working: list[int]

    def worked(self, day: int, second: int) -> int:
        """Seconds worked from the first day until this moment."""
        total = self.before[day]
        for start, end in self.spans[day]:
            if second <= start:
                break
            total += min(second, end) - start
        return total

    def reached(self, target: int) -> Span:
        """The earliest (day, second) at which `target` > 0 seconds are worked: the end of a shift stays
        that end."""
        day = bisect_left(self.before, target) - 1
        left = target - self.before[day]
        for start, end in self.spans[day]:
            if left <= end - start:
                return day, start + left
            left -= end - start
        raise IndexError(target)

    def passed(self, target: int) -> Span:
        """The latest (day, second) at which no more than `target` seconds are worked: the start of a
        shift stays it."""
        day = bisect_right(self.before, target) - 1
        left = target - self.before[day]
        for start, end in self.spans[day]:
            if left < end - start:
                return day, start + left
            left -= end - start
        raise IndexError(target)


def build(days: Iterable[Spans]) -> WorkTable:
    """Total up the counted shifts of consecutive days.

    >>> table = build([((0, 10), (20, 30)), (), ((0, 10),)])
    >>> table.before, table.rank, table.working
    ([0, 20, 20, 30], [0, 1, 1, 2], [0, 2])
    >>> table.reached(20), table.passed(20)
    ((0, 30), (2, 0))
    """
    spans = list(days)
    before, rank, working = [0], [0], []
    for day, shifts in enumerate(spans):
        seconds = sum(end - start for start, end in shifts)
        if seconds:
            working.append(day)
        before.append(before[-1] + seconds)
        rank.append(len(working))
    return WorkTable(spans, before, rank, working)
