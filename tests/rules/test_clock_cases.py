"""The legal cases in `cases/*.toml`: each names its article and is read by a jurist as well as by this test."""

import tomllib
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from motcua.rules.limits import (
    NOTICE_LIMIT,
    Clock,
    SupplementPolicy,
    due_at,
    hand_over_by,
    kept_by_law,
    notice_limit,
    pause,
    reappoint,
    remaining_working_days,
    resume,
    start_clock,
    timing_of,
    used_minutes,
)
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL, Calendar, Limit, LimitUnit, due
from tests.rules.vietnam import calendar

Answer = str | int | bool | None
FILES = [Path(__file__).parent / "cases" / name for name in ("due.toml", "clock.toml")]


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid")

    start: str = ""
    received: str = ""
    limit: str = ""
    notice: str = ""
    hours: str = "office"
    cut_off: str = ""
    appointment: str = ""
    policy: SupplementPolicy = SupplementPolicy.PAUSE
    now: str = ""
    finished: str = ""


class Case(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    law: str
    given: Given
    acts: list[str] = []
    expect: dict[str, Answer]


def cases() -> list[Case]:
    return [Case.model_validate(case) for file in FILES for case in tomllib.loads(file.read_text())["case"]]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_law_is_kept(case: Case) -> None:
    try:
        found = answers(case)
    except Refusal as refusal:
        found = {"refusal": refusal.code}
    assert {key: found.get(key) for key in case.expect} == case.expect


def test_there_are_at_least_sixty_cases_each_with_its_source() -> None:
    found = cases()
    assert len(found) >= 60
    assert len({case.name for case in found}) == len(found)
    assert all(case.law and case.expect for case in found)


def answers(case: Case) -> dict[str, Answer]:
    given, by = case.given, calendar(case.given.hours)
    if given.start:
        return {"due": text(due(at(given.start), limit(given.limit), by))}
    received = at(given.received)
    if "hand_over_by" in case.expect or "notice_by" in case.expect:
        notice = limit(given.notice) if given.notice else NOTICE_LIMIT
        return {
            "hand_over_by": text(hand_over_by(received, by)),
            "notice_by": text(notice_limit(received, by, notice)),
        }
    clock = start_clock(
        received,
        limit(given.limit) if given.limit else None,
        by,
        time.fromisoformat(given.cut_off) if given.cut_off else None,
        at(given.appointment) if given.appointment else None,
    )
    for act in case.acts:
        clock = acted(clock, act.split(), given, by)
    return described(clock, given, by)


def acted(clock: Clock, act: list[str], given: Given, by: Calendar) -> Clock:
    match act:
        case ["pause", kind, moment]:
            return pause(clock, kind, "as the case says", at(moment))
        case ["resume", moment]:
            cut_off = time.fromisoformat(given.cut_off) if given.cut_off else None
            return resume(clock, at(moment), by, given.policy, cut_off)
        case ["reappoint", new, moment]:
            return reappoint(clock, at(new), at(moment), by)
    raise AssertionError(act)


def described(clock: Clock, given: Given, by: Calendar) -> dict[str, Answer]:
    found: dict[str, Answer] = {
        "due": text(due_at(clock)),
        "start": text(clock.start),
        "original_due": text(clock.original_due),
        "restarted_at": text(clock.restarted_at),
    }
    if given.finished or given.now:
        finished = at(given.finished) if given.finished else None
        now = at(given.now or given.finished)
        moment = due_at(clock)
        found["timing"] = timing_of(clock, finished, now, by).value
        found["used"] = used_minutes(clock, now, by)
        found["remaining"] = remaining_working_days(moment, now, by) if moment else None
        found["kept_by_law"] = kept_by_law(clock, now)
    return found


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=LOCAL)


def text(moment: datetime | None) -> str:
    return moment.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M") if moment else "none"


def limit(words: str) -> Limit:
    amount, unit = words.split()
    return Limit(Decimal(amount), LimitUnit(unit))
