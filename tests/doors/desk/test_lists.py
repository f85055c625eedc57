"""The unit's work, search, registers and the registry of procedures."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Task
from motcua.proposals.models import Proposal
from tests import builders
from tests.doors.desk.desk import Desk, said
from tests.procedure import STEPS, document


def test_a_head_sees_the_units_work_by_person_and_can_hand_it_on(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    desk.sit("district", "head")
    page = desk.text("/desk/unit/")
    assert "Cán bộ district.handler" in page
    assert f"/desk/dossiers/{done.dossier}/?act=assign&amp;back=unit&amp;task=" in page
    assert "1 việc" in page
    assert "Không có mục nào" in desk.text("/desk/unit/?free=1")
    assert str(done.code) in desk.text(f"/desk/unit/?officer={desk.small.who('district', 'handler')}")
    assert "Không có mục nào" in desk.text("/desk/unit/?overdue=1")
    Task.objects.update(due_at=desk.small.at - timedelta(hours=3))
    assert str(done.code) in desk.text("/desk/unit/?overdue=1")
    assert str(done.code) in desk.text("/desk/unit/?view=dossiers")


def test_the_units_work_costs_the_same_for_two_and_for_seven(desk: Desk) -> None:
    def cost() -> int:
        client = desk.sit("district", "head")
        client.get("/desk/unit/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/unit/")
        return len(asked)

    for _ in range(2):
        builders.to_in_process(desk.small)
    few = cost()
    for _ in range(5):
        builders.to_in_process(desk.small)
    assert cost() == few <= 10


def test_a_handler_does_not_see_the_whole_unit(desk: Desk) -> None:
    desk.sit("district", "handler")
    assert "not_your_duty" in desk.text("/desk/unit/", 403)


@pytest.mark.parametrize(
    "form", ["{}", "https://motcua.test/tra-cuu/{}/", " {} ", "https://motcua.test/?code={}"]
)
def test_a_code_typed_or_scanned_opens_its_dossier(desk: Desk, form: str) -> None:
    done = builders.to_received(desk.small)
    answer = desk.sit("commune", "receiver").get("/desk/search/", {"q": form.format(done.code)})
    assert answer["Location"] == f"/desk/dossiers/{done.dossier}/"


def test_a_name_is_found_without_accents_but_only_here(desk: Desk) -> None:
    done = builders.to_received(desk.small)
    desk.sit("commune", "receiver")
    assert str(done.code) in desk.text("/desk/search/?q=nguyen+hoa")
    assert str(done.code) in desk.text(
        "/desk/search/?q=022190000123||Nguyễn Thị Hoa|01021990|Nữ|Hạ Long|01012022"
    )
    assert "Không tìm thấy hồ sơ nào" in desk.text("/desk/search/?q=%01%E2%80%AE" + "x" * 900)
    desk.sit("department", "handler")
    assert str(done.code) not in desk.text("/desk/search/?q=nguyen+hoa")


def test_a_register_is_printed_for_a_field_and_year_of_ones_own_desk(desk: Desk) -> None:
    done = builders.to_received(desk.small)
    field = builders.stored(done).version.procedure.field_id
    assert field is not None
    client = desk.sit("commune", "receiver")
    assert "2026" in desk.text("/desk/registers/")
    asked: dict[str, str | int] = {"unit": desk.small.commune.pk, "field": field, "year": 2026}
    answer = client.get("/desk/registers/register.pdf", asked)
    assert answer.content.startswith(b"%PDF")
    assert 'filename="so-theo-doi-06688-dang-ky-ho-kinh-doanh-2026.pdf"' in answer["Content-Disposition"]
    assert client.get("/desk/registers/register.pdf", asked | {"year": "x"}).status_code == 409
    assert (
        client.get("/desk/registers/register.pdf", asked | {"unit": desk.small.district.pk}).status_code
        == 403
    )


def test_a_controller_publishes_and_a_gap_is_named_by_its_cell(desk: Desk) -> None:
    broken = [dict(step) for step in STEPS]
    broken[2]["hours"] = None
    bad = draft(document(code="1.000002", process=broken), by=None, at=desk.small.at)
    good = draft(document(code="1.000003"), by=None, at=desk.small.at)
    client = desk.sit("province", "controller")
    assert "1.000002" in desk.text("/desk/procedures/?state=draft")
    told = {"valid_from": "01/04/2026", "decision": "12/QĐ-UBND"}
    answer = client.post(f"/desk/procedures/1.000002/{bad.number}/", told)
    assert answer.status_code == 409
    assert "Bước “Thẩm định”, thời gian: ô còn trống" in said(answer)
    assert client.post(f"/desk/procedures/1.000003/{good.number}/", {"valid_from": "1.4"}).status_code == 422
    assert client.post(f"/desk/procedures/1.000003/{good.number}/", told).status_code == 302
    good.refresh_from_db()
    assert good.state == ProcedureVersion.State.DRAFT, "one official alone publishes nothing"
    assert "1.000003" in desk.text("/desk/proposals/?list=mine")
    number = Proposal.objects.get().pk
    for _ in range(2):
        answer = client.post(f"/desk/proposals/{number}/", {"act": "confirm"})
        assert answer.status_code == 409
        assert "Bạn không xác nhận được đề xuất của chính mình" in said(answer)
    client = desk.sit("district", "controller")
    assert "1.000003" in desk.text(f"/desk/proposals/{number}/")
    assert client.post(f"/desk/proposals/{number}/", {"act": "decline", "reason": ""}).status_code == 409
    assert client.post(f"/desk/proposals/{number}/", {"act": "confirm"}).status_code == 302
    good.refresh_from_db()
    assert (good.state, good.valid_from) == (ProcedureVersion.State.PUBLISHED, date(2026, 4, 1))
    assert good.published_by_id == desk.small.who("district", "controller")


def test_only_a_controller_has_the_registry(desk: Desk) -> None:
    for unit, post in (("province", "administrator"), ("commune", "receiver")):
        desk.sit(unit, post)
        desk.text("/desk/procedures/", 403)
        assert "Quản lý thủ tục" not in desk.text("/desk/")
