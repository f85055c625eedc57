"""The copy of a person's data: whole, for them alone, for thirty days, never much memory."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.dossiers.models import Attachment
from motcua.gateways import storage
from motcua.privacy.actions import look
from motcua.privacy.actions.export import export, fetch
from motcua.privacy.models import DataRequest
from motcua.rules.looking import Purpose
from motcua.rules.refusal import Refusal
from tests import builders
from tests.builders import OWNER
from tests.gateways.plain_files import pdf
from tests.privacy.asking import asked, copied, journal_kinds, with_file


@pytest.mark.django_db
def test_the_copy_holds_everything_about_the_person_with_their_files_and_who_looked() -> None:
    small = builders.world()
    dossier = with_file(small)
    look.looked(look.Looker(small.who("commune", "receiver")), dossier, "dossier", Purpose.DESK, at=small.at)
    held = copied(small, dossier)
    (name,) = [each for each in held if each.startswith("files/")]
    assert held[name] == pdf()
    told = json.loads(held["data.json"])
    assert told["person"]["name"] == OWNER.name
    (code,) = told["dossiers"]
    assert json.loads(held[f"dossiers/{code}.json"])["who_looked"][0]["why"] == "desk"
    row = DataRequest.objects.get()
    assert (row.outcome, row.taken) == ("done", 1)
    with pytest.raises(Refusal, match="already_decided"):
        export(row.pk, by=small.who("commune", "head"), at=small.later())
    assert journal_kinds(row) == ["ask", "done", "taken"]


@pytest.mark.django_db
def test_the_copy_is_fetched_after_it_is_granted_for_thirty_days_by_the_desk_that_took_the_request() -> None:
    small = builders.world()
    row = asked(small, with_file(small), "export")
    with pytest.raises(Refusal, match="copy_not_ready"):
        fetch(row.pk, by=None, at=small.at)
    export(row.pk, by=small.who("commune", "head"), at=small.later())
    for post in ("receiver", "head"):
        assert b"".join(fetch(row.pk, by=small.who("commune", post), at=small.at)).startswith(b"PK")
    for unit, post in (("district", "receiver"), ("commune", "handler"), ("province", "controller")):
        with pytest.raises(Refusal, match="not_your"):
            fetch(row.pk, by=small.who(unit, post), at=small.at)
    with pytest.raises(Refusal, match="copy_gone"):
        fetch(row.pk, by=None, at=small.at + timedelta(days=31))


@pytest.mark.django_db
def test_a_file_that_is_lost_leaves_a_name_in_the_copy_and_the_rest_is_whole() -> None:
    small = builders.world()
    dossier = with_file(small)
    storage.forget(Attachment.objects.get(dossier=dossier).storage_key)
    held = copied(small, dossier)
    assert [name for name in held if name.endswith(".file_missing.txt")]
    assert "data.json" in held


@pytest.mark.django_db
def test_the_copy_never_holds_more_than_one_file_in_memory() -> None:
    small = builders.world()
    dossier = with_file(small)
    row = export(asked(small, dossier, "export").pk, by=small.who("commune", "head"), at=small.later())
    sizes = [len(piece) for piece in fetch(row.pk, by=None, at=small.at)]
    assert len(sizes) == 3  # the dossier, its file, the person: each its own piece
    assert max(sizes) < len(pdf()) + 10_000


@pytest.mark.django_db
def test_another_persons_data_in_the_same_dossier_is_not_handed_out() -> None:
    small = builders.world()
    filer = replace(OWNER, name="Trần Văn Nộp", id_number="022190000999")
    done = builders.to_received(small, filer=filer, authorisation="Số 1")
    held = copied(small, done.dossier)
    assert all(b"022190000999" not in data for name, data in held.items() if name.endswith(".json"))
