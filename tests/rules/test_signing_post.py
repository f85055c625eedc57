"""An authorisation brings the duty to sign, not the place: who uses it sits in the unit, now, and does not oversee it."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.rules.authority import (
    Capacity,
    Grant,
    GrantKind,
    Mandate,
    Matter,
    Person,
    authority,
    powers,
)
from motcua.rules.posts import USUAL_DUTIES, Duty, PostKind
from motcua.rules.refusal import Refusal

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
HERE, ELSEWHERE = 1, 2
MATTER = Matter(Duty.SIGN, HERE, "1.001612", "Hộ kinh doanh")
YEAR = timedelta(days=365)


def post(
    unit: int = HERE, kind: PostKind = PostKind.HEAD, since: timedelta = -YEAR, until: timedelta = YEAR
) -> Mandate:
    """A post in a unit for a time around the moment."""
    return Mandate(
        unit, unit, kind, unit, frozenset(USUAL_DUTIES[kind]), AT + since, AT + until, "Trưởng phòng"
    )


def authorised(**changes: object) -> Grant:
    """An authorisation to sign here."""
    told: dict[str, object] = {
        "id": 7, "kind": GrantKind.AUTHORISED, "capacity": Capacity.TUQ, "since": AT - YEAR, "until": AT + YEAR,
        "units": frozenset({HERE}),
    }  # fmt: skip
    return Grant(**{**told, **changes})  # type: ignore[arg-type]


def test_on_a_post_here_it_signs() -> None:
    one = Person(1, (post(),), (authorised(),))
    assert authority(one, MATTER, AT).grant == authorised()
    assert powers(one, Duty.SIGN, HERE, AT) == (authorised(),)


@pytest.mark.parametrize(
    "held",
    [
        (), (post(ELSEWHERE),), (post(since=timedelta(days=1)),), (post(until=timedelta()),),
        (post(kind=PostKind.CONTROLLER),), (post(kind=PostKind.DIRECTOR),), (post(kind=PostKind.ADMINISTRATOR),),
    ],
)  # fmt: skip
def test_without_a_working_post_here_and_now_it_does_not(held: tuple[Mandate, ...]) -> None:
    one = Person(1, held, (authorised(),))
    with pytest.raises(Refusal, match="not_your_duty"):
        authority(one, MATTER, AT)
    assert powers(one, Duty.SIGN, HERE, AT) == ()


@pytest.mark.parametrize(
    "given",
    [
        authorised(units=frozenset({ELSEWHERE})), authorised(duties=frozenset({Duty.SEAL})),
        authorised(kind=GrantKind.DEVOLVED, capacity=Capacity.TL), authorised(post=99),
    ],
)  # fmt: skip
def test_what_was_given_elsewhere_for_other_duties_or_to_another_post_brings_no_duty(given: Grant) -> None:
    one = Person(1, (post(),), (given,))
    with pytest.raises(Refusal, match="not_your_duty"):
        authority(one, MATTER, AT)
    assert powers(one, Duty.SIGN, HERE, AT) == ()
