"""Recall and replacement of a document that was issued: who may, what becomes of the dossier, what the public reads."""

import pytest
from django.conf import settings
from django.test import Client

from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.models import Decision, Task
from motcua.dossiers.queries.issued import by_code
from motcua.dossiers.queries.page import dossier_page
from motcua.dossiers.queries.rebuild import verify_all
from motcua.journal import queries as journal
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from tests import builders
from tests.builders import DRAFT, World
from tests.signing import enrolled

pytestmark = pytest.mark.django_db
SECRET = "Bà Nguyễn Thị Hoa nộp giấy tờ giả"


def recalled(small: World, done: Done, **other: object) -> Done:
    told = {"act_number": "15/QĐ-UBND", "ground": "untrue", "reason": SECRET, **other}
    by = small.who("district", "leader")
    return actions.recall(done.dossier, by=by, at=small.later(), **told)  # type: ignore[arg-type]


def newest(done: Done) -> Decision:
    return Decision.objects.filter(dossier=done.dossier).order_by("pk").reverse()[0]


def drafted_signed_sealed(small: World, done: Done) -> Decision:
    """The new act on its way as the first one went."""
    who = small.who
    actions.submit_for_signature(done.dossier, draft=DRAFT, by=who("district", "handler"), at=small.later())
    actions.approve(done.dossier, by=who("district", "leader"), at=small.later())
    actions.seal(done.dossier, by=who("district", "registry"), at=small.later())
    return newest(done)


def test_a_recalled_document_says_so_to_everybody_with_its_ground_and_nothing_personal(
    client: Client,
) -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_returned(small)
    after = recalled(small, done)
    assert after.state == "returned"
    decision = newest(done)
    assert (decision.recall_act, decision.recalled_by) == ("15/QĐ-UBND", small.officers["district.leader"])
    assert decision.recall_competence == decision.competence
    for language, ground in (("vi", "giấy tờ không đúng sự thật"), ("en", "not true")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get(f"/kiem-tra-van-ban/{decision.code}/").content.decode()
        assert ground in page, language
        assert "15/QĐ-UBND" in page
        assert SECRET not in page
        assert "Nguyễn Thị Hoa" not in page
    assert [entry.kind for entry in journal.entries(decision.stream)][-1] == "recalled"
    written = "".join(str(entry.facts) for entry in journal.entries(decision.stream))
    assert SECRET not in written
    assert verify_all().ok


def test_a_document_recalled_before_it_is_given_out_never_is_and_another_takes_its_place() -> None:
    small = builders.world()
    done = builders.to_result_at_desk(small)
    old = newest(done)
    assert recalled(small, done).state == "correcting"
    returner = small.who("commune", "returner")
    with pytest.raises(Refusal, match="wrong_state"):
        actions.return_result(done.dossier, by=returner, at=small.later())
    assert [t.name for t in builders.open_tasks(done)] == ["Thay thế kết quả"]
    new = drafted_signed_sealed(small, done)
    assert (new.corrects, new.replaces, new.number) == (old, True, (old.number or 0) + 1)
    actions.send_result(done.dossier, by=small.who("district", "registry"), at=small.later())
    assert actions.return_result(done.dossier, by=returner, at=small.later()).state == "returned"
    assert not Task.objects.filter(dossier=done.dossier, state__in=["open", "waiting"]).exists()
    assert verify_all().ok


def test_a_recalled_document_can_only_be_replaced_not_corrected() -> None:
    small = builders.world()
    done = builders.to_returned(small)
    recalled(small, done)
    by = small.who("district", "handler")
    actions.correct(done.dossier, reason="Cấp lại", by=by, at=small.later(), replaces=False)
    assert drafted_signed_sealed(small, done).replaces


@pytest.mark.parametrize(("replaces", "void"), [(True, True), (False, False)])
def test_the_old_document_says_which_one_replaced_or_corrected_it_and_when(
    client: Client, replaces: bool, void: bool
) -> None:
    small = builders.world()
    enrolled(small)
    done = builders.to_returned(small)
    old = newest(done)
    by = small.who("district", "handler")
    actions.correct(done.dossier, reason="Sai", by=by, at=small.later(), replaces=replaces)
    assert by_code(old.code).followed == "", "a correction not issued yet is nobody's business"
    new = drafted_signed_sealed(small, done)
    assert by_code(old.code).void == void
    page = client.get(f"/kiem-tra-van-ban/{old.code}/").content.decode()
    assert f'{"thay thế" if replaces else "đính chính"} bằng văn bản số <span lang="vi">{new.symbol}' in page
    assert new.issued_at
    assert f"phát hành ngày {new.issued_at:%d/%m/%Y}" in page


def test_a_document_is_recalled_once_and_for_a_ground_that_exists() -> None:
    small = builders.world()
    done = builders.to_returned(small)
    with pytest.raises(Refusal, match="bad_text"):
        recalled(small, done, ground="whim")
    with pytest.raises(Refusal, match="text_empty"):
        recalled(small, done, act_number="  ")
    leader = small.officers["district.leader"].pk
    for offered in (True, False):
        page = dossier_page(builders.stored(done), leader, small.later())
        assert (Event.RECALL in {act.event for act in page.allowed}) == offered
        if offered:
            recalled(small, done)
    with pytest.raises(Refusal, match="already_recalled"):
        recalled(small, done)
    stream = newest(done).stream
    assert [entry.kind for entry in journal.entries(stream)] == ["recalled"]
