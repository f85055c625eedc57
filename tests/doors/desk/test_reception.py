"""Reception: one form, exactly one of four outcomes, nothing typed twice."""

from datetime import timedelta

from motcua.dossiers.models import Dossier, GivenPaper, Payment, Slip
from motcua.rules.authority import Capacity, GrantKind
from tests.doors.desk.desk import Desk, hidden, said
from tests.procedure import STEPS, document
from tests.world import grant, published

FORM = "/desk/reception/1.001612/"
HOA = "022190000123||Nguyễn Thị Hoa|01021990|Nữ|Tổ 5, khu 2, Hồng Hải|15062022"
PAPERS = {
    "paper_0": "on", "paper_0_originals": "1", "paper_0_certified": "0", "paper_0_copies": "0",
    "paper_1": "on", "paper_1_originals": "0", "paper_1_certified": "0", "paper_1_copies": "1",
}  # fmt: skip
TOLD = {
    "name": "Nguyễn Thị Hoa",
    "id_number": "022190000123",
    "kind": "person",
    "channel": "in_person",
    "sets": "1",
}


def told(desk: Desk, **changes: str) -> dict[str, str]:
    """A form as the page gives it, filled in."""
    page = desk.text(FORM)
    return {
        "key": hidden(page, "key"),
        "unit": hidden(page, "unit"),
        "do": "receive",
        **TOLD,
        **PAPERS,
        **changes,
    }


def test_a_procedure_is_found_without_accents(desk: Desk) -> None:
    desk.sit("commune", "receiver")
    assert FORM in desk.text("/desk/reception/?q=ho+kinh+doanh")
    assert "Không tìm thấy thủ tục nào" in desk.text("/desk/reception/?q=xyz&page=77")


def test_a_complete_dossier_gets_its_code_and_receipt_and_a_second_click_is_harmless(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    form = told(desk, fee="100.000", fee_paid="on", matter="Quán cà phê")
    answer = client.post(FORM, form)
    dossier = Dossier.objects.get()
    assert answer["Location"] == f"/desk/dossiers/{dossier.pk}/received/"
    assert client.post(FORM, form)["Location"] == answer["Location"]
    assert Dossier.objects.count() == 1
    assert Payment.objects.get().amount == 100_000
    assert sorted(GivenPaper.objects.values_list("key", "originals", "copies")) == [
        ("form", 1, 0),
        ("identity", 0, 1),
    ]
    page = desk.text(answer["Location"])
    assert str(dossier.code) in page
    assert "thứ Hai, 09/03/2026, 17:00" in page
    paper = client.get(f"/desk/slips/{Slip.objects.get().pk}.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == f'inline; filename="{dossier.code}-receipt-1.pdf"'
    assert paper.content.startswith(b"%PDF")


def test_every_error_is_named_at_once_and_nothing_typed_is_lost(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    form = told(
        desk, name="", phone="abc", birth_date="31/02/1990", email="x", matter="Quán cà phê", fee="nhiều"
    )
    del form["paper_1"]
    answer = client.post(FORM, form)
    page = said(answer)
    assert answer.status_code == 422
    for words in ("Chưa điền: họ và tên hoặc tên tổ chức.", "Ngày sinh: ghi ngày/tháng/năm", "Số điện thoại không đúng",
                  "Số tiền chỉ gồm chữ số", "Còn thiếu: Giấy tờ pháp lý"):  # fmt: skip
        assert words in page, words
    assert 'value="Quán cà phê"' in page
    assert 'value="31/02/1990"' in page
    assert hidden(page, "key") == form["key"]
    assert not Dossier.objects.exists()


def test_the_missing_papers_stand_ready_as_the_list_of_the_supplement_slip(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    form = told(desk, do="supplement", items="", supplement_reason="Chưa đủ")
    del form["paper_1"]
    page = said(client.post(FORM, form))
    assert "Giấy tờ pháp lý (chưa nộp)</textarea>" in page
    answer = client.post(FORM, {**form, "items": "Giấy tờ pháp lý\nẢnh"})
    assert answer.status_code == 302
    assert Slip.objects.get().facts["items"] == ["Giấy tờ pháp lý", "Ảnh"]
    assert Dossier.objects.get().state == "awaiting_supplement_at_desk"


def test_a_refusal_needs_its_reason(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    form = told(desk, do="refuse")
    assert "Ghi lý do từ chối." in said(client.post(FORM, form))
    client.post(FORM, {**form, "refusal_reason": "Không thuộc thẩm quyền"})
    assert Dossier.objects.get().state == "not_accepted"
    assert Slip.objects.get().kind == "refusal"


def test_a_scanned_card_fills_what_is_empty_and_warns_of_what_differs(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    form = told(desk, name="Trần Văn Nam", id_number="", card=HOA.replace("022190", "022090"))
    page = said(client.post(FORM, form))
    assert 'value="022090000123"' in page
    assert 'value="Trần Văn Nam"' in page
    assert "trên thẻ là “Nguyễn Thị Hoa”" in page
    assert "giới tính trên thẻ không khớp" in page
    assert 'value="01/02/1990"' in page
    assert not Dossier.objects.exists()


def test_a_scan_that_is_no_card_is_refused_in_words(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    assert "không phải mã QR trên thẻ căn cước" in said(
        client.post(FORM, told(desk, card="H49.14-251201-0001"))
    )


def test_a_filer_needs_an_authorisation(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    answer = client.post(FORM, told(desk, filer_name="Trần Văn Nam"))
    assert answer.status_code == 422
    assert client.post(FORM, told(desk, filer_name="Trần Văn Nam", authorisation="12/UQ")).status_code == 302


def test_odd_and_over_long_text_is_refused_and_kept(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    for name, value in (
        ("matter", "x" * 501),
        ("name", "Hoa\u202ebinh"),
        ("sets", "-1"),
        ("paper_0_copies", "١"),
    ):
        answer = client.post(FORM, told(desk, **{name: value}))
        assert answer.status_code in (409, 422), name
        assert value in said(answer), name
    assert not Dossier.objects.exists()


def test_only_a_desk_receives_and_only_what_it_may(desk: Desk) -> None:
    desk.sit("district", "handler")
    assert "Tiếp nhận</a>" not in desk.text("/desk/")
    desk.text("/desk/reception/", 403)
    desk.sit("commune", "receiver")
    desk.text("/desk/reception/9.999999/", 404)
    desk.sit("province", "receiver")
    desk.text(FORM, 409)


def test_the_form_speaks_english(desk: Desk) -> None:
    desk.sit("commune", "receiver", "en")
    assert '<html lang="en"' in desk.text(FORM)


def test_the_result_on_the_spot_is_offered_to_whoever_may_sign_it(desk: Desk) -> None:
    code, kept = "1.000005", "chỉ do người được ủy quyền ký tại Bộ phận Một cửa"
    steps = [step for step in STEPS if step["key"] != "return"]
    published(document(code=code, immediate=True, process=steps))
    client = desk.sit("commune", "receiver")
    page = desk.text(f"/desk/reception/{code}/")
    assert 'value="immediate"' not in page
    assert kept in page
    form = {**TOLD, **PAPERS, "key": hidden(page, "key"), "unit": hidden(page, "unit"), "do": "immediate"}
    answer = client.post(f"/desk/reception/{code}/", form)
    assert answer.status_code == 409
    assert 'data-refusal="not_your_duty"' in said(answer)
    assert "Cán bộ commune.leader, Phường Hồng Hải" in said(answer)
    assert not Dossier.objects.exists()
    until = desk.small.at + timedelta(days=30)
    told = {"kind": GrantKind.AUTHORISED, "capacity": Capacity.TUQ}
    grant(desk.small, desk.small.commune, "commune.receiver", until=until, procedures=(code,), **told)  # type: ignore[arg-type]
    page = desk.text(f"/desk/reception/{code}/")
    assert 'value="immediate"' in page
    assert kept not in page
    answer = client.post(f"/desk/reception/{code}/", form)
    assert answer.status_code == 302
    assert Dossier.objects.get().state == "returned"
