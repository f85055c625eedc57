"""Set up the embedded province: units, agencies, calendar and an invented staff, in a few seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from motcua.journal.actions import record
from motcua.organisation.actions.decide_calendar import decide_hours, decide_provisional
from motcua.organisation.actions.import_calendar import import_calendar
from motcua.organisation.actions.import_succession import import_successions
from motcua.organisation.actions.import_units import import_units
from motcua.organisation.actions.recruit import Staffed, recruit
from motcua.organisation.models import Unit, UnitKind
from motcua.organisation.queries import calendar_version, one_stop_units, units_in_force
from motcua.organisation.sample import sample_rows
from motcua.organisation.sources import LIST_OF_171
from motcua.rules.refusal import Refusal

ProvinceKind = Literal["three-tier", "two-tier"]
OFFICE_HOURS = [[["07:00", "11:30"], ["13:30", "17:00"]]] * 5 + [[], []]
COMPUTED_YEARS = (2027, 2030)
"""Years beyond the decreed ones, so that a deadline given late in 2026 has a calendar to end in."""


@dataclass(frozen=True)
class Established:
    """What was set up; `one_stop` counts units with a desk of their own (201, or 55 since July 2025)."""

    province: str
    units: int
    one_stop: int
    agencies: int
    calendar: str
    staff: Staffed


def establish(
    province: ProvinceKind = "three-tier",
    *,
    by: int | None = None,
    at: datetime,
    staffing: bool = True,
    seed: int = 1,
) -> Established:
    """Load the sample province into an empty database; staff serve from `at` on.

    `three-tier` is the province of 2018 (1 + 14 + 186), kept open as if it had gone on; `two-tier` holds
    the real succession of lists up to the 1 + 54 units since July 2025. Raises
    `Refusal("already_established")`.
    """
    if Unit.objects.exists():
        raise Refusal("already_established")
    with transaction.atomic():
        _units(province, by, at)
        version = _calendar(by, at)
        here = list(units_in_force(at))
        staff = recruit(here, at=at, seed=seed) if staffing else Staffed(0, 0, 0, 0)
        facts = {"province": province, "seed": seed, "units": len(here), "officers": staff.officers}
        record("organisation", "established", by=by, at=at, facts=facts)
    agencies = sum(one.kind == UnitKind.AGENCY for one in here)
    return Established(province, len(here), one_stop_units(at).count(), agencies, version, staff)


def _units(province: ProvinceKind, by: int | None, at: datetime) -> None:
    agencies = sample_rows("agencies.csv")
    if province == "three-tier":
        _load(sample_rows("units_2018.csv"), by, at)
        of_2018 = [row for row in agencies if row["valid_from"] == "2018-01-01"]
        _load([{**row, "valid_to": ""} for row in of_2018], by, at)
        return
    ended = LIST_OF_171[0].isoformat()
    list_of_2018 = sample_rows("units_2018.csv")
    _load(
        [row if row["kind"] == UnitKind.PROVINCE else {**row, "valid_to": ended} for row in list_of_2018],
        by,
        at,
    )
    _load(sample_rows("units_before_2025_07.csv"), by, at)
    _load(sample_rows("units_from_2025_07.csv"), by, at)
    _load(agencies, by, at)
    merged = [
        {
            "old_code": row["code"],
            "new_code": row["successor"],
            "whole": "1",
            "is_default": "1",
            "on": row["valid_to"],
        }
        for row in agencies
        if row["successor"]
    ]
    for rows in (sample_rows("succession_2018_2024.csv"), sample_rows("succession_2025.csv"), merged):
        done = import_successions(rows, by=by, at=at)
        if done.problems:
            raise RuntimeError(f"sample successions are broken: {done.problems[:3]}")


def _load(rows: Sequence[dict[str, str]], by: int | None, at: datetime) -> None:
    done = import_units(rows, by=by, at=at)
    if done.problems:
        raise RuntimeError(f"sample units are broken: {done.problems[:3]}")


def _calendar(by: int | None, at: datetime) -> str:
    import_calendar(sample_rows("calendar_2015_2026.csv"), by=by, at=at, name="Lịch 2015-2026")
    decide_provisional(*COMPUTED_YEARS, by=by, at=at)
    decide_hours(None, OFFICE_HOURS, valid_from=date(2015, 1, 1), by=by, at=at)
    return calendar_version()
