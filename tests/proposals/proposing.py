"""Proposals of every kind in a small province."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.models import ProcedureVersion
from motcua.organisation.actions import (
    DecidedDay,
    Terms,
)
from motcua.proposals.actions import (
    propose_calendar,
    propose_competence,
    propose_publication,
)
from motcua.proposals.content import CalendarChange, Publication
from motcua.proposals.models import Proposal
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.hours import DayKind
from motcua.rules.refusal import Refusal
from tests import builders
from tests.procedure import document

DAY = DecidedDay(date(2026, 3, 6), DayKind.HOLIDAY, "Ngày hội", "thử")
CHANGE = CalendarChange("9/QĐ-TTg", date(2026, 3, 1), (DAY,), "Thủ tướng")


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def controllers(small: builders.World) -> tuple[int, int]:
    """Two officials who may configure."""
    return small.who("province", "controller"), small.who("district", "controller")


def terms(small: builders.World, **changes: object) -> Terms:
    told = Terms(
        GrantKind.AUTHORISED, Capacity.TUQ, small.officers["district.head"], small.district, "7/UQ-UBND",
        giver=small.officers["district.leader"], giver_title="Chủ tịch", procedures=("1.001612",),
        valid_to=small.at + timedelta(days=90),
    )  # fmt: skip
    return replace(told, **changes)  # type: ignore[arg-type]


def a_draft() -> ProcedureVersion:
    return draft(document(name="Đăng ký thành lập hộ kinh doanh, bản mới"), by=None, at=builders.LONG_AGO)


def proposed(small: builders.World, kind: str) -> Proposal:
    first, _ = controllers(small)
    if kind == "publication":
        wanted = Publication(a_draft(), date(2026, 4, 1), "2/QĐ-UBND")
        return propose_publication(wanted, by=first, at=small.at)
    if kind == "calendar":
        return propose_calendar(CHANGE, by=first, at=small.at)
    return propose_competence(terms(small), by=first, at=small.at)
