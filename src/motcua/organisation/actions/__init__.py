"""Changing the organisation: one act, one function."""

from motcua.organisation.actions.absence import end_absence, record_absence
from motcua.organisation.actions.appoint import appoint, end_tenure, second
from motcua.organisation.actions.decide_calendar import (
    CalendarDecided,
    DecidedDay,
    decide_calendar,
    decide_hours,
    decide_provisional,
)
from motcua.organisation.actions.establish import Established, establish
from motcua.organisation.actions.grant import Scan, Terms, grant, revoke
from motcua.organisation.actions.import_calendar import CalendarImported, import_calendar
from motcua.organisation.actions.import_succession import SuccessionsImported, import_successions
from motcua.organisation.actions.import_units import UnitsImported, import_units
from motcua.organisation.actions.interests import InterestKind, declare_interest, withdraw_interest

__all__ = [
    "CalendarDecided",
    "CalendarImported",
    "DecidedDay",
    "Established",
    "InterestKind",
    "Scan",
    "SuccessionsImported",
    "Terms",
    "UnitsImported",
    "appoint",
    "decide_calendar",
    "decide_hours",
    "decide_provisional",
    "declare_interest",
    "end_absence",
    "end_tenure",
    "establish",
    "grant",
    "import_calendar",
    "import_successions",
    "import_units",
    "record_absence",
    "revoke",
    "second",
    "withdraw_interest",
]
