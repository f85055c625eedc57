"""The lifecycle table: legal cases by article, and what must hold of the whole table."""

import tomllib
from pathlib import Path

import pytest

from motcua.rules import lifecycle
from motcua.rules.lifecycle_rows import ROWS
from motcua.rules.refusal import Refusal
from motcua.rules.states import ClockEffect, Event, Guard, State

CASES = tomllib.loads((Path(__file__).parent / "cases" / "lifecycle.toml").read_text())["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_law_is_kept(case: dict[str, str | int]) -> None:
    assert case["law"]
    if "to" not in case:
        with pytest.raises(Refusal, match="wrong_state") as refused:
            lifecycle.transition(str(case["state"]), str(case["event"]))
        assert refused.value.params == {"state": case["state"], "event": case["event"]}
        return
    cell = lifecycle.transition(str(case["state"]), str(case["event"]))
    assert case["to"] in cell.targets
    row = cell.row
    found = {"duty": row.duty, "clock": row.clock, "form": row.form, "code": row.code}
    assert {name: case[name] for name in found if name in case} == {
        name: value for name, value in found.items() if name in case
    }


def test_all_27_rows_of_the_regulation_are_there() -> None:
    assert {row.number for row in ROWS} >= set(range(1, 28))


def test_every_event_has_a_row_and_every_guard_a_use() -> None:
    assert {row.event for row in ROWS} == set(Event)
    assert {guard for row in ROWS for guard in row.guards} == set(Guard)


def test_every_row_names_its_law() -> None:
    assert all(row.law for row in ROWS)


def test_every_state_is_reached_and_every_unfinished_one_can_be_left() -> None:
    reached = {target for cell in lifecycle.TABLE.values() for target in cell.targets}
    assert reached >= set(State) - lifecycle.INITIAL
    for state in lifecycle.UNFINISHED:
        ways = {target for cell in lifecycle.events(state) for target in cell.targets} - {state}
        assert ways, state


def test_a_finished_dossier_changes_only_by_correction() -> None:
    for state in lifecycle.FINAL:
        moving = {cell.event for cell in lifecycle.events(state) if cell.targets != (state,)}
        assert moving <= {Event.CORRECT}


def test_the_clock_stops_and_goes_on_in_pairs() -> None:
    for row in ROWS:
        if row.clock is ClockEffect.PAUSE:
            (waiting,) = row.to
            resumed = [cell for cell in lifecycle.events(waiting) if cell.row.clock is ClockEffect.RESUME]
            assert resumed, row.event


def test_the_code_of_a_state_is_the_code_of_the_events_that_lead_there() -> None:
    for cell in lifecycle.TABLE.values():
        if cell.row.code is not None and cell.targets != (cell.state,) and cell.event not in KEEPS_CODE:
            assert lifecycle.code_of(cell.target) == cell.row.code, cell


KEEPS_CODE = {Event.RETURN_FOR_REWORK, Event.TRANSFER, Event.PULL_BACK}
