"""Who may stand in for an absent official, and who may record that somebody is away."""

from datetime import timedelta

import pytest

from motcua.organisation.actions import end_absence, record_absence
from motcua.organisation.models import Absence, Officer, Tenure
from motcua.rules.refusal import Refusal
from tests import builders
from tests.world import LONG_AGO, World

pytestmark = pytest.mark.django_db


def away(small: World, substitute: str | None, by: str = "district.handler") -> Absence:
    """The district's handler is away for three days."""
    return record_absence(
        small.officers["district.handler"], valid_from=small.at, valid_to=small.at + timedelta(days=3), reason="leave",
        substitute=small.officers[substitute] if substitute else None, by=small.officers[by].pk, at=small.at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("substitute", "code"),
    [
        ("district.handler", "substitute_of_oneself"),
        ("district.cashier", "officer_inactive"),
        ("district.registry", "substitute_absent"),
        ("commune.handler", "substitute_elsewhere"),
    ],
)
def test_a_substitute_is_another_official_of_the_unit_at_work_then(substitute: str, code: str) -> None:
    small = builders.world()
    cashier = Officer.objects.get(pk=small.who("district", "cashier"))
    cashier.is_active = False
    cashier.save()
    small.officers["district.cashier"] = cashier
    registry = small.officers["district.registry"]
    record_absence(
        registry, valid_from=small.at, valid_to=small.at + timedelta(days=1), reason="leave", substitute=None,
        by=registry.pk, at=small.at,
    )  # fmt: skip
    with pytest.raises(Refusal, match=code):
        away(small, substitute)
    assert not Absence.objects.filter(officer=small.officers["district.handler"]).exists()


@pytest.mark.parametrize(
    ("by", "may"),
    [
        ("district.handler", True), ("district.head", True), ("province.administrator", True),
        ("district.registry", False), ("commune.head", False), ("province.leader", False),
    ],
)  # fmt: skip
def test_absences_are_recorded_and_ended_by_oneself_the_units_head_or_whoever_configures(
    by: str, may: bool
) -> None:
    small = builders.world()
    if not may:
        with pytest.raises(Refusal, match="not_your_unit"):
            away(small, None, by)
        one = away(small, None)
        with pytest.raises(Refusal, match="not_your_unit"):
            end_absence(one.pk, by=small.officers[by].pk, at=small.later())
        return
    one = away(small, "district.head", by)
    end_absence(one.pk, by=small.officers[by].pk, at=small.later())
    one.refresh_from_db()
    assert one.cancelled_at or one.valid_to <= small.at


def test_absences_are_recorded_by_who_leads_the_unit_now_and_where_the_official_works_now() -> None:
    small = builders.world()
    held = Tenure.objects.filter(officer=small.who("district", "head"))
    for begun, over in ((LONG_AGO, small.at - timedelta(days=1)), (small.at + timedelta(days=1), None)):
        held.update(valid_from=begun, valid_to=over)
        with pytest.raises(Refusal, match="not_your_unit"):
            away(small, None, "district.head")
    held.update(valid_from=LONG_AGO, valid_to=None)
    handler = Tenure.objects.filter(officer=small.who("district", "handler"))
    handler.update(valid_to=small.at - timedelta(days=1))
    with pytest.raises(Refusal, match="not_your_unit"):
        away(small, None, "district.head")
    handler.update(valid_to=None)
    Officer.objects.filter(pk=small.who("district", "head")).update(is_active=False)
    with pytest.raises(Refusal, match="officer_inactive"):
        away(small, None, "district.head")
    assert not Absence.objects.exists()
