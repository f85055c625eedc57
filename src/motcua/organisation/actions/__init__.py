"""Changing the organisation: one act, one function."""

from motcua.organisation.actions.appoint import appoint, end_tenure, second
from motcua.organisation.actions.decide_calendar import (
    CalendarDecided,
    DecidedDay,
    decide_calendar,
    decide_hours,
    decide_provisional,
)
from motcua.organisation.actions.establish import Established, establish
from motcua.organisation.actions.grant import grant, revoke
from motcua.organisation.actions.import_calendar import CalendarImported, import_calendar
from motcua.organisation.actions.import_succession import SuccessionsImported, import_successions
from motcua.organisation.actions.import_units import UnitsImported, import_units

__all__ = [
    "CalendarDecided",
    "CalendarImported",
    "DecidedDay",
    "Established",
    "SuccessionsImported",
    "UnitsImported",
    "appoint",
    "decide_calendar",
    "decide_hours",
    "decide_provisional",
    "end_tenure",
    "establish",
    "grant",
    "import_calendar",
    "import_successions",
    "import_units",
    "revoke",
    "second",
]
