"""Files of a dossier: taken in by the act, bound to the journal, noticed when exchanged."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions
from motcua.dossiers.actions.attach import Held, attach, drop_unclaimed, is_identity, keep
from motcua.dossiers.models import Attachment
from motcua.dossiers.queries.rebuild import verify_all
from motcua.gateways import intake, storage
from motcua.journal import queries as journal
from motcua.rules.refusal import Refusal
from tests import builders
from tests.builders import World
from tests.gateways.plain_files import pdf
from tests.procedure import PAPERS

pytestmark = pytest.mark.django_db
PAPER = next(iter(PAPERS))


def held(small: World, by: str = "commune.receiver", paper: str = PAPER, name: str = "don.pdf") -> Held:
    """A file uploaded by an official, not taken in yet."""
    unit, _, post = by.partition(".")
    return keep(
        intake.accept(name, pdf()),
        paper=paper,
        paper_name="Giấy đề nghị",
        by=small.who(unit, post),
        at=small.at,
    )


def test_a_file_given_at_reception_is_named_by_the_journal_without_a_personal_word() -> None:
    small = builders.world()
    done = builders.to_received(small, files=(held(small, name="Nguyễn Thị Hoa.pdf"),))
    row = Attachment.objects.get(dossier=done.dossier)
    entry = journal.entries(f"dossier/{done.dossier}")[0]
    assert entry.facts["files"] == [row.bound(b"0123456789abcdef")]
    assert (row.event, row.paper, storage.get(row.storage_key)) == ("reception", PAPER, pdf())
    assert verify_all().ok


def test_a_repeated_click_takes_the_same_files_in_once() -> None:
    small = builders.world()
    first = actions.receive(
        builders.filing(small, files=(held(small),)),
        by=small.who("commune", "receiver"),
        at=small.at,
        key="a" * 32,
    )
    again = actions.receive(
        builders.filing(small, files=(held(small),)),
        by=small.who("commune", "receiver"),
        at=small.at,
        key="a" * 32,
    )
    assert again.repeated
    assert Attachment.objects.filter(dossier=first.dossier).count() == 1


def test_a_refused_reception_leaves_the_file_untaken() -> None:
    small = builders.world()
    file = held(small)
    with pytest.raises(Refusal, match="missing_papers"):
        builders.to_received(small, papers={}, files=(file,))
    assert Attachment.objects.get(pk=file.id).dossier_id is None


def test_another_officials_file_or_an_unknown_paper_is_refused() -> None:
    small = builders.world()
    for file, code in (
        (held(small, "district.handler"), "file_missing"),
        (held(small, paper="nothing-of-the-kind"), "unknown_paper"),
        (Held(999_999, PAPER, "x.pdf", 1, "0" * 64), "file_missing"),
    ):
        with pytest.raises(Refusal, match=code):
            builders.to_received(small, files=(file,))


def test_a_file_is_never_taken_into_two_dossiers() -> None:
    small = builders.world()
    file = held(small)
    builders.to_received(small, files=(file,))
    with pytest.raises(Refusal, match="file_missing"):
        builders.to_received(small, files=(file,))


def test_a_supplement_brings_files_too() -> None:
    small = builders.world()
    done = builders.to_awaiting_supplement(small)
    by = small.who("commune", "receiver")
    actions.receive_supplement(done.dossier, papers=PAPERS, files=[held(small)], by=by, at=small.later())
    assert Attachment.objects.get(dossier=done.dossier).event == "supplement"
    assert verify_all().ok


def test_the_handler_adds_files_later_and_the_dossier_stays_where_it_is() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    before = builders.stored(done)
    by = small.who("district", "handler")
    file = held(small, "district.handler", paper="")
    told = attach(done.dossier, [file], by=by, at=small.later(), key="b" * 32, seen=before.seq)
    after = builders.stored(done)
    assert (after.state, after.due_at, after.seq) == (before.state, before.due_at, before.seq + 1)
    assert attach(done.dossier, [file], by=by, at=small.later(), key="b" * 32).repeated
    assert told.seq == after.seq
    assert verify_all().ok


def test_who_has_nothing_to_do_with_a_dossier_adds_nothing() -> None:
    small = builders.world()
    done = builders.to_in_process(small)
    for unit, post in (("department", "handler"), ("district", "registry"), ("district", "administrator")):
        with pytest.raises(Refusal) as refused:
            attach(done.dossier, [held(small, f"{unit}.{post}")], by=small.who(unit, post), at=small.later())
        assert refused.value.code in {"not_your_duty", "not_your_unit"}


def test_nothing_is_added_to_a_finished_dossier_nor_from_a_stale_page() -> None:
    small = builders.world()
    done = builders.to_returned(small)
    by = small.who("commune", "receiver")
    with pytest.raises(Refusal, match="wrong_state"):
        attach(done.dossier, [held(small)], by=by, at=small.later())
    running = builders.to_received(small)
    with pytest.raises(Refusal, match="stale_page"):
        attach(running.dossier, [held(small)], by=by, at=small.later(), seen=0)


def test_an_exchanged_or_lost_or_smuggled_file_is_found_by_verify() -> None:
    small = builders.world()
    done = builders.to_received(small, files=(held(small),))
    row = Attachment.objects.get(dossier=done.dossier)
    assert verify_all().ok
    for change, why in (({"sha256": "0" * 64}, "file_missing"), ({"paper": ""}, "file_missing")):
        was = {name: getattr(row, name) for name in change}
        Attachment.objects.filter(pk=row.pk).update(**change)
        found = verify_all().first_bad
        assert found is not None
        assert found.why == why
        Attachment.objects.filter(pk=row.pk).update(**was)
    stray = held(small)
    Attachment.objects.filter(pk=stray.id).update(dossier=done.dossier, event="reception")
    found = verify_all().first_bad
    assert found is not None
    assert found.why == "file_unknown"


def test_what_no_act_took_in_is_forgotten_after_a_day() -> None:
    small = builders.world()
    taken = held(small)
    builders.to_received(small, files=(taken,))
    left = Attachment.objects.get(pk=held(small).id)
    assert drop_unclaimed(small.at) == 0
    assert drop_unclaimed(small.at + timedelta(days=1)) == 1
    assert not Attachment.objects.filter(pk=left.pk).exists()
    with pytest.raises(Refusal, match="file_missing"):
        storage.get(left.storage_key)
    assert Attachment.objects.filter(pk=taken.id).exists()


def test_images_of_identity_papers_are_marked_sensitive() -> None:
    assert is_identity("Bản sao Căn cước công dân hoặc Hộ chiếu")
    assert not is_identity("Đơn đăng ký")


def test_one_official_brings_in_no_more_than_the_quota_of_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    small = builders.world()
    first = held(small)
    Attachment.objects.filter(pk=first.id).update(size=2 * 1024 * 1024 - 10)
    monkeypatch.setattr("django.conf.settings.QUOTA_MB", 2)
    kept = Attachment.objects.count()
    with pytest.raises(Refusal) as caught:
        held(small)
    assert (caught.value.code, Attachment.objects.count()) == ("quota_used", kept)
    held(small, by="district.handler")  # somebody else's is their own
    small.later(days=1, seconds=1)
    held(small)
