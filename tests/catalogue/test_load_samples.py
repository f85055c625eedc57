"""The sample procedures can all be published, once."""

from datetime import date

import pytest

from motcua.catalogue import queries
from motcua.catalogue.actions import load_samples
from motcua.catalogue.actions.load_samples import sample_documents
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.publication import publication_gaps
from motcua.journal.models import Event
from tests.catalogue.documents import AT, FROM

pytestmark = pytest.mark.django_db


def test_no_sample_has_a_gap() -> None:
    assert {name: publication_gaps(document) for name, document in sample_documents()} == {
        name: () for name, _document in sample_documents()
    }


def test_at_least_forty_over_ten_fields_and_three_levels_are_published_once() -> None:
    first = load_samples(by=None, at=AT, valid_from=FROM)
    assert len(first.published) >= 40
    assert len(queries.by_field()) >= 10
    assert all(queries.procedures_at_level(level) for level in ("province", "district", "commune"))
    events = Event.objects.count()
    second = load_samples(by=None, at=AT, valid_from=date(2026, 6, 1))
    assert (second.published, second.unchanged) == ([], first.published)
    assert Event.objects.count() == events
    assert ProcedureVersion.objects.count() == len(first.published)
