"""What the case tables cannot say about a dossier's clock: new calendars, overlapping stops, measuring, refusals."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from motcua.rules.limits import (
    SUSPENSION_KINDS,
    Suspension,
    Timing,
    due_at,
    excluded_minutes,
    measured_end,
    pause,
    reappoint,
    recompute,
    resume,
    start_clock,
    timing_of,
    used_minutes,
)
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL, OFFICE_HOURS, Calendar, DayKind, Limit, LimitUnit
from tests.rules.vietnam import calendar, days

FIVE_DAYS = Limit(Decimal(5), LimitUnit.WORKING_DAY)
DECREED = date(2026, 3, 10)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def after_a_new_decision(day: date) -> Calendar:
    old = calendar()
    return Calendar({**days(), day: DayKind.SWAPPED_OFF}, OFFICE_HOURS, old.first, old.last, version="later")


def test_a_new_day_off_moves_open_due_moments_and_stops_already_counted() -> None:
    clock = start_clock(at("2026-03-04T09:00"), FIVE_DAYS, calendar())
    assert due_at(clock) == at("2026-03-11T17:00")
    assert due_at(recompute(clock, after_a_new_decision(DECREED))) == at("2026-03-12T17:00")
    stopped = pause(clock, "supplement", "NĐ 31/2021 Đ.6", at("2026-03-06T09:00"))
    resumed = resume(stopped, at("2026-03-11T09:00"), calendar())
    assert due_at(resumed) == at("2026-03-16T17:00")
    # the day off fell into the stop: two counted days stopped in place of three
    assert due_at(recompute(resumed, after_a_new_decision(DECREED))) == at("2026-03-16T17:00")


def test_a_promised_date_that_becomes_a_day_off_moves_to_the_next_working_day() -> None:
    clock = start_clock(at("2026-03-02T09:00"), FIVE_DAYS, calendar())
    promised = reappoint(clock, at("2026-03-10T10:00"), at("2026-03-04T09:00"), calendar())
    assert due_at(recompute(promised, calendar())) == at("2026-03-10T10:00")
    moved = recompute(promised, after_a_new_decision(DECREED))
    assert due_at(moved) == at("2026-03-11T17:00")
    assert moved.original_due == at("2026-03-09T17:00")


def test_recomputing_changes_nothing_under_the_same_calendar() -> None:
    clock = start_clock(at("2026-03-02T09:00"), FIVE_DAYS, calendar())
    clock = pause(clock, "supplement", "NĐ 31/2021 Đ.6", at("2026-03-04T09:00"))
    clock = resume(clock, at("2026-03-11T09:00"), calendar())
    assert recompute(clock, calendar()) == clock


def test_stops_that_overlap_are_not_excluded_twice() -> None:
    clock = start_clock(at("2026-03-02T09:00"), FIVE_DAYS, calendar())
    posting = Suspension("public_posting", "NĐ 151/2025", at("2026-03-03T08:00"), at("2026-03-06T08:00"))
    payment = Suspension(
        "financial_obligation", "NĐ 151/2025", at("2026-03-05T08:00"), at("2026-03-10T08:00")
    )
    inside = Suspension("media_notice", "NĐ 151/2025", at("2026-03-04T08:00"), at("2026-03-04T09:00"))
    both = replace(clock, suspensions=(payment, inside, posting))
    assert due_at(recompute(both, calendar())) == at("2026-03-16T17:00")
    assert excluded_minutes(both, at("2026-03-20T08:00"), calendar()) == 5 * 480
    assert used_minutes(both, at("2026-03-10T09:00"), calendar()) == 8 * 60


def test_stops_outside_the_count_change_nothing() -> None:
    clock = start_clock(at("2026-03-02T09:00"), FIVE_DAYS, calendar())
    before = Suspension("special_law", "NĐ X", at("2026-02-02T08:00"), at("2026-02-27T08:00"))
    after = Suspension("special_law", "NĐ X", at("2026-03-10T08:00"), at("2026-03-27T08:00"))
    with_them = recompute(replace(clock, suspensions=(before, after)), calendar())
    assert due_at(with_them) == due_at(clock)


def test_an_open_stop_leaves_the_last_known_due_moment() -> None:
    clock = start_clock(at("2026-03-02T09:00"), FIVE_DAYS, calendar())
    stopped = pause(clock, "verification_abroad", "NĐ 123/2015", at("2026-03-04T11:00"))
    assert due_at(recompute(stopped, calendar())) == due_at(clock)
    assert used_minutes(stopped, at("2026-03-05T11:00"), calendar()) == used_minutes(
        stopped, at("2026-06-05T11:00"), calendar()
    )


def test_an_appointment_without_a_limit_moves_with_stops_and_restarts() -> None:
    from_elsewhere = start_clock(at("2026-03-02T09:00"), None, calendar(), appointment=at("2026-03-10T10:00"))
    stopped = pause(from_elsewhere, "supplement", "NĐ 61/2018 Đ.19(4)", at("2026-03-04T11:00"))
    paused = resume(stopped, at("2026-03-06T11:00"), calendar())
    assert due_at(paused) == at("2026-03-12T10:00")


def test_stopped_time_does_not_make_a_dossier_due_sooner() -> None:
    """8 days allotted, 20 stopped: the last quarter is that of the 8."""
    clock = start_clock(at("2026-03-02T09:00"), Limit(Decimal(8), LimitUnit.WORKING_DAY), calendar())
    clock = pause(clock, "public_posting", "NĐ 151/2025", at("2026-03-03T09:00"))
    clock = resume(clock, at("2026-03-31T09:00"), calendar())
    assert due_at(clock) == at("2026-04-09T17:00")
    assert timing_of(clock, None, at("2026-04-06T09:00"), calendar()) is Timing.OPEN
    assert timing_of(clock, None, at("2026-04-08T09:00"), calendar()) is Timing.DUE_SOON


def test_the_portal_measures_by_the_first_end_there_is() -> None:
    first, second, third = at("2026-03-02T09:00"), at("2026-03-03T09:00"), at("2026-03-04T09:00")

    def end(
        processed: datetime | None,
        returned: datetime | None,
        ended: datetime | None,
        waiting: datetime | None,
    ) -> datetime:
        return measured_end(
            processed_at=processed,
            returned_at=returned,
            ended_at=ended,
            waiting_since=waiting,
            period_end=third,
        )

    assert end(first, second, None, None) == first
    assert end(None, second, first, None) == second
    assert end(None, None, second, first) == second
    assert end(None, None, None, first) == first
    assert end(None, None, None, None) == third


def test_a_stop_names_a_known_kind_its_basis_and_aware_times() -> None:
    clock = start_clock(at("2026-03-02T09:00"), FIVE_DAYS, calendar())
    with pytest.raises(Refusal, match="unknown_suspension"):
        pause(clock, "holiday", "NĐ 61/2018", at("2026-03-03T09:00"))
    with pytest.raises(Refusal, match="suspension_needs_basis"):
        pause(clock, "supplement", "  ", at("2026-03-03T09:00"))
    with pytest.raises(Refusal, match="naive_time"):
        pause(clock, "supplement", "NĐ 61/2018", at("2026-03-03T09:00").replace(tzinfo=None))
    assert "consultation" not in SUSPENSION_KINDS
