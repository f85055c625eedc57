"""The graph of steps: what is open next, the longest way through, and every gap of the matrix."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.matrix import GAP_CODES, Gap, gaps
from motcua.rules.process import Process, Step, critical_path, next_steps, settled, start_steps
from motcua.rules.terms import Term, TermUnit, longer, working_hours


def step(key: str, duty: str, post: str, hours: str, *after: str, when: str | None = None) -> Step:
    """A complete step."""
    return Step(
        key,
        name=f"Bước {key}",
        unit="receiving" if post in {"receiver", "returner"} else "competent",
        post=post,
        duty=duty,
        task=f"Làm {key}",
        hours=Decimal(hours),
        output=f"Kết quả {key}",
        after=after,
        when=when,
    )


NGHE_AN = Process(
    (
        step("receive", "receive", "receiver", "4"),
        step("assign", "assign", "head", "4", "receive"),
        step("appraise", "appraise", "handler", "112", "assign"),
        step("review", "review", "head", "24", "appraise"),
        step("sign", "sign", "leader", "16", "review"),
        step("seal", "seal", "registry", "8", "sign"),
        step("return", "return", "returner", "0", "seal"),
    )
)
"""The worked example of Nghệ An, QĐ 3857/2025: 168 hours = 21 working days."""

DAYS_21 = Term(Decimal(21), TermUnit.WORKING_DAY)


def changed(key: str, **cells: object) -> Process:
    """The example with some cells of one step changed."""
    return Process(
        tuple(replace(each, **cells) if each.key == key else each for each in NGHE_AN)  # type: ignore[arg-type]
    )


def found(process: Process, committed: Term | None = DAYS_21, legal: Term | None = DAYS_21) -> list[Gap]:
    return list(gaps(process, committed, legal))


def test_the_worked_example_is_complete_and_fills_its_limit() -> None:
    assert critical_path(NGHE_AN) == (Decimal(168), tuple(each.key for each in NGHE_AN))
    assert found(NGHE_AN) == []


@pytest.mark.parametrize("cell", ["name", "unit", "post", "duty", "task", "output"])
def test_every_empty_cell_is_named_with_its_step(cell: str) -> None:
    assert Gap("empty_cell", "review", cell) in found(changed("review", **{cell: "  "}))


def test_all_empty_cells_are_named_at_once() -> None:
    bare = Process((Step("a"), Step("b", after=("a",))))
    cells = [(gap.step, gap.cell) for gap in found(bare) if gap.code == "empty_cell"]
    expected = ["name", "unit", "post", "duty", "task", "output", "hours"]
    assert cells == [("a", cell) for cell in expected] + [("b", cell) for cell in expected]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("post", "boss"),
        ("duty", "direct"),
        ("duty", "nothing"),
        ("unit", "somewhere"),
        ("unit", "unit:"),
        ("hours", Decimal(-1)),
        ("hours", Decimal(0)),
        ("hours", Decimal("NaN")),
    ],
)
def test_bad_values_are_named(cell: str, value: object) -> None:
    assert ("bad_value", "review", cell) in [
        (gap.code, gap.step, gap.cell) for gap in found(changed("review", **{cell: value}))
    ]


def test_no_time_is_fine_for_the_return_but_not_no_answer() -> None:
    assert found(changed("return", hours=Decimal(0))) == []
    assert found(changed("return", hours=None)) == [Gap("empty_cell", "return", "hours")]


def test_a_named_unit_is_allowed() -> None:
    assert found(changed("appraise", unit="unit:so-xay-dung")) == []


def test_a_step_waiting_for_an_unknown_one_is_unreachable_with_all_behind_it() -> None:
    gaps_found = found(changed("seal", after=("stamp",)))
    assert Gap("unknown_after", "seal", "after", {"value": "stamp"}) in gaps_found
    assert [gap.step for gap in gaps_found if gap.code == "unreachable"] == ["seal", "return"]


def test_a_circle_is_found_and_told_apart_from_what_hangs_on_it() -> None:
    gaps_found = found(changed("assign", after=("review",)))
    assert [gap.step for gap in gaps_found if gap.code == "cycle"] == ["assign", "appraise", "review"]
    assert [gap.step for gap in gaps_found if gap.code == "unreachable"] == ["sign", "seal", "return"]


def test_a_process_without_a_start_is_refused() -> None:
    assert Gap("no_start") in found(changed("receive", after=("return",)))


def test_two_steps_with_one_key_are_refused() -> None:
    double = Process((*NGHE_AN.steps, replace(NGHE_AN.step("seal"), after=("sign",))))
    assert Gap("duplicate_key", "seal", "key", {"times": 2}) in found(double)


def test_signature_and_return_are_required_except_on_the_spot() -> None:
    bare = Process((step("receive", "receive", "receiver", "1"),))
    assert [gap.code for gap in found(bare)] == ["no_signature", "no_return"]
    assert gaps(bare, None, None, immediate=True) == ()


def test_the_first_step_is_reception() -> None:
    assert Gap("start_without_reception", "receive", "duty", {"value": "appraise"}) in found(
        changed("receive", duty="appraise")
    )


def test_a_seal_before_the_signature_is_refused() -> None:
    wrong = changed("seal", after=("review",))
    assert Gap("wrong_order", "seal", "after", {"duty": "seal", "needs": "sign"}) in found(wrong)
    assert Gap("wrong_order", "return", "after", {"duty": "return", "needs": "sign"}) in found(wrong)


def test_a_review_nobody_signs_after_is_refused() -> None:
    late = step("look", "review", "head", "1", "sign")
    assert Gap("review_after_signature", "look", "after") in found(Process((*NGHE_AN.steps, late)))


def test_the_longest_way_may_not_exceed_the_promise_by_one_hour() -> None:
    gaps_found = found(changed("assign", hours=Decimal(5)))
    assert [gap.code for gap in gaps_found] == ["path_over_committed"]
    assert (gaps_found[0].params["hours"], gaps_found[0].params["limit"]) == ("169", "168")


def test_the_promise_may_not_exceed_the_law() -> None:
    legal = Term(Decimal(20), TermUnit.WORKING_DAY)
    assert [gap.code for gap in found(NGHE_AN, DAYS_21, legal)] == ["committed_over_legal"]
    assert found(NGHE_AN, DAYS_21, None) == []


def test_months_cannot_be_promised() -> None:
    month = Term(Decimal(1), TermUnit.MONTH)
    assert [gap.code for gap in found(NGHE_AN, month, month)] == ["limit_not_countable"] * 2


def test_calendar_days_are_counted_cautiously() -> None:
    assert working_hours(Term(Decimal(30), TermUnit.CALENDAR_DAY)) == 171
    assert [gap.code for gap in found(NGHE_AN, Term(Decimal(29), TermUnit.CALENDAR_DAY), None)] == [
        "path_over_committed"
    ]
    assert found(NGHE_AN, Term(Decimal(30), TermUnit.CALENDAR_DAY), None) == []
    assert not longer(Term(Decimal(5), TermUnit.WORKING_DAY), Term(Decimal(7), TermUnit.CALENDAR_DAY))
    assert longer(Term(Decimal(6), TermUnit.WORKING_DAY), Term(Decimal(7), TermUnit.CALENDAR_DAY))


def test_every_code_a_gap_has_is_in_the_list_the_words_are_made_from() -> None:
    spoilt = Process((Step("a", duty="x", after=("a",)), Step("a"), Step("b", after=("c",))))
    assert {gap.code for gap in found(spoilt)} <= set(GAP_CODES)


PARALLEL = Process(
    (
        step("receive", "receive", "receiver", "2"),
        step("ask_tax", "consult", "handler", "16", "receive"),
        step("ask_army", "consult", "handler", "24", "receive", when="border_area"),
        step("draft", "appraise", "handler", "8", "ask_tax", "ask_army"),
    )
)


def keys(steps: tuple[Step, ...]) -> list[str]:
    return [each.key for each in steps]


def test_parallel_steps_open_together_and_the_next_waits_for_both() -> None:
    assert keys(start_steps(PARALLEL)) == ["receive"]
    assert keys(next_steps(PARALLEL, set())) == ["receive"]
    assert keys(next_steps(PARALLEL, {"receive"}, {"border_area"})) == ["ask_tax", "ask_army"]
    assert keys(next_steps(PARALLEL, {"receive", "ask_tax"}, {"border_area"})) == ["ask_army"]
    assert keys(next_steps(PARALLEL, {"receive", "ask_tax", "ask_army"}, {"border_area"})) == ["draft"]


def test_a_step_whose_condition_does_not_hold_is_left_out() -> None:
    assert keys(next_steps(PARALLEL, {"receive"})) == ["ask_tax"]
    assert keys(next_steps(PARALLEL, {"receive", "ask_tax"})) == ["draft"]


def test_what_follows_a_step_left_out_does_not_open_early() -> None:
    process = Process((Step("a"), Step("b", after=("a",), when="x"), Step("c", after=("b",))))
    assert keys(next_steps(process, set())) == ["a"]
    assert settled(process, set()) == frozenset()
    assert keys(next_steps(process, {"a"})) == ["c"]


def test_the_longest_way_counts_conditional_steps() -> None:
    assert critical_path(PARALLEL) == (Decimal(34), ("receive", "ask_army", "draft"))


def test_an_empty_process_is_one_gap() -> None:
    assert critical_path(Process()) == (Decimal(0), ())
    assert [gap.code for gap in found(Process())] == ["no_steps"]


@st.composite
def graphs(draw: st.DrawFn) -> Process:
    """Processes without circles, of up to eight steps, some under a condition."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 8))):
        after = draw(st.sets(st.sampled_from(range(number)))) if number else set()
        when = draw(st.sampled_from([None, None, "x", "y"]))
        before = tuple(str(each) for each in sorted(after))
        steps.append(Step(str(number), hours=Decimal(draw(st.integers(0, 9))), after=before, when=when))
    return Process(tuple(steps))


@given(graphs(), st.sets(st.sampled_from("xy")), st.randoms(use_true_random=False))
def test_doing_open_steps_in_any_order_always_finishes(
    process: Process, conditions: set[str], chance: object
) -> None:
    done: set[str] = set()
    while opened := next_steps(process, done, conditions):
        chosen = chance.choice(opened)  # type: ignore[attr-defined]
        assert all(before in settled(process, done, conditions) for before in chosen.after)
        done.add(chosen.key)
    wanted = {each.key for each in process if each.when is None or each.when in conditions}
    assert done == wanted


@given(graphs())
def test_the_critical_path_is_a_way_and_no_step_alone_is_longer(process: Process) -> None:
    hours, way = critical_path(process)
    assert sum(process.step(key).hours or 0 for key in way) == hours
    assert all(one in process.step(next_one).after for one, next_one in pairwise(way))
    assert all((each.hours or 0) <= hours for each in process)
