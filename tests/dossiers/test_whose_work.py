"""Whose work a task is: to whom it may be given, and who finds it on their list."""

import pytest

from motcua.dossiers import actions
from motcua.dossiers.queries.lists import Workplace, find, my_tasks
from motcua.organisation.models import Officer, Tenure
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["commune.handler", "district.registry", "ended", "gone"])
def test_work_goes_only_to_somebody_on_a_post_for_it_in_the_unit_and_still_there(who: str) -> None:
    small = builders.world()
    done = builders.to_handed_over(small)
    head = small.who("district", "head")
    actions.take_over(done.dossier, by=head, at=small.later())
    other = builders.appoint(small, small.district, "district", PostKind.HANDLER, "2")
    if who == "ended":
        Tenure.objects.filter(officer=other).update(valid_to=small.at)
    if who == "gone":
        Officer.objects.filter(pk=other.pk).update(is_active=False)
    chosen = small.officers.get(who, other)
    with pytest.raises(Refusal, match="officer_not_fit"):
        actions.assign(done.dossier, officer=chosen.pk, by=head, at=small.later())


def test_a_task_is_found_by_whom_it_was_given_to_where_they_still_work() -> None:
    small = builders.world()
    builders.to_in_process(small)
    handler, other = small.who("district", "handler"), small.who("district", "registry")
    here = ((small.district.pk, frozenset({Duty.APPRAISE})),)
    elsewhere = ((small.commune.pk, frozenset({Duty.APPRAISE})),)
    assert [task.officer_id for task in my_tasks(Workplace(handler, here))] == [handler]
    assert not my_tasks(Workplace(handler, elsewhere))
    assert not my_tasks(Workplace(other, here)), "it is somebody's"


def test_a_free_task_is_found_by_whoever_has_the_duty_in_its_unit() -> None:
    small = builders.world()
    done = builders.to_awaiting_signature(small)
    free = next(task for task in builders.open_tasks(done) if task.officer_id is None)
    nobody = small.who("district", "cashier")
    duty = Duty(free.duty)
    assert list(my_tasks(Workplace(nobody, ((free.unit_id, frozenset({duty})),)))) == [free]
    assert not my_tasks(Workplace(nobody, ((free.unit_id, frozenset(Duty) - {duty}),)))
    assert not my_tasks(Workplace(nobody, ((small.commune.pk, frozenset({duty})),)))


def test_a_name_finds_nothing_where_dossiers_are_only_overseen_but_a_code_does() -> None:
    small = builders.world()
    dossier = builders.stored(builders.to_received(small))
    here = (small.commune.pk,)
    assert list(find(here, "nguyen hoa")) == [dossier]
    assert not find((), "nguyen hoa", overseen=here)
    assert list(find((), str(dossier.code), overseen=here)) == [dossier]
