"""Which units an official's duties are in: asked by pages that offer a choice of units."""

import pytest

from motcua.doors.desk.here import here_now
from motcua.organisation.models import Post, Tenure
from motcua.rules.posts import Duty, PostKind
from tests.doors.desk.desk import Desk
from tests.world import LONG_AGO


def test_a_duty_is_held_where_its_post_is_and_nowhere_else(desk: Desk) -> None:
    small = desk.small
    receiver = small.officers["commune.receiver"]
    handler = Post.objects.get(unit=small.district, kind=PostKind.HANDLER)
    Tenure.objects.create(officer=receiver, post=handler, valid_from=LONG_AGO)
    here = here_now(receiver)
    assert here.units(Duty.RECEIVE) == (small.commune.pk,)
    assert here.units(Duty.APPRAISE) == (small.district.pk,)
    assert set(here.units(Duty.RECEIVE, Duty.APPRAISE)) == {small.commune.pk, small.district.pk}
    assert here.units(Duty.SEAL) == ()


@pytest.mark.parametrize("asked", ["district", "commune"])
def test_the_form_of_reception_offers_only_desks_where_one_receives(desk: Desk, asked: str) -> None:
    small = desk.small
    handler = Post.objects.get(unit=small.district, kind=PostKind.HANDLER)
    Tenure.objects.create(officer=small.officers["commune.receiver"], post=handler, valid_from=LONG_AGO)
    desk.sit("commune", "receiver")
    page = desk.text("/desk/reception/1.001612/")
    offered = f'value="{small.district.pk if asked == "district" else small.commune.pk}"'
    assert (f'name="unit" {offered}' in page) == (asked == "commune")
