"""My work: due first, a tab to each list, one click to take over."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import actions
from motcua.dossiers.models import Task
from motcua.outbox.models import Notice
from tests import builders
from tests.doors.desk.desk import Desk, hidden


def test_what_is_due_first_stands_on_top_with_word_and_limit(desk: Desk) -> None:
    first = builders.to_in_process(desk.small)
    desk.small.later(hours=2)
    second = builders.to_in_process(desk.small)
    Task.objects.filter(dossier=first.dossier, state="open").update(due_at=desk.small.at + timedelta(days=9))
    desk.small.later(days=4)
    desk.sit("district", "handler")
    page = desk.text("/desk/")
    assert page.index(str(second.code)) < page.index(str(first.code))
    assert "Quá hạn" in page
    assert "quá hạn 1 ngày làm việc" in page


def test_a_dossier_on_its_way_is_taken_over_with_one_click(desk: Desk) -> None:
    done = builders.to_handed_over(desk.small)
    desk.small.later()
    client = desk.sit("district", "head")
    page = desk.text("/desk/?list=incoming")
    told = {name: hidden(page, name) for name in ("act", "seen", "key", "back")}
    answer = client.post(f"/desk/dossiers/{done.dossier}/", told)
    assert answer["Location"] == "/desk/?list=incoming"
    assert builders.stored(done).state == "in_process"
    again = client.post(f"/desk/dossiers/{done.dossier}/", told, follow=True)
    assert "đã ghi từ trước" in again.content.decode()


def test_only_lists_of_ones_duties_are_shown_and_empty_ones_say_so(desk: Desk) -> None:
    desk.sit("district", "leader")
    page = desk.text("/desk/")
    assert "Không có việc nào đang chờ" in page
    assert "Kết quả chờ trả" not in page
    desk.sit("commune", "returner")
    assert "Kết quả chờ trả" in desk.text("/desk/")


def test_a_result_that_waits_leads_to_its_act(desk: Desk) -> None:
    done = builders.to_result_at_desk(desk.small)
    desk.sit("commune", "returner")
    assert f"/desk/dossiers/{done.dossier}/?act=return_result" in desk.text("/desk/?list=return")


def test_notices_are_read_once(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    actions.urge(
        done.dossier, note="Khẩn trương", by=desk.small.who("district", "head"), at=desk.small.later()
    )
    client = desk.sit("district", "handler")
    page = desk.text("/desk/?list=notices")
    assert "Bạn được đôn đốc: Thẩm định. Khẩn trương" in page
    mine = list(
        Notice.objects.filter(to_officer=desk.small.who("district", "handler")).values_list("pk", flat=True)
    )
    client.post("/desk/notices/read/", {"notice": [*mine, "x", "9" * 30]})
    assert "Không có thông báo mới" in desk.text("/desk/?list=notices")


def test_another_ones_notices_stay_unread(desk: Desk) -> None:
    builders.to_in_process(desk.small)
    notice = Notice.objects.filter(to_officer__isnull=False).latest("pk")
    desk.sit("commune", "receiver").post("/desk/notices/read/", {"notice": [notice.pk]})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_page_costs_the_same_for_two_dossiers_and_for_seven(desk: Desk) -> None:
    def cost() -> int:
        client = desk.sit("district", "handler")
        client.get("/desk/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/desk/")
        return len(asked)

    for _ in range(2):
        builders.to_in_process(desk.small)
    few = cost()
    for _ in range(5):
        builders.to_in_process(desk.small)
    assert cost() == few <= 14


def test_a_page_number_that_is_none_shows_the_first(desk: Desk) -> None:
    builders.to_in_process(desk.small)
    desk.sit("district", "handler")
    assert "1–1 trong 1" in desk.text("/desk/?page=abc&list=drop")
