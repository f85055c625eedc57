"""What may be erased goes for good, by two; what must stay stays; the journal still verifies."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from motcua.applicants.models import Citizen, Party
from motcua.dossiers.models import Attachment, Decision, Dossier, Slip
from motcua.dossiers.queries.issued import by_code, judge
from motcua.dossiers.queries.rebuild import verify_all
from motcua.gateways import storage
from motcua.journal.models import Event
from motcua.outbox.models import Notice
from motcua.privacy.actions.answer import agree, refuse
from motcua.privacy.actions.ask import ask_own
from motcua.privacy.actions.erase import erase
from motcua.privacy.actions.mend import wipe_answered
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import own_request, requests_of, standing
from motcua.rules.refusal import Refusal
from tests import builders
from tests.builders import OWNER
from tests.privacy.asking import WORDS, asked, erased, journal_kinds, with_file
from tests.signing import enrolled


@pytest.mark.django_db
def test_what_the_law_orders_to_keep_is_not_erased() -> None:
    small = builders.world()
    running = builders.to_in_process(small)
    row = asked(small, running.dossier, "erasure")
    agree(row.pk, by=small.who("commune", "leader"), at=small.later())
    with pytest.raises(Refusal, match="must_be_kept"):
        erase(row.pk, by=small.who("commune", "head"), at=small.later())
    assert Party.objects.filter(name=OWNER.name).exists()
    by = small.who("commune", "head")
    for ground in ("", "unfounded", "whatever"):
        with pytest.raises(Refusal, match="no_such_ground"):
            refuse(row.pk, ground=ground, reason="Hồ sơ đang giải quyết", by=by, at=small.later())
    told = refuse(row.pk, ground="running", reason="Hồ sơ đang giải quyết", by=by, at=small.later())
    assert (told.outcome, told.ground, told.reason) == ("refused", "running", "Hồ sơ đang giải quyết")


@pytest.mark.django_db(transaction=True)
def test_after_erasure_no_word_is_left_and_the_journal_still_verifies() -> None:
    small = builders.world()
    dossier = with_file(small)
    key = Attachment.objects.get(dossier=dossier).storage_key
    assert verify_all().ok
    small.later(days=365 * 3)
    row = erased(small, dossier)
    assert (row.erased, row.kept, row.outcome) == (1, 0, "done")
    with pytest.raises(Refusal, match="file_missing"):
        storage.get(key)
    kept = Dossier.objects.select_related("owner").get(pk=dossier)
    everything = " ".join(
        str(value)
        for model in (Party, Slip, Decision, Attachment, Dossier, DataRequest, Citizen, Notice)
        for each in model._default_manager.values()
        for value in each.values()
    ) + " ".join(bytes(body).decode() for body in Event.objects.values_list("body", flat=True))
    assert [word for word in WORDS if word in everything] == []
    assert bytes(kept.salt) == bytes(kept.owner.salt) == b""
    assert [slip.facts for slip in Slip.objects.filter(dossier=dossier)] == [{}, {}]
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
    row = erased(small, new)
    assert (row.erased, row.kept) == (1, 1)
    assert Dossier.objects.get(pk=old).owner.name == ""
    assert Dossier.objects.get(pk=new).owner.name == OWNER.name
    assert verify_all().ok


@pytest.mark.django_db
def test_erasure_takes_two_leaders_and_the_database_says_so_too() -> None:
    small = builders.world()
    dossier = with_file(small)
    small.later(days=365 * 3)
    row = asked(small, dossier, "erasure")
    head, leader = small.who("commune", "head"), small.who("commune", "leader")
    with pytest.raises(Refusal, match="not_agreed"):
        erase(row.pk, by=head, at=small.later())
    with pytest.raises(Refusal, match="not_your"):
        agree(row.pk, by=small.who("commune", "receiver"), at=small.later())
    agree(row.pk, by=head, at=small.later())
    with pytest.raises(Refusal, match="already_agreed"):
        agree(row.pk, by=leader, at=small.later())
    with pytest.raises(Refusal, match="second_person"):
        erase(row.pk, by=head, at=small.later())
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=row.pk).update(outcome="done", decided_by=head, decided_at=small.at)
    assert erase(row.pk, by=leader, at=small.later()).outcome == "done"
    assert journal_kinds(row) == ["ask", "agree", "done"]


@pytest.mark.django_db
def test_the_person_signed_in_asks_of_their_own_dossier_only_and_reads_the_answer_even_after_erasure() -> (
    None
):
    small = builders.world()
    dossier = with_file(small)
    code = str(Dossier.objects.get(pk=dossier).code)
    with pytest.raises(Refusal, match="unknown_dossier"):
        ask_own("022190000999", code, "export", at=small.at)
    small.later(days=365 * 3)
    row = ask_own(str(OWNER.id_number), code, "erasure", at=small.at)
    assert row.taken_by is None
    with pytest.raises(Refusal, match="unknown_request"):
        own_request("022190000999", row.pk)
    agree(row.pk, by=small.who("commune", "head"), at=small.later())
    erase(row.pk, by=small.who("commune", "leader"), at=small.later())
    assert own_request(str(OWNER.id_number), row.pk).outcome == "done"
    assert wipe_answered(small.at) == 0
    assert wipe_answered(small.at + timedelta(days=400)) == 1
    assert list(requests_of(str(OWNER.id_number))) == []


@pytest.mark.django_db
def test_the_agencys_own_retention_periods_decide_what_may_be_erased() -> None:
    small = builders.world()
    dossier = with_file(small)
    about = Dossier.objects.select_related("owner").get(pk=dossier).owner
    at = small.later(days=365 * 3)
    assert [one.erasable for one in standing(about, at)] == [True]
    with override_settings(KEPT_YEARS="withdrawn=5"):
        assert [one.erasable for one in standing(about, at)] == [False]


@pytest.mark.django_db(transaction=True)
def test_the_sealed_document_stays_in_the_archive_and_can_still_be_checked_after_erasure() -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_returned(small)
    sealed = Decision.objects.get(dossier=done.dossier)
    data = storage.get(sealed.file_key)
    small.later(days=365 * 3)
    with override_settings(KEPT_YEARS="returned=2"):
        assert erased(small, done.dossier).erased == 1
    sealed.refresh_from_db()
    assert (sealed.title, sealed.body) == ("", "")
    assert storage.get(sealed.file_key) == data
    assert judge(data).state == "genuine"
    told = by_code(sealed.code)
    assert (told.symbol, told.void) == (sealed.symbol, False)
    assert OWNER.name not in str(told)
    assert verify_all().ok
