"""The dossier page: every act by the one who may, refusals in words, nobody looks in from outside."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.doors.desk.acts.table import BY_EVENT, SPECS
from motcua.dossiers import actions
from motcua.dossiers.models import Decision, Dossier, Task
from motcua.dossiers.queries.next_acts import NEVER_OFFERED
from motcua.rules import lifecycle
from motcua.rules.states import Event, State
from tests import builders
from tests.doors.desk.desk import Desk, hidden, said
from tests.procedure import document

AT_A_CLOCKS = {Event.EXPIRE_SUPPLEMENT}
DRAFT = {"kind": "result", "title": "Giấy chứng nhận", "body": "Chứng nhận hộ kinh doanh Nguyễn Thị Hoa."}
PAPER = {"paper_1": "on", "paper_1_originals": "0", "paper_1_certified": "0", "paper_1_copies": "1"}
BOTH = {**PAPER, "paper_0": "on", "paper_0_originals": "1", "paper_0_certified": "0", "paper_0_copies": "0"}
Told = dict[str, str]
WHO: dict[Event, tuple[str, str, State, Callable[[Desk], Told]]] = {
    Event.RECEIVE: ("commune", "receiver", State.AWAITING_SUPPLEMENT_AT_DESK, lambda d: BOTH),
    Event.REFUSE_RECEPTION: ("commune", "receiver", State.FILED, lambda d: {"reason": "Sai nơi"}),
    Event.HAND_OVER: ("commune", "receiver", State.RECEIVED, lambda d: {}),
    Event.TRANSFER: ("commune", "receiver", State.RECEIVED, lambda d: {
        "unit": str(d.small.province.pk), "reason": "Đúng thẩm quyền"}),
    Event.TAKE_OVER: ("district", "head", State.HANDED_OVER, lambda d: {}),
    Event.PULL_BACK: ("commune", "receiver", State.HANDED_OVER, lambda d: {}),
    Event.ASSIGN: ("district", "head", State.IN_PROCESS, lambda d: {"officer": str(d.small.who("district", "handler"))}),
    Event.VERIFY: ("district", "handler", State.IN_PROCESS, lambda d: {"record": "Biên bản tại hiện trường"}),
    Event.RECORD_STEP: ("district", "handler", State.IN_PROCESS, lambda d: {"name": "Gọi điện"}),
    Event.CONSULT: ("district", "handler", State.IN_PROCESS, lambda d: {
        "unit": str(d.small.department.pk), "question": "Cho ý kiến", "answer_by": "04/03/2026 10:00"}),
    Event.REQUEST_SUPPLEMENT: ("district", "handler", State.IN_PROCESS, lambda d: {
        "items": "Bản sao\nẢnh", "reason": "Thiếu"}),
    Event.REQUEST_PAYMENT: ("district", "handler", State.IN_PROCESS, lambda d: {
        "amount": "500.000", "reason": "Thuế", "basis": "NĐ 151/2025", "due_on": "20/03/2026"}),
    Event.SUBMIT: ("district", "handler", State.IN_PROCESS, lambda d: DRAFT),
    Event.RECEIVE_SUPPLEMENT: ("commune", "receiver", State.AWAITING_SUPPLEMENT, lambda d: PAPER),
    Event.CONFIRM_PAYMENT: ("district", "cashier", State.AWAITING_PAYMENT, lambda d: {"proof": "BL 12"}),
    Event.ENDORSE: ("district", "head", State.AWAITING_REVIEW, lambda d: {"note": "Đồng ý"}),
    Event.RETURN_FOR_REWORK: ("district", "head", State.AWAITING_REVIEW, lambda d: {"reason": "Viết lại"}),
    Event.APPROVE: ("district", "leader", State.AWAITING_SIGNATURE, lambda d: {}),
    Event.REJECT: ("district", "leader", State.AWAITING_SIGNATURE, lambda d: {"reason": "Không đủ điều kiện"}),
    Event.SEAL: ("district", "registry", State.SIGNED, lambda d: {}),
    Event.SEND_RESULT: ("district", "registry", State.ISSUED, lambda d: {}),
    Event.RETURN_RESULT: ("commune", "returner", State.RESULT_AT_DESK, lambda d: {"receipt_shown": "on"}),
    Event.CORRECT: ("district", "handler", State.RETURNED, lambda d: {"reason": "Sai tên", "how": "replace"}),
    Event.RECALL: ("district", "leader", State.RETURNED, lambda d: {
        "act_number": "15/QĐ-UBND", "ground": "untrue", "reason": "Giấy tờ giả"}),
    Event.SUBMIT_FOR_SIGNATURE: ("district", "handler", State.CORRECTING, lambda d: DRAFT),
    Event.APOLOGISE: ("district", "leader", State.IN_PROCESS, lambda d: {"reason": "Quá tải", "new_due": "11/03/2026"}),
    Event.WITHDRAW: ("commune", "receiver", State.IN_PROCESS, lambda d: {"reason": "Đổi ý", "channel": "in_person"}),
    Event.STOP: ("district", "leader", State.IN_PROCESS, lambda d: {"ground": "Luật", "reason": "Tranh chấp"}),
    Event.URGE: ("district", "head", State.IN_PROCESS, lambda d: {"note": "Khẩn trương"}),
    Event.RECORD_LATE_STEP: ("district", "handler", State.IN_PROCESS, lambda d: {
        "name": "Đo đạc", "done_at": "02/03/2026 08:05", "reason": "Mất điện"}),
    Event.EXPIRE_SUPPLEMENT: ("commune", "receiver", State.AWAITING_SUPPLEMENT, lambda d: {}),
}  # fmt: skip
BY_THE_PROCESS = {Event.APPRAISE, Event.ANSWER_CONSULTATION, Event.FORWARD_REVIEW}
ELECTRONIC = {Event.CERTIFY_COPY}
"""Only for a document signed electronically: tested in test_copies.py."""


@pytest.fixture
def desk(db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A province where a second unit, the province itself, may resolve what the district does."""
    wanted = document(supplement_days=15, levels=["district", "province"])
    return Desk(builders.world(document_=wanted), monkeypatch)


def form(desk: Desk, pk: int, event: Event) -> Told:
    """The hidden fields of an act as the page gives them, opened as a form or standing ready."""
    page = desk.text(f"/desk/dossiers/{pk}/?act={event.value}")
    if "Vì sao bạn xem hồ sơ này?" in page:  # a finished dossier is nobody's task
        assert event in (Event.CORRECT, Event.RECALL)
        desk.client.post(f"/desk/dossiers/{pk}/why/", {"purpose": "correction"})
        page = desk.text(f"/desk/dossiers/{pk}/?act={event.value}")
    assert f'name="act" value="{event.value}"' in page, event
    told = {name: hidden(page, name) for name in ("seen", "key")}
    if 'name="task" value="' in page:
        told["task"] = hidden(page, "task")
    return {"act": event.value, **told}


def test_every_act_of_the_table_has_its_place_on_the_page() -> None:
    assert set(BY_EVENT) == set(Event) - NEVER_OFFERED
    assert set(WHO) == set(BY_EVENT) - BY_THE_PROCESS - ELECTRONIC


@pytest.mark.parametrize("state", list(State))
def test_no_two_acts_of_a_state_share_a_shortcut(state: State) -> None:
    here = [BY_EVENT[cell.event] for cell in lifecycle.events(state) if cell.event in BY_EVENT]
    pairs = [(spec.shortcut, spec.event) for spec in here]
    twins = {
        Event.SUBMIT_FOR_SIGNATURE,
        Event.FORWARD_REVIEW,
    }  # offered in place of the other one, never beside it
    letters = [letter for letter, event in pairs if event not in twins]
    assert len(letters) == len(set(letters)), pairs


@pytest.mark.parametrize(
    ("how", "task"), [("correct", "Đính chính kết quả"), ("replace", "Thay thế kết quả")]
)
def test_a_correction_says_how_and_the_first_way_is_chosen_until_another_is(
    desk: Desk, how: str, task: str
) -> None:
    done = builders.to_returned(desk.small)
    client = desk.sit("district", "handler")
    told = form(desk, done.dossier, Event.CORRECT)
    page = desk.text(f"/desk/dossiers/{done.dossier}/?act=correct")
    assert 'value="correct" checked' in page
    answer = client.post(f"/desk/dossiers/{done.dossier}/", {**told, "reason": "Sai"})
    assert answer.status_code == 422
    client.post(f"/desk/dossiers/{done.dossier}/", {**told, "reason": "Sai", "how": how})
    assert Task.objects.get(dossier=done.dossier, closed_at=None).name == task


def test_each_act_is_done_from_its_form_by_whoever_may_and_a_second_click_changes_nothing(desk: Desk) -> None:
    for event, (unit, post, state, told) in WHO.items():
        desk.small.at = builders.MONDAY
        done = builders.WAYS[state](desk.small)
        desk.small.later(days=60) if event in AT_A_CLOCKS else desk.small.later()
        client = desk.sit(unit, post)
        address = f"/desk/dossiers/{done.dossier}/"
        filled = {**form(desk, done.dossier, event), **told(desk)}
        answer = client.post(address, filled)
        assert answer.status_code == 302, (event, said(answer)[:20000])
        after = builders.stored(done)
        assert after.last_event == event, event
        assert client.post(address, filled).status_code == 302, event
        assert builders.stored(done).seq == after.seq, event
    assert len(SPECS) == len(WHO) + len(BY_THE_PROCESS) + len(ELECTRONIC)


def test_a_stale_page_is_refused_with_who_did_what_and_keeps_the_text(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    desk.small.later()
    client = desk.sit("district", "handler")
    filled = {**form(desk, done.dossier, Event.SUBMIT), **DRAFT}
    actions.urge(done.dossier, note="Nhanh", by=desk.small.who("district", "head"), at=desk.small.later())
    answer = client.post(f"/desk/dossiers/{done.dossier}/", filled)
    page = said(answer)
    assert answer.status_code == 409
    assert 'data-refusal="stale_page"' in page
    assert "Cán bộ district.head" in page
    assert "Đôn đốc" in page
    assert DRAFT["body"] in page
    assert hidden(page, "seen") == str(builders.stored(done).seq)
    assert (
        client.post(f"/desk/dossiers/{done.dossier}/", {**filled, "seen": hidden(page, "seen")}).status_code
        == 302
    )


def test_the_wrong_person_is_refused_even_with_the_form_in_hand(desk: Desk) -> None:
    done = builders.to_awaiting_signature(desk.small)
    desk.small.later()
    desk.sit("district", "leader")
    filled = form(desk, done.dossier, Event.APPROVE)
    answer = desk.sit("district", "handler").post(f"/desk/dossiers/{done.dossier}/", filled)
    assert answer.status_code == 409
    assert 'data-refusal="not_your_duty"' in said(answer)
    assert builders.stored(done).state == State.AWAITING_SIGNATURE


def test_what_is_not_allowed_is_absent_with_a_line_saying_who_could(desk: Desk) -> None:
    done = builders.to_awaiting_signature(desk.small)
    desk.sit("district", "handler")
    page = desk.text(f"/desk/dossiers/{done.dossier}/")
    assert "?act=approve" not in page
    assert "lãnh đạo ký, Thành phố Hạ Long." in page
    assert "Ký duyệt" in page


def test_the_first_act_is_on_enter_and_moves_the_dossier_on(desk: Desk) -> None:
    for state, unit, post, first in (
        (State.IN_PROCESS, "district", "handler", Event.SUBMIT),
        (State.AWAITING_REVIEW, "district", "head", Event.ENDORSE),
        (State.AWAITING_SIGNATURE, "district", "leader", Event.APPROVE),
    ):
        done = builders.WAYS[state](desk.small)
        desk.sit(unit, post)
        page = desk.text(f"/desk/dossiers/{done.dossier}/")
        button = page[: page.index('data-shortcut="Enter"')].rpartition("href=")[2]
        assert f"act={first.value}" in button


def test_officials_of_other_units_and_administrators_are_kept_out(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    for unit, post, code in (
        ("province", "handler", "not_your_dossier"), ("department", "leader", "not_your_dossier"),
        ("district", "administrator", "administrator_sees_no_dossier"),
    ):  # fmt: skip
        desk.sit(unit, post)
        assert code in desk.text(f"/desk/dossiers/{done.dossier}/", 403)
        desk.text(f"/desk/dossiers/{done.dossier}/control.pdf", 403)
        desk.text(f"/desk/dossiers/{done.dossier}/received/", 403)
    actions.consult(
        done.dossier, unit=desk.small.department.pk, question="?", answer_by=desk.small.at.replace(hour=16),
        by=desk.small.who("district", "handler"), at=desk.small.later(),
    )  # fmt: skip
    desk.sit("department", "handler")
    assert "Trả lời lấy ý kiến" in desk.text(f"/desk/dossiers/{done.dossier}/")


def test_who_oversees_sees_the_course_of_a_dossier_but_no_applicant_and_no_paper(desk: Desk) -> None:
    done = builders.to_awaiting_review(desk.small)
    address = f"/desk/dossiers/{done.dossier}/"
    for post in ("director", "controller"):
        client = desk.sit("district", post)
        for query in ("", "?act=urge", "?act=approve", "?act=withdraw"):
            page = desk.text(address + query)
            assert str(done.code) in page
            for word in (
                "Nguyễn Thị Hoa",
                "Tổ 5",
                "0912345678",
                "022190000123",
                "Giấy đề nghị",
                "Giấy chứng nhận đăng",
            ):
                assert word not in page, (post, query, word)
        assert "oversight_sees_no_applicant" in desk.text(f"{address}control.pdf", 403)
        assert "oversight_sees_no_applicant" in said(
            client.post(address, {"act": "withdraw", "key": "0" * 32})
        )
        assert "Nguyễn Thị Hoa" not in desk.text("/desk/unit/?view=dossiers")
        assert str(done.code) in desk.text("/desk/unit/?view=dossiers")
        assert str(done.code) not in desk.text("/desk/search/?q=nguyen+hoa")
        assert client.get("/desk/search/", {"q": str(done.code)}).status_code == 302
    desk.sit("district", "handler")
    assert "Nguyễn Thị Hoa" in desk.text(address)


def test_what_is_unknown_or_odd_is_refused_in_words(desk: Desk) -> None:
    client = desk.sit("district", "handler")
    desk.text("/desk/dossiers/987654/", 404)
    done = builders.to_in_process(desk.small)
    desk.small.later()
    address = f"/desk/dossiers/{done.dossier}/"
    desk.text(f"{address}?act=nonsense&task=x")
    filled = {**form(desk, done.dossier, Event.SUBMIT), **DRAFT}
    for change in ({"act": "nonsense"}, {"key": "<script>"}, {"title": ""}, {"title": "x" * 501}, {"body": "a\u202eb"},
                   {"task": "999999"}, {"kind": "other"}):  # fmt: skip
        assert client.post(address, {**filled, **change}).status_code in (409, 422), change
    assert not Decision.objects.exists()


def test_reviews_show_the_draft_and_what_officials_wrote(desk: Desk) -> None:
    done = builders.to_awaiting_review(desk.small)
    desk.sit("district", "head")
    assert "Chứng nhận hộ kinh doanh Nguyễn Thị Hoa." in desk.text(f"/desk/dossiers/{done.dossier}/")


def test_the_page_costs_the_same_whatever_happened(desk: Desk) -> None:
    def cost(pk: int) -> int:
        client = desk.sit("district", "handler")
        client.get(f"/desk/dossiers/{pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/desk/dossiers/{pk}/")
        return len(asked)

    short, long = builders.to_in_process(desk.small), builders.to_correcting(desk.small)
    assert cost(short.dossier) == cost(long.dossier) <= 24
    assert (
        Task.objects.filter(dossier=long.dossier).count() > Task.objects.filter(dossier=short.dossier).count()
    )


def test_a_result_is_printed_once_signed_and_its_draft_never(desk: Desk) -> None:
    done = builders.to_awaiting_signature(desk.small)
    client = desk.sit("district", "leader")
    draft = Decision.objects.get()
    assert client.get(f"/desk/results/{draft.pk}.pdf").status_code == 409
    actions.approve(done.dossier, by=desk.small.who("district", "leader"), at=desk.small.later())
    answer = client.get(f"/desk/results/{draft.pk}.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == f'inline; filename="{done.code}-result.pdf"'
    assert client.get(f"/desk/dossiers/{done.dossier}/control.pdf").content.startswith(b"%PDF")
    assert Dossier.objects.get().state == State.SIGNED
