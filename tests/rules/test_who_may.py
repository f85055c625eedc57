"""Who may do what, asked of plain values: every condition of a right once met and once not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from motcua.rules.authority import (
    Authority,
    Away,
    Grant,
    GrantKind,
    Mandate,
    Matter,
    Person,
    authority,
    may,
    powers,
    workplaces,
)
from motcua.rules.grants import Capacity
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page, Sight, charged, may_open, refusal_to_open, units_seen
from motcua.rules.second_factor import needs_second_factor
from motcua.rules.worktime import LOCAL

NOW = datetime(2026, 3, 2, 8, tzinfo=LOCAL)
DAY = timedelta(days=1)
HERE, THERE = 1, 2
SIGN, WORK = Matter(Duty.SIGN, HERE, "1.001", "Hộ tịch"), Matter(Duty.APPRAISE, HERE)
SIGNING, WORKING = frozenset({Duty.SIGN, Duty.REVIEW}), frozenset({Duty.APPRAISE})
LEADER = Mandate(1, 1, PostKind.LEADER, HERE, SIGNING, NOW - DAY)
HANDLER = Mandate(2, 2, PostKind.HANDLER, HERE, WORKING, NOW - DAY)
CONTROLLER = Mandate(3, 3, PostKind.CONTROLLER, HERE, frozenset({Duty.CONFIGURE}), NOW - DAY)
LAW = Grant(1, GrantKind.LAW, Capacity.TM, NOW - DAY)
AUTHORISED = Grant(2, GrantKind.AUTHORISED, Capacity.TUQ, NOW - DAY, until=NOW + DAY)
AWAY = Away(1, NOW, NOW + DAY)


def ended(one: Mandate) -> Mandate:
    return replace(one, until=NOW)


def early(one: Mandate) -> Mandate:
    return replace(one, since=NOW + DAY)


def there(one: Mandate) -> Mandate:
    return replace(one, unit=THERE)


def in_place(one: Mandate) -> Mandate:
    """Held only because colleague 9 is away."""
    return replace(one, instead_of=9, absence=1)


def refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as said:
        return said.code
    return ""


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ([HANDLER], ""),
        ([in_place(HANDLER)], ""),
        ([LEADER], "not_your_duty"),
        ([there(HANDLER)], "not_your_unit"),
        ([there(HANDLER), LEADER], "not_your_unit"),
        ([ended(HANDLER)], "mandate_expired"),
        ([early(HANDLER)], "mandate_expired"),
        ([ended(there(HANDLER))], "not_your_duty"),
        ([early(there(HANDLER))], "not_your_duty"),
        ([], "not_your_duty"),
    ],
)
def test_an_act_asks_for_a_post_with_its_duty_here_and_now(held: list[Mandate], code: str) -> None:
    who = Person(1, tuple(held))
    assert refusal(lambda: authority(who, WORK, NOW)) == code
    assert may(who, WORK, NOW) is (not code)


def test_whoever_has_left_or_is_away_may_nothing() -> None:
    whole = Person(1, (LEADER, HANDLER), (LAW,))
    gone, away = replace(whole, active=False), replace(whole, away=(AWAY,))
    for who, code in ((gone, "officer_inactive"), (away, "officer_absent")):
        assert refusal(lambda who=who: authority(who, WORK, NOW)) == code  # type: ignore[misc]
        assert refusal(lambda who=who: authority(who, SIGN, NOW)) == code  # type: ignore[misc]
        assert (powers(who, Duty.SIGN, HERE, NOW), workplaces(who, NOW)) == ((), {})
    for at in (NOW - timedelta(minutes=1), NOW + DAY):
        assert may(away, WORK, at), "not away yet, or back again"
        assert (len(powers(away, Duty.SIGN, HERE, at)), len(workplaces(away, at))) == (1, 1)


@pytest.mark.parametrize(
    ("held", "given", "code"),
    [
        ([LEADER], [LAW], ""),
        ([LEADER], [], "no_competence"),
        ([LEADER], [replace(LAW, duties=WORKING)], "no_competence"),
        ([LEADER], [replace(LAW, units=frozenset({HERE}))], ""),
        ([LEADER], [replace(LAW, units=frozenset({THERE}))], "competence_out_of_scope"),
        ([LEADER], [replace(LAW, procedures=frozenset({"1.001"}), fields=frozenset({"Hộ tịch"}))], ""),
        ([LEADER], [replace(LAW, procedures=frozenset({"1.002"}))], "competence_out_of_scope"),
        ([LEADER], [replace(LAW, fields=frozenset({"Đất đai"}))], "competence_out_of_scope"),
        ([LEADER], [replace(LAW, since=NOW + DAY)], "competence_not_started"),
        ([LEADER], [replace(LAW, until=NOW)], "competence_expired"),
        ([LEADER], [replace(LAW, revoked_at=NOW)], "competence_withdrawn"),
        ([LEADER], [replace(LAW, revoked_at=NOW + DAY, until=NOW + DAY)], ""),
        ([LEADER], [replace(LAW, while_away=())], "competence_only_while_absent"),
        ([LEADER], [replace(LAW, while_away=((NOW - 3 * DAY, NOW),))], "competence_only_while_absent"),
        ([LEADER], [replace(LAW, while_away=((NOW + DAY, NOW + 3 * DAY),))], "competence_only_while_absent"),
        ([LEADER], [replace(LAW, while_away=((NOW, NOW + DAY),))], ""),
        ([LEADER], [replace(LAW, while_away=((NOW - 3 * DAY, NOW + DAY),), most_days=3)], "competence_days_used_up"),
        ([LEADER], [replace(LAW, while_away=((NOW - 3 * DAY, NOW + DAY),), most_days=4)], ""),
        ([LEADER], [replace(LAW, post=1)], ""),
        ([LEADER], [replace(LAW, post=7)], "no_competence"),
        ([in_place(LEADER)], [replace(LAW, post=1)], "no_competence"),
        ([in_place(LEADER)], [LAW], ""),
        ([LEADER, ended(replace(HANDLER, post=7))], [replace(LAW, post=7)], "no_competence"),
        ([HANDLER], [LAW], "not_your_duty"),
        ([HANDLER], [AUTHORISED], ""),
        ([HANDLER], [replace(AUTHORISED, duties=WORKING)], "not_your_duty"),
        ([HANDLER], [replace(AUTHORISED, units=frozenset({HERE}))], ""),
        ([HANDLER], [replace(AUTHORISED, units=frozenset({THERE}))], "not_your_duty"),
        ([HANDLER], [replace(AUTHORISED, until=NOW)], "competence_expired"),
        ([HANDLER], [replace(AUTHORISED, post=2)], ""),
        ([HANDLER], [replace(AUTHORISED, post=7)], "not_your_duty"),
        ([in_place(HANDLER)], [AUTHORISED], ""),
        ([there(HANDLER)], [AUTHORISED], "not_your_duty"),
        ([ended(HANDLER)], [AUTHORISED], "not_your_duty"),
        ([early(HANDLER)], [AUTHORISED], "not_your_duty"),
        ([CONTROLLER], [AUTHORISED], "not_your_duty"),
        ([], [AUTHORISED], "not_your_duty"),
    ],
)  # fmt: skip
def test_a_decision_asks_for_a_competence_too_and_an_authorisation_for_a_post_of_this_unit(
    held: list[Mandate], given: list[Grant], code: str
) -> None:
    who = Person(1, tuple(held), tuple(given))
    assert refusal(lambda: authority(who, SIGN, NOW)) == code
    out_of_scope = code == "competence_out_of_scope" and not given[0].units
    assert bool(powers(who, Duty.SIGN, HERE, NOW)) is (not code or out_of_scope), "whatever the procedure"
    if not code:
        assert Duty.SIGN in workplaces(who, NOW)[HERE]


def test_whoever_signs_signs_as_what_they_are_themselves() -> None:
    own = replace(HANDLER, title="Chuyên viên")
    answer: Authority = authority(Person(1, (in_place(LEADER), own), (LAW,)), SIGN, NOW)
    assert (answer.mandate.post, answer.title) == (1, "Chuyên viên")


def test_dossiers_are_seen_from_posts_held_now_that_do_not_only_oversee() -> None:
    who = Person(
        1, (HANDLER, there(CONTROLLER), ended(replace(LEADER, unit=3)), early(replace(LEADER, unit=4)))
    )
    assert workplaces(who, NOW) == {HERE: WORKING}
    assert workplaces(replace(who, grants=(AUTHORISED,)), NOW) == {HERE: WORKING | {Duty.SIGN}}


def test_one_stands_in_for_the_absent_while_there_oneself() -> None:
    who = Person(1, (HANDLER, in_place(LEADER), replace(ended(in_place(HANDLER)), instead_of=8)))
    assert who.standing_in_for(NOW) == {9}
    assert replace(who, away=(AWAY,)).standing_in_for(NOW) == frozenset()


@pytest.mark.parametrize(
    ("who", "needed"),
    [
        (Person(1, (HANDLER,)), False),
        (Person(1, (LEADER,)), True),
        (Person(1, (ended(LEADER), HANDLER)), False),
        (Person(1, (HANDLER,), (AUTHORISED,)), True),
        (Person(1, (HANDLER,), (replace(AUTHORISED, until=NOW),)), False),
    ],
)
def test_a_second_factor_is_for_whoever_decides_now(who: Person, needed: bool) -> None:
    assert needs_second_factor(who, NOW) is needed
    assert needs_second_factor(who, NOW, administrator=True)


def test_a_grant_covers_the_acts_it_names() -> None:
    assert LAW.covers(SIGN)
    assert not replace(LAW, duties=frozenset({Duty.REVIEW})).covers(SIGN)


ADMINISTRATOR = Mandate(4, 4, PostKind.ADMINISTRATOR, HERE, frozenset({Duty.CONFIGURE}), NOW - DAY)


def test_units_are_seen_as_far_as_the_posts_there_see() -> None:
    held = (HANDLER, there(CONTROLLER), replace(ADMINISTRATOR, unit=3))
    assert units_seen(held, Sight.DOSSIER) == (HERE,)
    assert units_seen(held, Sight.COURSE) == (HERE, THERE)


def test_a_page_for_certain_posts_is_closed_to_others_with_the_same_duty_and_says_why() -> None:
    assert may_open(Page.PROCEDURES, (CONTROLLER,))
    refused = refusal_to_open(Page.PROCEDURES, (ADMINISTRATOR,))
    assert refused is not None
    assert refused.code == "not_your_duty", "it shows no dossier"


def test_a_post_carries_no_duty_its_role_sees_too_little_for() -> None:
    assert charged(PostKind.ADMINISTRATOR, [Duty.SIGN, Duty.CONFIGURE]) == {Duty.CONFIGURE}
    assert charged(PostKind.LEADER, [Duty.SIGN]) == {Duty.SIGN}
