"""A unit where competences are given: whoever may give them, and to whom."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from motcua.organisation.actions import Terms, grant
from motcua.organisation.models import Competence, Officer, Post, Unit
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from tests.organisation.world import NOW, make_officer, make_post, make_province, seat

A_YEAR = NOW + timedelta(days=365)


@dataclass
class World:
    """A chairman with the power by law, the head of a division, and a third official at its desk."""

    unit: Unit
    chairman: Officer
    head: Officer
    third: Officer
    posts: dict[str, Post]

    def terms(self, holder: Officer | Post, giver: Officer | None, **changes: object) -> Terms:
        told = Terms(
            GrantKind.AUTHORISED, Capacity.TUQ, holder, self.unit, "12/UQ-UBND", giver=giver, giver_title="Chủ tịch",
            valid_to=A_YEAR,
        )  # fmt: skip
        return replace(told, **changes)  # type: ignore[arg-type]

    def authorise(
        self, holder: Officer | Post, *, giver: Officer, at: datetime = NOW, **changes: object
    ) -> Competence:
        return grant(self.terms(holder, giver, **changes), at=at)


def a_world() -> World:
    """The unit, its officials, and the chairman's power by law."""
    unit = make_province()
    chairman, head, third = (make_officer(name) for name in ("chairman", "head", "third"))
    posts = {
        "chairman": make_post(unit, PostKind.LEADER, "Chủ tịch"),
        "head": make_post(unit, PostKind.HEAD, "Trưởng phòng"),
        "third": make_post(unit, PostKind.HANDLER, "Chuyên viên"),
    }
    for one, name in ((chairman, "chairman"), (head, "head"), (third, "third")):
        seat(one, posts[name])
    grant(Terms(GrantKind.LAW, Capacity.TM, chairman, unit, "Luật"), at=NOW)
    return World(unit, chairman, head, third, posts)


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code
