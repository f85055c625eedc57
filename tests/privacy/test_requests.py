"""A copy or the erasure of a person's data: answered in two working days, kept where the law says so, still verifying."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.applicants.actions import PartyData
from motcua.dossiers.models import Dossier
from motcua.journal.models import Event
from motcua.outbox.models import Notice
from motcua.privacy.actions.answer import agree, refuse, reply
from motcua.privacy.actions.ask import Card, ask, ask_at_counter
from motcua.privacy.actions.erase import erase
from motcua.privacy.actions.export import export
from motcua.privacy.actions.mend import correct, lift, restrict
from motcua.privacy.actions.remind import remind
from motcua.privacy.models import Restriction
from motcua.privacy.queries.looks import purpose_of
from motcua.privacy.queries.requests import unless_restricted
from motcua.rules.looking import Purpose
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL
from tests import builders
from tests.builders import OWNER
from tests.privacy.asking import asked, with_file


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
        row.pk, ground="identity", reason="Không xác minh được", by=small.who("commune", "head"),
        at=small.at + timedelta(days=9),
    )  # fmt: skip
    body = bytes(Event.objects.get(stream=f"data-request/{row.pk}", seq=2).body).decode()
    assert '"on_time":false' in body


@pytest.mark.django_db
def test_a_correction_changes_the_data_and_the_journal_keeps_both_commitments() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    with pytest.raises(Refusal, match="text_empty"):
        asked(small, done.dossier, "correction")
    row = asked(small, done.dossier, "correction", said="Tên tôi là Nguyễn Thị Hòa")
    by, right = small.who("commune", "head"), PartyData(**{**vars(OWNER), "name": "Nguyễn Thị Hòa"})
    with pytest.raises(Refusal, match="nothing_changed"):
        correct(row.pk, OWNER, by=by, at=small.later())
    with pytest.raises(Refusal, match="bad_id_number"):
        correct(row.pk, replace(right, id_number="12"), by=by, at=small.later())
    assert correct(row.pk, right, by=by, at=small.later()).outcome == "done"
    dossier = Dossier.objects.select_related("owner").get(pk=done.dossier)
    assert (dossier.owner.name, dossier.owner.fold) == ("Nguyễn Thị Hòa", "nguyen thi hoa")
    assert dossier.last_event == "correct_data"
    body = bytes(Event.objects.get(stream=dossier.stream, seq=dossier.seq).body).decode()
    assert [word in body for word in ('"before":"', '"after":"', "Nguyễn")] == [True, True, False]
    assert Notice.objects.filter(to_party=row.about_id, kind="data_answered").count() == 1


@pytest.mark.django_db
def test_a_restricted_dossier_is_found_by_no_name_and_opened_for_a_stated_purpose_only() -> None:
    small = builders.world()
    done, running = builders.to_returned(small), builders.to_received(small)
    row = asked(small, done.dossier, "restriction")
    head, returner = small.who("commune", "head"), small.who("commune", "returner")
    duties = [(small.commune.pk, frozenset({Duty.RETURN}))]
    dossier = Dossier.objects.get(pk=done.dossier)
    assert purpose_of(dossier, returner, duties, small.at) == (Purpose.HANDLED, None)
    told = restrict(row.pk, by=head, at=small.later())
    assert (told.outcome, told.kept) == ("done", 1)
    dossier.refresh_from_db()
    assert purpose_of(dossier, returner, duties, small.at) is None
    everything = Dossier.objects.all()
    assert [one.pk for one in unless_restricted(everything, "hoa")] == [running.dossier]
    assert done.dossier in [one.pk for one in unless_restricted(everything, str(dossier.code).lower())]
    with pytest.raises(Refusal, match="nothing_to_restrict"):
        restrict(asked(small, done.dossier, "restriction").pk, by=head, at=small.later())
    with pytest.raises(Refusal, match="not_your"):
        lift(row.pk, by=returner, at=small.later())
    assert lift(row.pk, by=head, at=small.later()) == 1
    assert Restriction.objects.filter(until=None).count() == 0
    with pytest.raises(Refusal, match="nothing_changed"):
        lift(row.pk, by=head, at=small.later())
    assert {one.pk for one in unless_restricted(everything, "hoa")} == {done.dossier, running.dossier}


@pytest.mark.django_db
def test_a_complaint_is_answered_in_words() -> None:
    small = builders.world()
    row = asked(small, with_file(small), "complaint", said="Ai đã xem hồ sơ của tôi?")
    by = small.who("commune", "head")
    with pytest.raises(Refusal, match="text_empty"):
        reply(row.pk, text=" ", by=by, at=small.later())
    assert reply(row.pk, text="Đã kiểm tra, không có gì sai", by=by, at=small.later()).outcome == "done"


@pytest.mark.django_db
def test_what_is_late_is_told_to_the_unit_once_for_the_answer_and_once_for_the_deed() -> None:
    small = builders.world()
    row = asked(small, with_file(small), "erasure")
    assert row.carry_by is not None
    assert f"{row.carry_by.astimezone(LOCAL):%d/%m}" == "22/03"
    assert remind(row.due_at) == 0
    assert remind(row.due_at + timedelta(minutes=1)) == 1
    assert remind(row.due_at + timedelta(hours=1)) == 0
    agree(row.pk, by=small.who("commune", "head"), at=small.later())
    assert remind(row.due_at + timedelta(hours=1)) == 0
    assert remind(row.carry_by + timedelta(hours=1)) == 1
    assert {one.to_unit for one in Notice.objects.filter(kind="data_request_late")} == {small.commune.pk}


@pytest.mark.django_db
def test_whoever_receives_nothing_does_not_even_learn_whether_a_card_is_the_owners() -> None:
    small = builders.world()
    dossier = with_file(small)
    wrong = Card("022190000999")
    for post, code in (("receiver", "card_differs"), ("handler", "not_your_duty")):
        with pytest.raises(Refusal, match=code):
            ask_at_counter(dossier, "export", wrong, by=small.who("commune", post), at=small.at)
