"""Every view of a person's data is written down with its purpose, and nobody can take it back."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal import queries as journal
from motcua.privacy.actions import look
from motcua.privacy.actions.look import Looker
from motcua.privacy.actions.seal_day import seal_days
from motcua.privacy.models import Look
from motcua.privacy.queries.looks import first_bad_day, looks_at, purpose_of, unusual_access
from motcua.rules.looking import Purpose
from motcua.rules.posts import PostKind
from motcua.rules.roles import charged
from tests import builders
from tests.builders import World
from tests.conftest import append_only_lifted

pytestmark = pytest.mark.django_db


def purpose(small: World, dossier: int, unit: str, post: str) -> Purpose | None:
    """What a view by this official would belong to."""
    place = {"commune": small.commune, "district": small.district, "department": small.department}[unit]
    row = Dossier.objects.get(pk=dossier)
    found = purpose_of(row, small.who(unit, post), [(place.pk, charged(PostKind(post), ()))], small.at)
    return found[0] if found else None


def test_an_open_task_the_desk_and_the_lead_are_purposes_and_mere_membership_is_none() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    assert purpose(small, done.dossier, "district", "handler") is Purpose.TASK
    assert purpose(small, done.dossier, "commune", "receiver") is Purpose.DESK
    assert purpose(small, done.dossier, "district", "leader") is Purpose.LEAD
    assert purpose(small, done.dossier, "district", "registry") is None
    assert purpose(small, done.dossier, "district", "cashier") is None
    assert purpose(small, done.dossier, "department", "handler") is None


def test_a_finished_dossier_is_nobodys_task_any_more() -> None:
    small = builders.world()
    done = builders.to_returned(small)
    for unit, post in (("district", "handler"), ("commune", "receiver"), ("district", "leader")):
        assert purpose(small, done.dossier, unit, post) is None
    assert purpose(small, done.dossier, "commune", "returner") is Purpose.HANDLED  # has just handed it out


def test_a_stated_purpose_holds_half_an_hour_for_that_dossier_only() -> None:
    small = builders.world()
    one, two = builders.to_returned(small), builders.to_returned(small)
    by = Looker(small.who("district", "handler"))
    look.looked(by, one.dossier, "stated", Purpose.COMPLAINT, at=small.at)
    assert purpose(small, one.dossier, "district", "handler") is Purpose.COMPLAINT
    assert purpose(small, two.dossier, "district", "handler") is None
    small.later(minutes=31)
    assert purpose(small, one.dossier, "district", "handler") is None


def test_a_view_costs_one_statement_and_counts_once_in_five_minutes() -> None:
    small = builders.world()
    done = builders.to_received(small)
    by = Looker(small.who("commune", "receiver"), session="abc")
    start = datetime(2026, 3, 3, 9, 0, tzinfo=small.at.tzinfo)
    for minutes in (0, 1, 4, 6):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            look.looked(by, done.dossier, "dossier", Purpose.DESK, at=start + timedelta(minutes=minutes))
        assert len(asked) == 1
    assert Look.objects.count() == 2
    with CaptureQueriesContext(connection) as asked:
        look.found(by, [done.dossier, done.dossier], at=start)
        look.listed(by, "my_work", [done.dossier], at=start)
        look.listed(by, "my_work", [], at=start)
    assert len(asked) == 2
    told = looks_at(done.dossier)
    assert [(one.page, one.purpose) for one in told][-1] in {("dossier", "desk"), ("search", "search")}
    assert {one.officer for one in told} == {"Cán bộ commune.receiver"}


def test_the_database_refuses_to_change_or_delete_who_looked() -> None:
    small = builders.world()
    done = builders.to_received(small)
    look.looked(Looker(small.who("commune", "receiver")), done.dossier, "dossier", Purpose.DESK, at=small.at)
    for change in (lambda: Look.objects.update(purpose="task"), lambda: Look.objects.all().delete()):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()
    assert Look.objects.get().purpose == "desk"


@pytest.mark.django_db(transaction=True)
def test_a_days_looks_are_bound_to_the_journal_once_and_a_lost_row_is_noticed() -> None:
    small = builders.world()
    done = builders.to_received(small)
    by = Looker(small.who("commune", "receiver"))
    for number in range(3):
        look.looked(by, done.dossier, f"page{number}", Purpose.DESK, at=small.at)
    assert seal_days(small.at) == 0
    tomorrow = small.at + timedelta(days=1)
    assert seal_days(tomorrow) == 1
    assert seal_days(tomorrow) == 0
    (entry,) = journal.entries("looks")
    assert (entry.facts["day"], entry.facts["count"]) == ("2026-03-02", 3)
    assert first_bad_day() is None
    assert verify_all().ok
    with append_only_lifted():
        Look.objects.filter(page="page1").delete()
    assert str(first_bad_day()) == "2026-03-02"


def test_days_without_a_view_are_passed_over_and_later_ones_still_bound() -> None:
    small = builders.world()
    done = builders.to_received(small)
    by = Looker(small.who("commune", "receiver"))
    for days in (0, 4):
        look.looked(by, done.dossier, "dossier", Purpose.DESK, at=small.at + timedelta(days=days))
    assert seal_days(small.at + timedelta(days=10)) == 2
    assert [one.facts["day"] for one in journal.entries("looks")] == ["2026-03-02", "2026-03-06"]


def test_heads_see_a_night_and_a_holiday_with_their_denominators() -> None:
    small = builders.world()
    done = builders.to_received(small)
    officer = small.who("commune", "receiver")
    for at in (
        datetime(2026, 3, 3, 23, 0, tzinfo=small.at.tzinfo),
        datetime(2026, 3, 3, 9, 0, tzinfo=small.at.tzinfo),
        datetime(2026, 3, 8, 9, 0, tzinfo=small.at.tzinfo),
    ):
        look.looked(Looker(officer), done.dossier, "dossier", Purpose.DESK, at=at)
    found, views = unusual_access([officer], at=datetime(2026, 3, 9, tzinfo=small.at.tzinfo))
    assert views == 3
    assert [(str(one.day), one.what.value, one.count, one.of) for one in found] == [
        ("2026-03-08", "holiday", 1, 1),
        ("2026-03-03", "night", 1, 1),
    ]
    assert unusual_access([small.who("district", "head")], at=small.at) == ((), 0)
