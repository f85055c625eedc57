"""The pages about power: who may sign on a day, gaps, absences, interests; what is refused stays in words."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.gateways import storage
from motcua.organisation.models import Absence, Competence
from motcua.proposals.models import Proposal
from tests.doors.desk.desk import Desk, said
from tests.gateways.plain_files import pdf
from tests.organisation.world import make_unit
from tests.procedure import document
from tests.world import published


def test_a_gap_is_named_for_a_day_and_disappears_when_somebody_may_sign(desk: Desk) -> None:
    unit = desk.small.district.pk
    Competence.objects.filter(unit=unit).update(valid_to=desk.small.at + timedelta(days=3))
    desk.sit("district", "leader")
    today = desk.text("/desk/competences/")
    assert "1.001612" not in today, "no gap today"
    assert "Hết hạn trong 30 ngày tới" in today
    later = desk.text("/desk/competences/?day=06/03/2026")
    assert "1 trong 1 thủ tục chưa ai ký được vào ngày này" in later
    assert "Không ai ký được tại đơn vị này vào ngày đó" in later
    asked = desk.text("/desk/competences/?day=06/03/2026&procedure=1.001612")
    assert "Chưa ai ký được thủ tục này" in asked
    Competence.objects.filter(unit=unit).update(valid_to=None, procedures=["9.9"])
    assert "1 trong 1" in desk.text("/desk/competences/"), "a competence for other procedures leaves the gap"
    Competence.objects.filter(unit=unit).update(procedures=["1.001612"])
    assert "chưa ai ký được" not in desk.text("/desk/competences/")


def test_an_absence_opens_a_gap_until_the_official_is_back(desk: Desk) -> None:
    client = desk.sit("district", "leader")
    who = desk.small.who("district", "leader")
    told = {
        "officer": who,
        "valid_from": "04/03/2026",
        "valid_to": "05/03/2026",
        "reason": "mission",
        "substitute": "",
    }
    assert client.post("/desk/absences/", {**told, "valid_to": "3/2026"}).status_code == 422
    assert client.post("/desk/absences/", told).status_code == 302
    assert "1 trong 1" in desk.text("/desk/competences/?day=05/03/2026")
    assert "chưa ai ký được" not in desk.text("/desk/competences/?day=06/03/2026")
    again = client.post("/desk/absences/", told)
    assert again.status_code == 409
    assert "đã được ghi vắng mặt" in said(again)
    assert client.post("/desk/absences/", {"end": Absence.objects.get().pk}).status_code == 302
    assert "chưa ai ký được" not in desk.text("/desk/competences/?day=05/03/2026")


def test_a_grant_with_its_scanned_act_waits_for_another_and_the_act_can_be_read_back(desk: Desk) -> None:
    client = desk.sit("district", "leader")
    small = desk.small
    told = {
        "giver": small.who("district", "leader"), "giver_title": "Chủ tịch",
        "holder": f"officer:{small.who('district', 'head')}", "capacity": "TUQ", "act_number": "7/UQ",
        "act_date": "01/03/2026", "valid_from": "02/03/2026", "valid_to": "30/06/2026",
    }  # fmt: skip
    bad = client.post(
        "/desk/competences/grant/", {**told, "scan": SimpleUploadedFile("a.pdf", b"MZ nothing")}
    )
    assert bad.status_code == 409
    assert Proposal.objects.count() == 0
    good = client.post("/desk/competences/grant/", {**told, "scan": SimpleUploadedFile("uq.pdf", pdf())})
    assert good.status_code == 302, said(good)
    one = Proposal.objects.get()
    client = desk.sit("province", "controller")
    assert client.post(f"/desk/proposals/{one.pk}/", {"act": "confirm"}).status_code == 302
    given = Competence.objects.get(act_number="7/UQ")
    assert storage.get(given.scan_key) == pdf()
    answer = client.get(f"/desk/competences/{given.pk}/act/")
    assert (answer.content, answer["Content-Type"]) == (pdf(), "application/pdf")
    assert client.post(f"/desk/competences/{given.pk}/", {"act_number": ""}).status_code == 409
    assert client.post(f"/desk/competences/{given.pk}/", {"act_number": "9/QĐ"}).status_code == 302
    given.refresh_from_db()
    assert given.revoked_at is not None


def test_declared_numbers_are_never_shown_again(desk: Desk) -> None:
    client = desk.sit("district", "leader")
    told = {"kind": "relative", "number": "022190000123", "act": "declare"}
    assert client.post("/desk/interests/", told).status_code == 302
    assert "022190000123" not in desk.text("/desk/interests/")
    assert client.post("/desk/interests/", {**told, "number": "x"}).status_code == 409
    assert client.post("/desk/interests/", {**told, "act": "withdraw"}).status_code == 302
    assert "Chưa kê khai số nào" in desk.text("/desk/interests/")


@pytest.mark.parametrize("more", [0, 30])
def test_the_overview_of_all_units_reads_no_more_for_more_communes(desk: Desk, more: int) -> None:
    for number in range(more):
        make_unit(f"9{number:04}", f"Phường Số {number}", parent=desk.small.district)
    desk.sit("province", "controller")
    desk.text("/desk/competences/")
    with CaptureQueriesContext(connection) as captured:
        page = desk.text("/desk/competences/")
    assert len(captured) <= 25, [query["sql"][:90] for query in captured]
    assert page.count("<tr") == 5 + more


def test_what_nobody_may_sign_tomorrow_is_said_today(desk: Desk) -> None:
    unit = desk.small.district.pk
    Competence.objects.filter(unit=unit).update(valid_to=desk.small.at + timedelta(hours=12))
    desk.sit("district", "leader")
    page = desk.text("/desk/competences/")
    assert "Ngày mai 03/03/2026: 1 thủ tục không còn ai ký được" in page
    assert "chưa ai ký được vào ngày này" not in page
    Competence.objects.filter(unit=unit).update(valid_to=desk.small.at + timedelta(hours=36))
    assert "Ngày mai" not in desk.text("/desk/competences/")


def test_a_procedure_is_missed_where_it_is_decided_and_nowhere_else(desk: Desk) -> None:
    published(document(code="1.000007", levels=["commune"]))
    published(document(code="1.000008", levels=["province"], competent_agency="STP"))
    small, none = desk.small, "9.9"
    Competence.objects.update(procedures=[none])
    desk.sit("province", "administrator")
    for unit, code in (
        (small.commune, "1.000007"), (small.district, "1.001612"), (small.department, "1.000008"), (small.province, ""),
    ):  # fmt: skip
        page = desk.text(f"/desk/competences/?unit={unit.pk}")
        missed = {one for one in ("1.000007", "1.001612", "1.000008") if one in page}
        assert missed == ({code} if code else set()), unit


def test_an_unknown_competence_is_refused_in_words_to_whoever_configures(desk: Desk) -> None:
    desk.sit("district", "controller")
    assert 'data-refusal="unknown_competence"' in desk.text("/desk/competences/999999/", 404)
