"""Two short limits of the one-stop unit itself: handing a dossier over, and asking for a supplement.

Sources: NĐ 61/2018 art. 18 (kept by NĐ 118/2025 art. 18(2)) and art. 19(4).
"""

from datetime import datetime, time
from decimal import Decimal

from motcua.rules.calendar import Calendar
from motcua.rules.worktime import Limit, LimitUnit, due

HAND_OVER_SAME_DAY_UNTIL = time(15)
NOTICE_LIMIT = Limit(Decimal(3), LimitUnit.WORKING_DAY)


def hand_over_by(received_at: datetime, calendar: Calendar) -> datetime:
    """Until when a received dossier is handed over to the competent agency.

    The same working day; received after 15:00, "the start of the next working day", read here as the end
    of its first shift. A dossier received on a day off has lain overnight as well and is handed over in
    that same morning. This moves the hand-over only, not the start of the dossier's limit.
    """
    local = calendar.local(received_at)
    day = local.date()
    if calendar.is_working(day) and local.time() <= HAND_OVER_SAME_DAY_UNTIL:
        closing = calendar.closing(day)
        if local <= closing:
            return closing
    return calendar.end_of_first_shift(calendar.add_working_days(day, 1))


def notice_limit(received_at: datetime, calendar: Calendar, limit: Limit = NOTICE_LIMIT) -> datetime:
    """Until when a supplement may be asked for after appraisal: 3 working days, or what the procedure's
    act says."""
    return due(received_at, limit, calendar)
