"""Posts are given, lent for 6 to 24 months, and ended; each time a row in the unit's journal."""

from datetime import date, timedelta

import pytest

from motcua.journal.queries import entries
from motcua.organisation.actions import appoint, end_tenure, second
from motcua.organisation.actions.appoint import add_months
from motcua.organisation.models import Officer, Post, Tenure, TenureKind, UnitKind
from motcua.organisation.queries import person
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from tests.organisation.world import NOW, make_officer, make_post, make_province, make_unit, moment, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Post:
    return make_post(make_province())


@pytest.fixture
def officer() -> Officer:
    return make_officer("a", "Nguyễn Thị Hoa")


def code_of(caught: pytest.ExceptionInfo[Refusal]) -> str:
    return caught.value.code


def test_an_appointment_holds_from_its_moment_and_is_journalled_without_a_name(
    officer: Officer, desk: Post
) -> None:
    tenure = appoint(officer, desk, at=NOW, act_number="5/QĐ-UBND")
    (mandate,) = person(officer.pk, NOW).mandates
    assert mandate.tenure == tenure.pk
    assert mandate.holds_at(NOW)
    assert not mandate.holds_at(NOW - timedelta(seconds=1))
    (entry,) = entries("organisation/22")
    assert (entry.kind, entry.facts["officer"], entry.facts["act"]) == ("appointed", officer.pk, "5/QĐ-UBND")
    assert "Hoa" not in str(entry.facts)


def test_the_same_post_is_not_held_twice_at_once(officer: Officer, desk: Post) -> None:
    appoint(officer, desk, at=NOW, valid_to=NOW + timedelta(days=30))
    with pytest.raises(Refusal) as caught:
        appoint(officer, desk, at=NOW, valid_from=NOW + timedelta(days=29))
    assert code_of(caught) == "already_holds_post"
    assert appoint(officer, desk, at=NOW, valid_from=NOW + timedelta(days=30)).pk


def test_an_inactive_officer_a_gone_unit_and_a_backward_period_are_refused(
    officer: Officer, desk: Post
) -> None:
    gone = make_post(make_unit("1", parent=desk.unit, until=date(2020, 1, 1)))
    with pytest.raises(Refusal) as inactive:
        appoint(make_officer("b", is_active=False), desk, at=NOW)
    with pytest.raises(Refusal) as ended:
        appoint(officer, gone, at=NOW)
    with pytest.raises(Refusal) as backward:
        appoint(officer, desk, at=NOW, valid_to=NOW)
    with pytest.raises(Refusal) as endless:
        appoint(officer, desk, at=NOW, kind=TenureKind.SECONDMENT)
    assert [code_of(one) for one in (inactive, ended, backward, endless)] == [
        "officer_inactive",
        "unit_not_in_force",
        "ends_before_start",
        "secondment_needs_end",
    ]
    assert not Tenure.objects.exists()
    assert entries("organisation/22") == ()


@pytest.mark.parametrize("months", [6, 12, 24])
def test_a_secondment_lasts_six_to_twenty_four_months(officer: Officer, desk: Post, months: int) -> None:
    tenure = second(officer, desk, valid_to=add_months(NOW, months), act_number="7/QĐ", at=NOW)
    assert tenure.kind == TenureKind.SECONDMENT


@pytest.mark.parametrize(
    "until", [add_months(NOW, 6) - timedelta(seconds=1), add_months(NOW, 24) + timedelta(seconds=1)]
)
def test_a_shorter_or_longer_secondment_is_refused(officer: Officer, desk: Post, until: object) -> None:
    with pytest.raises(Refusal) as caught:
        second(officer, desk, valid_to=until, act_number="7/QĐ", at=NOW)  # type: ignore[arg-type]
    assert code_of(caught) == "secondment_length"


def test_officers_are_sent_to_one_stop_units_only_and_by_an_act(officer: Officer, desk: Post) -> None:
    agency = make_unit("STP", "Sở Tư pháp", parent=desk.unit, kind=UnitKind.AGENCY)
    handler = make_post(agency, PostKind.HANDLER, "Chuyên viên")
    with pytest.raises(Refusal) as elsewhere:
        second(officer, handler, valid_to=add_months(NOW, 12), act_number="7/QĐ", at=NOW)
    with pytest.raises(Refusal) as no_act:
        second(officer, desk, valid_to=add_months(NOW, 12), act_number=" ", at=NOW)
    assert [code_of(elsewhere), code_of(no_act)] == ["secondment_not_one_stop", "text_empty"]


def test_ending_a_tenure_keeps_it_for_the_past(officer: Officer, desk: Post) -> None:
    tenure = appoint(officer, desk, at=NOW)
    later = NOW + timedelta(days=10)
    end_tenure(tenure.pk, at=later)
    (mandate,) = person(officer.pk, later).mandates
    assert mandate.holds_at(later - timedelta(seconds=1))
    assert not mandate.holds_at(later)
    assert [entry.kind for entry in entries("organisation/22")] == ["appointed", "tenure_ended"]


def test_a_tenure_is_ended_once_and_not_before_it_began(officer: Officer, desk: Post) -> None:
    tenure = seat(officer, desk, since=NOW)
    with pytest.raises(Refusal) as too_early:
        end_tenure(tenure.pk, at=NOW)
    end_tenure(tenure.pk, at=NOW + timedelta(days=1))
    with pytest.raises(Refusal) as again:
        end_tenure(tenure.pk, at=NOW + timedelta(days=2))
    with pytest.raises(Refusal) as unknown:
        end_tenure(10**9, at=NOW)
    assert [code_of(one) for one in (too_early, again, unknown)] == [
        "ends_before_start",
        "tenure_ended",
        "unknown_tenure",
    ]


def test_only_who_configures_may_appoint(officer: Officer, desk: Post) -> None:
    with pytest.raises(Refusal) as caught:
        appoint(officer, desk, by=officer.pk, at=NOW)
    assert code_of(caught) == "not_your_duty"
    controller = make_officer("c")
    seat(controller, make_post(desk.unit, PostKind.CONTROLLER, "Kiểm soát"), until=NOW + timedelta(days=1))
    assert appoint(officer, desk, by=controller.pk, at=NOW).pk
    with pytest.raises(Refusal) as ended:
        end_tenure(officer.tenures.get().pk, by=controller.pk, at=NOW + timedelta(days=1))
    assert code_of(ended) == "not_your_duty"


def test_months_are_counted_to_the_last_day_where_a_day_is_missing() -> None:
    assert add_months(moment(2024, 2, 29), 12) == moment(2025, 2, 28)
    assert add_months(moment(2024, 12, 31), 2) == moment(2025, 2, 28)
    assert add_months(moment(2025, 5, 31), 1) == moment(2025, 6, 30)
    assert add_months(moment(2025, 11, 20), 14) == moment(2027, 1, 20)
