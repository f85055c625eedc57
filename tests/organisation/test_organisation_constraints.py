"""The database keeps these promises even when no act is asked."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.organisation.models import (
    CalendarDay,
    CalendarDecision,
    Competence,
    Tenure,
    TenureKind,
    Unit,
    UnitKind,
    UnitSuccession,
)
from motcua.rules.authority import Capacity, GrantKind
from tests.organisation.world import BEGIN, NOW, make_officer, make_post, make_province, make_unit, seat

pytestmark = pytest.mark.django_db


def refused(name: str, attack: Callable[[], object]) -> None:
    """The attack fails; on PostgreSQL and SQLite alike the message names constraint or columns."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        attack()
    said = str(caught.value)
    assert name in said or "UNIQUE constraint failed" in said


def test_two_open_units_cannot_share_a_code() -> None:
    province = make_province()
    make_unit("06652", parent=province)
    refused("unit_code_once_open", lambda: make_unit("06652", parent=province, since=date(2025, 7, 1)))


def test_a_code_may_be_used_again_after_its_unit_ended() -> None:
    province = make_province()
    make_unit("06652", "Phường Hà Phong", parent=province, until=date(2025, 7, 1))
    assert make_unit("06652", "Phường Hà Tu", parent=province, since=date(2025, 7, 1)).pk


def test_a_unit_cannot_end_before_it_begins() -> None:
    province = make_province()
    refused("unit_ends_after_start", lambda: make_unit("1", parent=province, until=BEGIN))


def test_only_the_province_stands_without_a_parent() -> None:
    province = make_province()
    commune = make_unit("1", parent=province)
    refused("unit_only_province_is_root", lambda: Unit.objects.filter(pk=commune.pk).update(parent=None))
    refused("unit_only_province_is_root", lambda: Unit.objects.filter(pk=province.pk).update(parent=commune))


def test_an_agency_has_no_desk_of_its_own() -> None:
    agency = make_unit("STP", "Sở Tư pháp", parent=make_province(), kind=UnitKind.AGENCY)
    refused("unit_agency_has_no_desk", lambda: Unit.objects.filter(pk=agency.pk).update(is_one_stop=True))


def test_a_unit_has_one_usual_heir() -> None:
    province = make_province()
    old, one, other = (make_unit(code, parent=province) for code in "123")
    on = date(2025, 7, 1)
    UnitSuccession.objects.create(old=old, new=one, whole=False, is_default=True, on=on)
    refused(
        "succession_one_default",
        lambda: UnitSuccession.objects.create(old=old, new=other, whole=False, is_default=True, on=on),
    )
    refused(
        "succession_to_another",
        lambda: UnitSuccession.objects.create(old=one, new=one, whole=True, is_default=True, on=on),
    )


def test_a_tenure_has_length_and_a_secondment_an_end() -> None:
    officer, post = make_officer("a"), make_post(make_province())
    refused("tenure_ends_after_start", lambda: seat(officer, post, since=NOW, until=NOW))
    refused(
        "tenure_secondment_ends",
        lambda: Tenure.objects.create(officer=officer, post=post, kind=TenureKind.SECONDMENT, valid_from=NOW),
    )


def test_an_officer_holds_a_post_openly_once() -> None:
    officer, post = make_officer("a"), make_post(make_province())
    seat(officer, post)
    refused("tenure_open_once", lambda: seat(officer, post, since=NOW))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("competence_authorised_ends", {"valid_to": None}),
        ("competence_tuq_is_authorised", {"kind": GrantKind.LAW.value}),
        ("competence_never_passed_on", {"sub_authorised": True}),
        ("competence_ends_after_start", {"valid_to": NOW}),
    ],
)
def test_an_authorisation_ends_and_is_never_passed_on(name: str, changes: dict[str, object]) -> None:
    told: dict[str, object] = {
        "kind": GrantKind.AUTHORISED.value,
        "capacity": Capacity.TUQ.value,
        "holder": make_officer("a"),
        "unit": make_province(),
        "act_number": "12/QĐ-UBND",
        "valid_from": NOW,
        "valid_to": NOW + timedelta(days=365),
    }
    assert Competence.objects.create(**told).pk
    refused(name, lambda: Competence.objects.create(**{**told, **changes}))


def test_a_decision_sets_a_day_once_and_its_years_in_order() -> None:
    told = {"issued_on": BEGIN, "source": "thử", "decided_at": NOW, "last_year": 2025}
    decision = CalendarDecision.objects.create(number="1", first_year=2025, chain="1", **told)
    day = {"decision": decision, "day": date(2025, 1, 1), "kind": "holiday", "name": "Tết"}
    CalendarDay.objects.create(**day)
    refused("calendar_day_once", lambda: CalendarDay.objects.create(**day))
    refused(
        "calendar_years_in_order",
        lambda: CalendarDecision.objects.create(number="2", first_year=2026, chain="2", **told),
    )


def test_a_username_is_taken_once() -> None:
    make_officer("tinh.tiepnhan1")
    refused("username", lambda: make_officer("tinh.tiepnhan1"))
