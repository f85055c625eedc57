"""Requests about personal data at the desk: taken down with the card in hand, answered in time, refused by the law only."""

from datetime import timedelta

import pytest

from motcua.applicants.models import Party
from motcua.dossiers.models import Dossier
from motcua.outbox.models import Notice
from motcua.privacy.actions.ask import ask
from motcua.privacy.models import DataRequest, Look
from tests import builders
from tests.doors.desk.desk import Desk, said
from tests.pdf import text_of

NAME, NUMBER = "Nguyễn Thị Hoa", "022190000123"
CARD = f"{NUMBER}||{NAME}|01021990|Nữ|Hạ Long|01012022"


def asked(desk: Desk, dossier: int, wish: str, words: str = "") -> str:
    """The address of a request taken at the counter."""
    row = ask(dossier, wish, by=desk.small.who("commune", "receiver"), at=desk.small.later(), said=words)
    return f"/desk/data-requests/{row.pk}/"


def test_the_receiver_takes_a_request_down_with_the_card_in_hand(desk: Desk) -> None:
    done = builders.to_withdrawn(desk.small)
    code = Dossier.objects.get(pk=done.dossier).code
    client = desk.sit("commune", "receiver")
    assert "Ghi yêu cầu của người đến quầy" in desk.text("/desk/data-requests/")
    assert "Không tìm thấy hồ sơ này." in desk.text("/desk/data-requests/?ma=H49.14-260302-9999", 404)
    desk.sit("district", "receiver")
    assert "Không tìm thấy hồ sơ này." in desk.text(f"/desk/data-requests/?ma={code}", 404), "another desk's"
    client = desk.sit("commune", "receiver")
    form = client.get(f"/desk/data-requests/?ma={code}")["Location"]
    assert form == f"/desk/dossiers/{done.dossier}/data-request/"
    page = desk.text(form)
    assert NAME not in page
    assert "thực hiện trong 20 ngày (Luật 91/2025/QH15 Đ.14; NĐ 356/2025)" in page
    answer = client.post(form, {"card": "022190000999", "wish": "export", "said": ""})
    assert answer.status_code == 409
    assert 'data-refusal="card_differs"' in said(answer)
    assert 'value="022190000999"' in said(answer)
    answer = client.post(form, {"card": CARD, "wish": "correction", "said": ""})
    assert 'data-refusal="text_empty"' in said(answer)
    answer = client.post(form, {"card": CARD, "wish": "correction", "said": "Tôi sinh năm 1991"})
    page = desk.text(answer["Location"])
    assert "Tôi sinh năm 1991" in page
    assert "Đã xem thẻ tại quầy: Cán bộ commune.receiver" in page
    assert "Sửa dữ liệu</button>" not in page  # the desk takes it down, the leader answers
    assert list(Look.objects.filter(dossier=done.dossier).values_list("page", "purpose")) == [
        ("request", "request")
    ]


def test_the_unit_reads_of_it_and_its_clock_runs(desk: Desk) -> None:
    done = builders.to_withdrawn(desk.small)
    address = asked(desk, done.dossier, "erasure")
    desk.sit("commune", "head")
    page = desk.text("/desk/data-requests/")
    assert f'href="{address}"' in page
    assert NAME not in page
    assert "Chưa trả lời" in page
    assert "Có người yêu cầu về dữ liệu cá nhân của họ." in desk.text("/desk/")
    desk.small.later(days=4)
    desk.sit("commune", "head")
    assert "Quá hạn" in desk.text("/desk/data-requests/")
    assert Notice.objects.filter(kind="data_request", to_unit=desk.small.commune.pk).count() == 1


def test_a_copy_is_granted_and_handed_out_and_every_hand_is_told(desk: Desk) -> None:
    done = builders.to_withdrawn(desk.small)
    address = asked(desk, done.dossier, "export")
    client = desk.sit("commune", "head")
    assert client.post(f"{address}copy/").status_code == 409
    assert client.post(address, {"act": "export"})["Location"] == address
    assert "Tải bản sao để trao" in desk.text(address)
    client = desk.sit("commune", "receiver")
    answer = client.post(f"{address}copy/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert Look.objects.filter(page="copy", officer=desk.small.who("commune", "receiver")).count() == 1
    assert client.get(f"{address}copy/").status_code == 405


def test_wrong_data_are_put_right_by_the_leader_and_what_was_typed_stays_on_an_error(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    address = asked(desk, done.dossier, "correction", "Tên tôi là Hòa")
    client = desk.sit("commune", "head")
    assert f'value="{NAME}"' in desk.text(address)
    body = {"act": "correct", "name": "Nguyễn Thị Hòa", "id_number": "12", "birth_date": "01/02/1990", "address": "",
            "phone": "", "email": ""}  # fmt: skip
    answer = client.post(address, body)
    assert answer.status_code == 409
    assert 'data-refusal="bad_id_number"' in said(answer)
    assert 'value="Nguyễn Thị Hòa"' in said(answer)
    assert client.post(address, {**body, "birth_date": "32/13/1990"}).status_code == 422
    assert client.post(address, {**body, "id_number": NUMBER})["Location"] == address
    party = Party.objects.get(name="Nguyễn Thị Hòa")
    assert (f"{party.birth_date}", party.address) == ("1990-02-01", "")
    page = desk.text(address)
    assert "Đã thực hiện: Cán bộ commune.head" in page
    assert "Từ chối yêu cầu" not in page


def test_erasure_is_agreed_to_by_one_leader_and_done_by_another(desk: Desk) -> None:
    done = builders.to_withdrawn(desk.small)
    desk.small.later(days=365 * 3)
    address = asked(desk, done.dossier, "erasure")
    client = desk.sit("commune", "head")
    page = desk.text(address)
    assert "Xóa được 1 hồ sơ, phải giữ 0." in page
    assert "Xóa dữ liệu</button>" not in page
    client.post(address, {"act": "agree"})
    assert "Bạn đã đồng ý; một lãnh đạo khác của đơn vị thực hiện." in desk.text(address)
    assert 'data-refusal="second_person"' in said(client.post(address, {"act": "erase"}))
    client = desk.sit("commune", "leader")
    assert "Xóa dữ liệu" in desk.text(address)
    assert client.post(address, {"act": "erase"})["Location"] == address
    page = desk.text(address)
    assert NAME not in page
    assert "đã làm 1 hồ sơ, giữ lại 0" in page


def test_what_must_be_kept_is_refused_on_a_ground_of_the_law(desk: Desk) -> None:
    done = builders.to_returned(desk.small)
    address = asked(desk, done.dossier, "erasure")
    client = desk.sit("commune", "head")
    page = desk.text(address)
    assert "Chưa hồ sơ nào xóa được" in page
    assert "02/03/2036" in page
    assert 'value="unfounded"' not in page
    answer = client.post(address, {"act": "refuse", "reason": "Còn phải giữ đến 2036"})
    assert answer.status_code == 422
    assert "Còn phải giữ đến 2036" in said(answer)
    client.post(address, {"act": "refuse", "ground": "retention", "reason": "Còn phải giữ đến 2036"})
    assert "Luật Lưu trữ 33/2024/QH15" in desk.text(address)
    assert "Từ chối" in desk.text("/desk/data-requests/?list=answered")


def test_a_restricted_dossier_leaves_the_search_and_comes_back_when_lifted(desk: Desk) -> None:
    done = builders.to_returned(desk.small)
    code = str(Dossier.objects.get(pk=done.dossier).code)
    address = asked(desk, done.dossier, "restriction")
    client = desk.sit("commune", "head")
    assert code in desk.text("/desk/search/?q=hoa")
    client.post(address, {"act": "restrict"})
    assert code not in desk.text("/desk/search/?q=hoa")
    assert client.get("/desk/search/", {"q": code}).status_code == 302
    client.post(address, {"act": "lift"})
    assert code in desk.text("/desk/search/?q=hoa")


def test_the_register_keeps_the_line_of_a_restricted_dossier_and_names_nobody(desk: Desk) -> None:
    done, other = builders.to_returned(desk.small), builders.to_received(desk.small)
    dossier = Dossier.objects.select_related("version__procedure").get(pk=done.dossier)
    field = dossier.version.procedure.field_id
    assert field is not None
    register = {"unit": desk.small.commune.pk, "field": field, "year": 2026}
    address = asked(desk, done.dossier, "restriction")
    client = desk.sit("commune", "head")

    client.post(address, {"act": "restrict"})
    text = text_of(client.get("/desk/registers/register.pdf", register).content)
    assert (text.count(NAME), text.count("Hạn chế xử lý dữ liệu cá nhân")) == (1, 1)
    assert str(dossier.code) in text.replace(" ", "")
    assert Look.objects.get(purpose="register").listed == [other.dossier]

    client.post(address, {"act": "lift"})
    text = text_of(client.get("/desk/registers/register.pdf", register).content)
    assert (text.count(NAME), text.count("Hạn chế xử lý dữ liệu cá nhân")) == (2, 0)


def test_a_complaint_is_answered(desk: Desk) -> None:
    done = builders.to_returned(desk.small)
    address = asked(desk, done.dossier, "complaint", "Ai xem hồ sơ của tôi ban đêm?")
    client = desk.sit("commune", "head")
    assert client.post(address, {"act": "reply", "text": ""}).status_code == 422
    client.post(address, {"act": "reply", "text": "Cán bộ trực ca đêm, có lý do."})
    assert "Cán bộ trực ca đêm, có lý do." in desk.text(address)


@pytest.mark.parametrize(("unit", "post"), [("district", "head"), ("district", "receiver")])
def test_another_unit_reads_and_answers_nothing(desk: Desk, unit: str, post: str) -> None:
    done = builders.to_withdrawn(desk.small)
    address = asked(desk, done.dossier, "export")
    client = desk.sit(unit, post)
    assert NAME not in desk.text(address, 403)
    assert address not in desk.text("/desk/data-requests/")
    for sent in (address, f"{address}copy/", f"/desk/dossiers/{done.dossier}/data-request/"):
        assert client.post(sent, {"act": "export"}).status_code == 403
    assert DataRequest.objects.get().outcome == ""
    desk.text("/desk/data-requests/999/", 404)


def test_both_pages_speak_english(desk: Desk) -> None:
    done = builders.to_withdrawn(desk.small)
    address = asked(desk, done.dossier, "erasure")
    desk.small.later(minutes=1)
    desk.sit("commune", "head", "en")
    assert "Requests about personal data" in desk.text("/desk/data-requests/")
    page = desk.text(address)
    assert "Refuse the request" in page
    assert timedelta(days=1) < DataRequest.objects.get().due_at - desk.small.at
