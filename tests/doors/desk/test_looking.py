"""Who looks says why: by an open task, or by a reason from the list; the applicant and the heads can read it."""

from motcua.dossiers.models import Slip
from motcua.privacy.models import Look
from tests import builders
from tests.doors.desk.desk import Desk, hidden, said

ASKS = "Vì sao bạn xem hồ sơ này?"
NAME = "Nguyễn Thị Hoa"


def test_an_own_task_opens_the_dossier_at_once_and_is_written_down(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    desk.sit("district", "handler")
    assert NAME in desk.text(f"/desk/dossiers/{done.dossier}/")
    row = Look.objects.get(dossier=done.dossier, page="dossier")
    assert (row.purpose, row.task is not None, row.officer_id) == (
        "task",
        True,
        desk.small.who("district", "handler"),
    )
    assert row.post is not None
    assert len(row.session) == 16


def test_whoever_has_no_task_states_a_reason_before_a_name_is_shown(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    slip = Slip.objects.filter(dossier=done.dossier)[0]
    client = desk.sit("district", "registry")
    for address in (
        f"/desk/dossiers/{done.dossier}/",
        f"/desk/slips/{slip.pk}.pdf",
        f"/desk/dossiers/{done.dossier}/control.pdf",
    ):
        page = desk.text(address)
        assert ASKS in page
        assert NAME not in page
    assert not Look.objects.filter(dossier=done.dossier).exists()
    why = f"/desk/dossiers/{done.dossier}/why/"
    answer = client.post(why, {"purpose": "curiosity", "next": "/desk/"})
    assert answer.status_code == 409
    assert NAME not in said(answer)
    answer = client.post(why, {"purpose": "complaint", "next": hidden(desk.text(address), "next")})
    assert answer["Location"] == address
    assert client.get(address)["Content-Type"] == "application/pdf"
    assert NAME in desk.text(f"/desk/dossiers/{done.dossier}/")
    assert list(Look.objects.filter(dossier=done.dossier).order_by("pk").values_list("page", "purpose")) == [
        ("stated", "complaint"), ("control", "complaint"), ("dossier", "complaint"),
    ]  # fmt: skip
    desk.small.later(minutes=31)
    assert ASKS in desk.text(f"/desk/dossiers/{done.dossier}/")


def test_the_way_back_never_leads_elsewhere(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    client = desk.sit("district", "registry")
    for address in (
        "https://evil.example/desk/",
        "//evil.example/desk/",
        "/\\evil.example",
        "/",
        "javascript:alert(1)",
    ):
        answer = client.post(f"/desk/dossiers/{done.dossier}/why/", {"purpose": "answer", "next": address})
        assert answer["Location"] == f"/desk/dossiers/{done.dossier}/"


def test_a_refused_act_shows_nobody_a_name_they_gave_no_reason_for(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    client = desk.sit("district", "cashier")
    for body in (
        {"act": "approve", "key": "a" * 32},
        {"act": "appraise", "key": "b" * 32},
        {"act": "consult"},
    ):
        assert NAME not in said(client.post(f"/desk/dossiers/{done.dossier}/", body))


def test_a_search_and_a_list_of_work_are_written_down(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    desk.sit("district", "handler")
    assert NAME in desk.text("/desk/search/?q=hoa")
    assert NAME in desk.text("/desk/")
    assert Look.objects.get(page="search").dossier_id == done.dossier
    assert Look.objects.get(page="list", about="list/my_work").listed == [done.dossier]


def test_heads_see_what_is_unusual_and_nobody_else_does(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    desk.small.later(hours=13)
    desk.sit("district", "handler")
    desk.text(f"/desk/dossiers/{done.dossier}/")
    desk.text("/desk/looks/", 403)
    desk.sit("district", "head")
    page = desk.text("/desk/looks/")
    assert "Cán bộ district.handler" in page
    assert "Xem ban đêm" in page
    assert "1 trong 1 hồ sơ đã mở" in page
    desk.sit("commune", "head")
    assert "Cán bộ district.handler" not in desk.text("/desk/looks/")
