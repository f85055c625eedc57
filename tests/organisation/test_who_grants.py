"""Who may give a competence, and to whom: people who are there, now, in person."""

from datetime import timedelta

import pytest

from motcua.organisation.actions import record_absence
from motcua.organisation.actions.grant import may_grant_in
from motcua.organisation.actions.guard import is_configurer
from motcua.organisation.models import Competence, Officer, Tenure
from motcua.rules.posts import PostKind
from tests.organisation.granting import World, a_world, refusal_of
from tests.organisation.world import NOW, make_officer, make_post, make_unit, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def test_whoever_has_left_gives_and_receives_nothing(world: World) -> None:
    for gone, holder in ((world.chairman, world.head), (world.head, world.head)):
        Officer.objects.filter(pk=gone.pk).update(is_active=False)
        holder.refresh_from_db()
        giver = Officer.objects.get(pk=world.chairman.pk)
        assert refusal_of(lambda h=holder, g=giver: world.authorise(h, giver=g)) == "officer_inactive"  # type: ignore[misc]
        Officer.objects.filter(pk=gone.pk).update(is_active=True)
    assert Competence.objects.count() == 1


def test_a_leader_of_the_unit_or_who_configures_grants_there_in_person_and_now(world: World) -> None:
    unit, at = world.unit.pk, NOW + timedelta(days=10)
    commune = make_unit("06688", parent=world.unit)
    other, clerk = make_officer("other"), make_officer("clerk")
    seat(other, make_post(commune, PostKind.LEADER, "Chủ tịch"))
    tenure = seat(clerk, make_post(world.unit, PostKind.CONTROLLER, "Cán bộ kiểm soát"), until=at)
    flagged = make_officer("flagged", is_administrator=True)
    may_now = {one.username for one in Officer.objects.all() if may_grant_in(one.pk, unit, NOW)}
    assert may_now == {"chairman", "clerk", "flagged"}
    assert {one.pk for one in (clerk, flagged) if is_configurer(one.pk, NOW)} == {clerk.pk, flagged.pk}
    assert not any(is_configurer(one.pk, NOW) for one in (world.chairman, world.head, other))
    assert not may_grant_in(clerk.pk, unit, at), "the post has ended"
    assert not is_configurer(clerk.pk, at)
    tenure.valid_to = None
    tenure.save()
    for absent in (world.chairman, clerk):
        record_absence(
            absent, valid_from=NOW, valid_to=at, reason="leave", substitute=world.third, by=absent.pk, at=NOW
        )
        assert not may_grant_in(world.third.pk, unit, NOW), "whoever stands in works, and grants nothing"
        assert not is_configurer(world.third.pk, NOW)


def test_a_leader_who_moved_on_may_be_authorised_by_who_sits_on_their_post(world: World) -> None:
    leaving, chairman = world.chairman, world.posts["chairman"]
    Tenure.objects.filter(officer=leaving).update(valid_to=NOW)
    assert refusal_of(lambda: world.authorise(chairman, giver=leaving)) != "authorise_oneself"
