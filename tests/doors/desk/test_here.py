"""Which units an official's duties are in: asked by pages that offer a choice of units."""

import pytest

from motcua.applicants.models import Party
from motcua.doors.desk.here import here_now
from motcua.doors.desk.registers import desks
from motcua.doors.desk.timing import owner
from motcua.dossiers.models import Dossier
from motcua.organisation.models import Post, Tenure
from motcua.rules.posts import Duty, PostKind
from tests import builders
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


def test_registers_are_for_who_receives_returns_or_leads_there(desk: Desk) -> None:
    small = desk.small
    assert desks(here_now(small.officers["commune.receiver"])) == [small.commune]
    assert desks(here_now(small.officers["commune.handler"])) == []
    assert desks(here_now(small.officers["commune.director"])) == []


def test_a_unit_s_work_is_shown_to_who_leads_it_and_not_where_they_only_work(desk: Desk) -> None:
    small = desk.small
    code = str(builders.stored(builders.to_received(small)).code)
    handler = Post.objects.get(unit=small.commune, kind=PostKind.HANDLER)
    Tenure.objects.create(officer=small.officers["district.head"], post=handler, valid_from=LONG_AGO)
    for unit, shown in (("commune", True), ("district", False)):
        desk.sit(unit, "head")
        assert (code in desk.text("/desk/unit/?view=dossiers")) is shown


def test_an_owner_is_named_where_people_are_seen() -> None:
    dossier = Dossier(unit_id=1, holder_unit_id=2, competent_unit_id=3, owner=Party(name="Nguyễn Thị Hoa"))
    assert owner(dossier, {3}) == "Nguyễn Thị Hoa"
    assert owner(dossier, {4}) == "–"
