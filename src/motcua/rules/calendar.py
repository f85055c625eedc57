"""A calendar of working days: what is worked when, and adding, subtracting and counting working time on it.

Sources: Labour Code 2019 art. 111-112 (days off), QĐ 188/1999/QĐ-TTg (working week), the yearly notices
of swapped days. All moments are aware; answers are in the calendar's own zone and to the second. A
calendar's table is built once, when first asked: keep and share calendars.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from motcua.rules.hours import DayKind, Hours, Shifts
from motcua.rules.refusal import Refusal
from motcua.rules.worktable import Spans, WorkTable, build

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which days are worked, and when, from `first` to `last` (both included).

    `days` names the dates a decision speaks about; every other date is what its weekday says. `version`
    names the decisions it rests on; from `provisional_from` on, days off are computed and not yet
    decreed.

    >>> from motcua.rules.hours import OFFICE_HOURS
    >>> new_year = Calendar(
    ...     {date(2026, 1, 1): DayKind.HOLIDAY, date(2026, 1, 2): DayKind.SWAPPED_OFF,
    ...      date(2026, 1, 10): DayKind.SWAPPED_ON}, OFFICE_HOURS, date(2025, 12, 1), date(2026, 1, 31))
    >>> new_year.is_working(date(2026, 1, 2)), new_year.is_working(date(2026, 1, 10))
    (False, True)
    >>> new_year.add_minutes(datetime(2025, 12, 31, 16, tzinfo=LOCAL), 120).isoformat()
    '2026-01-05T08:00:00+07:00'
    """

    days: Mapping[date, DayKind] = field(repr=False)
    hours: Hours
    first: date
    last: date
    version: str = ""
    zone: ZoneInfo = LOCAL
    provisional_from: date | None = None

    def kind(self, day: date) -> DayKind:
        """What kind of day this is."""
        named = self.days.get(day)
        if named is not None:
            return named
        return DayKind.WORKING if self.hours.counts(day.weekday()) or day.weekday() < 5 else DayKind.REST

    def is_working(self, day: date) -> bool:
        """Whether the day counts in limits."""
        return self.kind(day).may_be_worked and bool(self.shifts(day))

    def is_provisional(self, day: date) -> bool:
        """Whether the days off around this date are computed and not yet decreed."""
        return self.provisional_from is not None and day >= self.provisional_from

    def shifts(self, day: date) -> Shifts:
        """When the desk is open: also on a Saturday that does not count."""
        kind, weekday = self.kind(day), day.weekday()
        if kind is DayKind.SWAPPED_ON:
            return self.hours.full_day
        if kind is DayKind.WORKING or (kind is DayKind.REST and weekday >= 5):
            return self.hours.shifts[weekday]
        return ()

    @cached_property
    def table(self) -> WorkTable:
        """Running totals of the days from `first` to `last`."""
        count = (self.last - self.first).days + 1
        return build(self._spans(self.first + timedelta(day)) for day in range(count))

    def _spans(self, day: date) -> Spans:
        if not self.is_working(day):
            return ()
        return tuple((_second(shift.start), _second(shift.end)) for shift in self.shifts(day))

    @cached_property
    def closings(self) -> list[datetime]:
        """The closing moment of every working day, by rank."""
        return [self._moment(day, self.table.spans[day][-1][1]) for day in self.table.working]

    @cached_property
    def first_ordinal(self) -> int:
        """`first` as a day number, from which the table's days count."""
        return self.first.toordinal()

    @cached_property
    def rank(self) -> list[int]:
        """Working days before each day; one entry more than days."""
        return self.table.rank

    @cached_property
    def _midnights(self) -> list[datetime]:
        first = datetime.combine(self.first, time(), tzinfo=self.zone)
        return [first + timedelta(day) for day in range(len(self.table.spans))]

    def local(self, at: datetime) -> datetime:
        """The same moment on the calendar's clock; refuses a moment without a zone."""
        if at.tzinfo is self.zone:
            return at
        if at.tzinfo is None:
            raise Refusal("naive_time", at=at.isoformat())
        return at.astimezone(self.zone)

    def out_of_range(self) -> Refusal:
        """The refusal of a date this calendar does not know."""
        return Refusal("calendar_out_of_range", first=self.first.isoformat(), last=self.last.isoformat())

    def _index(self, day: date) -> int:
        index = day.toordinal() - self.first_ordinal
        if not 0 <= index < len(self.table.spans):
            raise self.out_of_range()
        return index

    def _day(self, rank: int) -> date:
        if not 0 <= rank < len(self.table.working):
            raise self.out_of_range()
        return self.first + timedelta(self.table.working[rank])

    def _moment(self, index: int, second: int) -> datetime:
        return self._midnights[index] + timedelta(seconds=second)

    def worked_seconds(self, at: datetime) -> int:
        """Seconds of working time from the calendar's first day until `at`."""
        local = self.local(at)
        return self.table.worked(self._index(local), _second(local))

    def seconds_between(self, a: datetime, b: datetime) -> int:
        """Working seconds from `a` to `b`, negative if `b` is earlier."""
        return self.worked_seconds(b) - self.worked_seconds(a)

    def minutes_between(self, a: datetime, b: datetime) -> int:
        """Whole working minutes from `a` to `b`, negative if `b` is earlier."""
        seconds = self.seconds_between(a, b)
        return seconds // 60 if seconds >= 0 else -(-seconds // 60)

    def add_seconds(self, start: datetime, seconds: int) -> datetime:
        """The first moment with so many working seconds done since `start`; the last one, if `seconds` is
        negative."""
        local = self.local(start)
        if seconds == 0:
            return local
        target = self.table.worked(self._index(local), _second(local)) + seconds
        if seconds > 0 and target <= self.table.before[-1]:
            return self._moment(*self.table.reached(target))
        if seconds < 0 <= target:
            return self._moment(*self.table.passed(target))
        raise self.out_of_range()

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """`minutes` of working time after `start` (before it, if negative); reached at 11:30 it is 11:30."""
        return self.add_seconds(start, minutes * 60)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`; before it, if negative; with 0 the first one from `day` on."""
        index = self._index(day)
        rank = self.table.rank
        return self._day(rank[index + 1] + n - 1 if n > 0 else rank[index] + n)

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; if `b` is earlier, minus those from `b` to
        before `a`.

        `working_days_between(d, add_working_days(d, n)) == n` for every n but 0.
        """
        after = int(b >= a)
        return self.table.rank[self._index(b) + after] - self.table.rank[self._index(a) + after]

    def opening(self, day: date) -> datetime:
        """When work begins on this working day; of another day, on the next working day."""
        index = self._index(self.add_working_days(day, 0))
        return self._moment(index, self.table.spans[index][0][0])

    def end_of_first_shift(self, day: date) -> datetime:
        """When the first shift of this working day ends; of another day, on the next working day."""
        index = self._index(self.add_working_days(day, 0))
        return self._moment(index, self.table.spans[index][0][1])

    def closing(self, day: date) -> datetime:
        """When work ends on this working day; of another day, on the next working day."""
        return self.closings[self.table.rank[self._index(self.add_working_days(day, 0))]]

    def next_working_moment(self, at: datetime) -> datetime:
        """`at`, if work is being done then, else the next opening."""
        local = self.local(at)
        index, second = self._index(local), _second(local)
        if any(start <= second < end for start, end in self.table.spans[index]):
            return local
        total = self.table.worked(index, second)
        if total >= self.table.before[-1]:
            raise self.out_of_range()
        return self._moment(*self.table.passed(total))

    def is_working_moment(self, at: datetime) -> bool:
        """Whether an appointment may be at this moment: inside a shift or at its end."""
        local = self.local(at)
        second = _second(local)
        return any(start <= second <= end for start, end in self.table.spans[self._index(local)])


def _second(at: time | datetime) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
