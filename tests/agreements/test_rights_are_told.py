"""Nothing can be opened or done of which nobody has said who may: the tables of rights are complete.

`tests/rights` tries every cell of them; here it is only asked whether there are rows for everything there is.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from motcua.doors.cli.registry import COMMANDS
from motcua.dossiers import actions
from motcua.rules import lifecycle
from motcua.rules.states import Event
from tests import builders
from tests.rights.asking import route_names
from tests.rights.doing import ACTS, AT_DESK, BESIDE
from tests.rights.stage import CASES
from tests.rights.table import METHODS, acts, routes, settings, told_elsewhere

ROUTES, ROWS = routes(), acts()
BEGINNING = {
    Event.RECEIVE,
    Event.REFUSE_RECEPTION,
    Event.REQUEST_SUPPLEMENT_AT_DESK,
    Event.RESOLVE_IMMEDIATELY,
}
APPLICANTS = {Event.FILE}
"""Nobody's duty: the applicant's own act, without an official."""


def test_every_address_and_method_has_its_row() -> None:
    known = {(row.name.split(",")[0], row.case) for row in ROUTES}
    for name in route_names():
        for method in METHODS:
            assert (name, method) in known, (
                f'nobody has said who may {method} {name}: add ["{name}"] with GET and POST lines to '
                "tests/agreements/rights/routes_*.toml (and url, body if it takes any), then `pytest tests/rights`"
            )


def test_no_row_speaks_of_an_address_that_is_gone() -> None:
    assert {row.name.split(",")[0] for row in ROUTES} <= set(route_names())


def state_of(case: str) -> str:
    """The state of a prepared case: "in_process, opinion asked" is in_process."""
    return case.split(",")[0]


def test_every_act_has_rows_for_every_state_in_which_it_may_happen() -> None:
    told = {(row.name, state_of(row.case)) for row in ROWS}
    for (state, event), _ in lifecycle.TABLE.items():
        if (
            event in BEGINNING - {Event.RECEIVE, Event.REFUSE_RECEPTION} | APPLICANTS
            or state not in builders.WAYS
        ):
            continue
        assert (event.value, state.value) in told, (
            f"nobody has said who may {event} in {state}: add it under [{event}] in tests/agreements/rights/acts.toml"
        )
    for event in BEGINNING:
        assert (event.value, "at the desk") in told, f'add "at the desk" under [{event}] in acts.toml'


def test_every_function_that_acts_on_a_dossier_is_tried() -> None:
    named = {"receive_filed", "refuse_filed", *BESIDE} | {event.value for event in Event} - {"forward_review"}
    public = {name for name in actions.__all__ if name[0].islower()}
    assert public == named - {"take_part"}, (
        "a new act needs an event, a way to do it in tests/rights/doing.py and rows in acts.toml"
    )


def test_no_row_speaks_of_a_state_or_act_that_is_gone() -> None:
    for row in ROWS:
        assert row.name in {*ACTS, *AT_DESK, *BESIDE}, row.name
        known = {*CASES, *builders.WAYS} | ({"at the desk"} if row.name in AT_DESK else set())
        assert row.case in known, f"[{row.name}] {row.case}"


SOURCE = Path(__file__).resolve().parent.parent.parent / "src" / "motcua"
ROOMS = ("organisation", "catalogue", "proposals", "certificates", "privacy")


def changing() -> Iterator[str]:
    """Every public act of the rooms beside the dossiers: a function of `actions` that takes `by` and `at`."""
    for room in ROOMS:
        for path in sorted((SOURCE / room / "actions").glob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith(("_", "require_", "is_")):
                    told = {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
                    if {"by", "at"} <= told:
                        yield node.name


def test_every_act_on_the_organisation_has_a_row_or_a_test_of_its_own() -> None:
    known = {row.name for row in settings()} | set(told_elsewhere()["acts"])
    for name in changing():
        assert name in known, (
            f"nobody has said who may {name}: add rows to tests/agreements/rights/settings.toml and a way to do it to "
            "tests/rights/test_settings.py, or name the tests of its own in elsewhere.toml"
        )


def test_every_command_says_whose_right_it_asks() -> None:
    known = told_elsewhere()["commands"]
    for name in COMMANDS:
        assert name in known, (
            f"say in tests/agreements/rights/elsewhere.toml whose right `motcua {name}` asks"
        )


def test_tests_named_elsewhere_exist() -> None:
    root = SOURCE.parent.parent
    for told in told_elsewhere().values():
        for name, where in told.items():
            assert not where.startswith("tests/") or (root / where).exists(), (name, where)
