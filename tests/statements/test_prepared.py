"""Statements made once answer what Django's own would, and write what a save would."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier, Task
from motcua.organisation.models import Tenure
from motcua.statements import Prepared, change, insert
from tests import builders

pytestmark = pytest.mark.django_db

TASKS = Prepared(lambda pk: Task.objects.filter(dossier=pk).select_related("unit").order_by("pk"), int)
SINCE = Prepared(
    lambda at: Tenure.objects.filter(valid_from__gte=at).values_list("pk", "valid_from").order_by("pk"),
    datetime,
)


def test_a_prepared_queryset_answers_each_time_for_its_own_arguments() -> None:
    small = builders.world()
    one, two = builders.to_in_process(small).dossier, builders.to_received(small).dossier
    for pk in (one, two, one):
        expected = list(Task.objects.filter(dossier=pk).order_by("pk"))
        assert [task.__dict__.keys() >= expected[0].__dict__.keys() for task in TASKS(pk)]
        assert TASKS(pk) == expected
        with CaptureQueriesContext(connection) as asked:
            assert [task.unit.code for task in TASKS(pk)] == [task.unit.code for task in expected]
        assert sum("JOIN" in query["sql"] for query in asked) == 1
    assert TASKS(10**9) == []


def test_moments_are_compared_as_django_compares_them() -> None:
    builders.world()
    assert len(SINCE(builders.LONG_AGO)) == Tenure.objects.count() > 0
    assert SINCE(builders.LONG_AGO + timedelta(seconds=1)) == []


def test_an_argument_that_is_not_in_the_statement_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not stand"):
        Prepared(lambda pk: Task.objects.all(), int)(3)


def test_rows_are_inserted_together_and_changed_alone() -> None:
    small = builders.world()
    task = TASKS(builders.to_in_process(small).dossier)[0]
    task.pk, task.state, task.closed_by_id, task.step = None, Task.State.CANCELLED, None, "again"
    other = Task(**{field.attname: getattr(task, field.attname) for field in Task._meta.concrete_fields})
    insert(task, other)
    assert len({task.pk, other.pk, None}) == 3
    assert not task._state.adding
    task.note, task.answer = "ghi chú", "không ghi"
    change(task, ["note"])
    found = Task.objects.get(pk=task.pk)
    assert (found.note, found.answer, found.opened_at) == ("ghi chú", "", task.opened_at)
    insert()


def test_the_databases_constraints_hold_and_a_lost_row_is_told() -> None:
    small = builders.world()
    task = TASKS(builders.to_in_process(small).dossier)[0]
    task.closed_by_id = None
    with pytest.raises(IntegrityError), transaction.atomic():
        change(task, ["closed_by"])
    task.pk = 10**9
    with pytest.raises(ValueError, match="is gone"):
        change(task, ["note"])


def test_binary_and_json_columns_survive_the_way_there_and_back() -> None:
    small = builders.world()
    dossier = Dossier.objects.get(pk=builders.to_received(small).dossier)
    dossier.salt, dossier.conditions = b"\x00\xff", ["một", "hai"]
    change(dossier, ["salt", "conditions"])
    read = Prepared(lambda pk: Dossier.objects.filter(pk=pk), int)(dossier.pk)[0]
    assert (bytes(read.salt), read.conditions, read.due_at) == (b"\x00\xff", ["một", "hai"], dossier.due_at)
