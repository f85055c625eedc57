"""A copy or the erasure of a person's data: answered in two working days, kept where the law says so, still verifying."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.applicants.models import Party
from motcua.dossiers.actions import withdraw
from motcua.dossiers.actions.attach import keep
from motcua.dossiers.models import Attachment, Decision, Dossier, Slip
from motcua.dossiers.queries.rebuild import verify_all
from motcua.gateways import intake, storage
from motcua.journal.models import Event
from motcua.privacy.actions import look
from motcua.privacy.actions.ask import ask, refuse
from motcua.privacy.actions.erase import erase
from motcua.privacy.actions.export import export
from motcua.privacy.models import DataRequest
from motcua.rules.looking import Purpose
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL
from tests import builders
from tests.builders import OWNER, World
from tests.gateways.plain_files import pdf

WORDS = ("Nguyễn Thị Hoa", "022190000123", "0912345678", "Hồng Hải", "nguyen thi hoa")


def with_file(small: World) -> int:
    """A dossier withdrawn by its owner, with a file."""
    by = small.who("commune", "receiver")
    file = keep(intake.accept("Hoa.pdf", pdf()), paper="form", paper_name="Căn cước", by=by, at=small.at)
    done = builders.to_received(small, files=(file,), matter="Quán của Nguyễn Thị Hoa")
    withdraw(done.dossier, reason="Hoa đổi ý", by=by, at=small.later())
    return done.dossier


def asked(small: World, dossier: int, wish: str) -> DataRequest:
    """A request taken at the counter."""
    return ask(dossier, wish, by=small.who("commune", "receiver"), at=small.later())


@pytest.mark.django_db
def test_a_request_is_due_in_two_working_days_and_asked_once() -> None:
    small = builders.world()
    dossier = with_file(small)
    row = asked(small, dossier, "export")
    assert f"{row.due_at.astimezone(LOCAL):%Y-%m-%d %H:%M}" == "2026-03-04 17:00"
    assert asked(small, dossier, "export").pk == row.pk
    for who in ("handler", "registry"):
        with pytest.raises(Refusal, match="not_your"):
            ask(dossier, "erasure", by=small.who("commune", who), at=small.at)
    with pytest.raises(Refusal, match="bad_text"):
        asked(small, dossier, "everything")


@pytest.mark.django_db
def test_the_copy_holds_everything_about_the_person_with_their_files_and_who_looked() -> None:
    small = builders.world()
    dossier = with_file(small)
    look.looked(look.Looker(small.who("commune", "receiver")), dossier, "dossier", Purpose.DESK, at=small.at)
    row, data = export(asked(small, dossier, "export").pk, by=small.who("commune", "head"), at=small.later())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = json.loads(archive.read("data.json"))
        (name,) = [each for each in archive.namelist() if each.startswith("files/")]
        assert archive.read(name) == pdf()
    assert told["person"]["name"] == OWNER.name
    assert told["dossiers"][0]["who_looked"][0]["why"] == "desk"
    assert row.outcome == "done"
    with pytest.raises(Refusal, match="already_decided"):
        export(row.pk, by=small.who("commune", "head"), at=small.later())


@pytest.mark.django_db
def test_another_persons_data_in_the_same_dossier_is_not_handed_out() -> None:
    small = builders.world()
    filer = replace(OWNER, name="Trần Văn Nộp", id_number="022190000999")
    done = builders.to_received(small, filer=filer, authorisation="Số 1")
    _, data = export(
        asked(small, done.dossier, "export").pk, by=small.who("commune", "head"), at=small.later()
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "022190000999" not in archive.read("data.json").decode()


@pytest.mark.django_db
def test_what_the_law_orders_to_keep_is_not_erased() -> None:
    small = builders.world()
    running = builders.to_in_process(small)
    row = asked(small, running.dossier, "erasure")
    with pytest.raises(Refusal, match="must_be_kept"):
        erase(row.pk, by=small.who("commune", "head"), at=small.later())
    assert Party.objects.filter(name=OWNER.name).exists()
    told = refuse(row.pk, reason="Hồ sơ đang giải quyết", by=small.who("commune", "head"), at=small.later())
    assert (told.outcome, told.reason) == ("refused", "Hồ sơ đang giải quyết")


@pytest.mark.django_db(transaction=True)
def test_after_erasure_no_word_is_left_and_the_journal_still_verifies() -> None:
    small = builders.world()
    dossier = with_file(small)
    key = Attachment.objects.get(dossier=dossier).storage_key
    assert verify_all().ok
    small.later(days=365 * 3)
    row = erase(asked(small, dossier, "erasure").pk, by=small.who("commune", "head"), at=small.later())
    assert (row.erased, row.kept, row.outcome) == (1, 0, "done")
    with pytest.raises(Refusal, match="file_missing"):
        storage.get(key)
    kept = Dossier.objects.select_related("owner").get(pk=dossier)
    everything = " ".join(
        str(value)
        for model in (Party, Slip, Decision, Attachment, Dossier)
        for each in model._default_manager.values()
        for value in each.values()
    ) + " ".join(bytes(body).decode() for body in Event.objects.values_list("body", flat=True))
    assert [word for word in WORDS if word in everything] == []
    assert bytes(kept.salt) == bytes(kept.owner.salt) == b""
    assert kept.last_event == "erase"
    assert verify_all().ok
    with pytest.raises(Refusal, match="already_erased"):
        asked(small, dossier, "export")


@pytest.mark.django_db(transaction=True)
def test_of_two_dossiers_only_the_one_past_its_time_is_erased() -> None:
    small = builders.world()
    old = with_file(small)
    small.later(days=365 * 3)
    new = builders.to_received(small).dossier
    row = erase(asked(small, new, "erasure").pk, by=small.who("commune", "head"), at=small.later())
    assert (row.erased, row.kept) == (1, 1)
    assert Dossier.objects.get(pk=old).owner.name == ""
    assert Dossier.objects.get(pk=new).owner.name == OWNER.name
    assert verify_all().ok


@pytest.mark.django_db
def test_only_who_leads_the_receiving_unit_answers_and_only_what_was_asked() -> None:
    small = builders.world()
    dossier = with_file(small)
    row = asked(small, dossier, "export")
    for unit, post in (
        ("commune", "receiver"),
        ("district", "head"),
        ("commune", "administrator"),
        ("commune", "controller"),
    ):
        with pytest.raises(Refusal, match="not_your"):
            export(row.pk, by=small.who(unit, post), at=small.at)
    with pytest.raises(Refusal, match="wrong_wish"):
        erase(row.pk, by=small.who("commune", "head"), at=small.at)
    with pytest.raises(Refusal, match="unknown_request"):
        erase(999_999, by=small.who("commune", "head"), at=small.at)


@pytest.mark.django_db
def test_the_journal_says_whether_the_answer_came_in_time() -> None:
    small = builders.world()
    dossier = with_file(small)
    row = asked(small, dossier, "export")
    refuse(
        row.pk, reason="Không xác minh được", by=small.who("commune", "head"), at=small.at + timedelta(days=9)
    )
    body = bytes(Event.objects.get(stream=f"data-request/{row.pk}", seq=2).body).decode()
    assert '"on_time":false' in body
