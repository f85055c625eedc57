"""The legal clock of a dossier, under one name: what the other rooms import.

`clock` starts, stops and re-appoints; `suspensions` are the times that do not count; `timing` says early,
on time or late; `handover` the two short limits of the one-stop unit itself.

>>> from datetime import date, datetime
>>> from decimal import Decimal
>>> from motcua.rules.worktime import LOCAL, OFFICE_HOURS, Calendar, Limit, LimitUnit
>>> march = Calendar({}, OFFICE_HOURS, date(2026, 3, 2), date(2026, 3, 31))
>>> monday = datetime(2026, 3, 2, 9, tzinfo=LOCAL)
>>> clock = start_clock(monday, Limit(Decimal(5), LimitUnit.WORKING_DAY), march)
>>> due_at(clock).isoformat()
'2026-03-09T17:00:00+07:00'
>>> asked = pause(clock, "supplement", "NĐ 31/2021 Đ.6", monday.replace(day=4))
>>> due_at(resume(asked, monday.replace(day=9), march, SupplementPolicy.PAUSE)).isoformat()
'2026-03-12T17:00:00+07:00'
>>> due_at(resume(asked, monday.replace(day=9), march, SupplementPolicy.RESTART)).isoformat()
'2026-03-16T17:00:00+07:00'
"""

from motcua.rules.clock import (
    Clock,
    counting_start,
    due_at,
    last_letter_day,
    pause,
    reappoint,
    recompute,
    resume,
    start_clock,
)
from motcua.rules.handover import NOTICE_LIMIT, hand_over_by, notice_limit
from motcua.rules.suspensions import SUPPLEMENT, SUSPENSION_KINDS, SupplementPolicy, Suspension
from motcua.rules.timing import (
    Timing,
    excluded_minutes,
    kept_by_law,
    measured_end,
    remaining_working_days,
    timing,
    timing_of,
    used_minutes,
)

__all__ = [
    "NOTICE_LIMIT",
    "SUPPLEMENT",
    "SUSPENSION_KINDS",
    "Clock",
    "SupplementPolicy",
    "Suspension",
    "Timing",
    "counting_start",
    "due_at",
    "excluded_minutes",
    "hand_over_by",
    "kept_by_law",
    "last_letter_day",
    "measured_end",
    "notice_limit",
    "pause",
    "reappoint",
    "recompute",
    "remaining_working_days",
    "resume",
    "start_clock",
    "timing",
    "timing_of",
    "used_minutes",
]
