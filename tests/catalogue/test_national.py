"""Reading catalogues as they are found: what is surely known, what is a flaw, what is broken."""

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest

from motcua.catalogue.national import Broken, Found, open_lines, read, read_line
from motcua.catalogue.parts import Channel
from motcua.catalogue.shapes.common import BadRecord, Draft
from motcua.catalogue.shapes.fees import take_apart
from motcua.rules.refusal import Refusal
from motcua.rules.terms import TermUnit


def dvcqg(**changes: object) -> dict[str, object]:
    """A record of the national portal, written by us in its shape."""
    record: dict[str, object] = {
        "ma_thu_tuc": "1.999001",
        "ten_thu_tuc": "Cấp giấy phép thử",
        "co_quan_ban_hanh": "Bộ Thử nghiệm",
        "so_quyet_dinh": "1/QĐ-BTN",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "loai_thu_tuc": "Loại khác",
        "linh_vuc": "Thử nghiệm",
        "doi_tuong_thuc_hien": "Cán bộ, công chức, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "co_quan_thuc_hien": "Sở Thử nghiệm",
        "trinh_tu_thuc_hien": "Bước 1: Nộp\nBước 2: Nhận",
        "cach_thuc_tach": [
            {"hinh_thuc": "Trực tiếp", "thoi_gian_so": 5, "thoi_gian_don_vi": "Ngày làm việc",
             "phi_le_phi_mo_ta": "Miễn phí"},
            {"hinh_thuc": "Trực tuyến", "thoi_gian_so": 1.5, "thoi_gian_don_vi": "Giờ",
             "phi_le_phi_mo_ta": "Không có thông tinNộp tại cổng"},
        ],
        "thanh_phan_tach": [{"nhom": None, "giay_to": "Đơn", "ban_chinh": 1, "ban_sao": None}],
        "ket_qua_xu_ly": "Giấy phépMã: KQ.G01.000074Từ khóaKhông có thông tin",
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Thử1/2020/QH14",
        "nguon_url": "https://example.vn/1",
    }  # fmt: skip
    return record | changes


def draft(record: dict[str, object]) -> Draft:
    return read_line(json.dumps(record, ensure_ascii=False))[0]


def flaws(record: dict[str, object]) -> set[str]:
    return {flaw.name for flaw in draft(record).flaws} - {"missing_sets"}


def channels(*limits: tuple[float | None, str | None]) -> dict[str, object]:
    ways = ["Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính"]
    rows = [
        {"hinh_thuc": way, "thoi_gian_so": number, "thoi_gian_don_vi": unit, "phi_le_phi_mo_ta": "Miễn phí"}
        for way, (number, unit) in zip(ways, limits, strict=False)
    ]
    return dvcqg(cach_thuc_tach=rows)


def test_a_sound_record_keeps_all_its_facts() -> None:
    found = draft(dvcqg()).document
    assert found.code == "1.999001"
    assert [level.value for level in found.levels] == ["province", "commune"]
    assert found.subjects == ("Cán bộ, công chức", "Tổ chức (không bao gồm doanh nghiệp, HTX)")
    assert found.sequence == ("Bước 1: Nộp", "Bước 2: Nhận")
    in_person, online = found.manners
    assert in_person.limit is not None
    assert (in_person.channel, in_person.limit.amount, in_person.limit.unit) == (
        Channel.IN_PERSON, Decimal(5), TermUnit.WORKING_DAY,
    )  # fmt: skip
    assert online.limit is not None
    assert (str(online.limit.amount), online.limit.unit) == ("1.5", TermUnit.HOUR)
    assert online.description == "Nộp tại cổng"
    assert [result.name for result in found.results] == ["Giấy phép"]
    assert found.legal_basis == ("Luật Thử1/2020/QH14",)
    assert found.source.raw["loai_thu_tuc"] == "Loại khác"
    assert found.legal_limit is None, "the channels disagree"


def test_a_field_nobody_expected_is_kept() -> None:
    assert draft(dvcqg(moi={"a": [1, None]})).document.source.raw["moi"] == {"a": [1, None]}


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ([(5, None), (3, None)], {"no_unit"}),
        ([(5, None), (None, None)], {"no_unit"}),
        ([(0, None)], {"no_unit", "zero_limit"}),
        ([(5, "Ngày"), (3, None)], {"unit_on_some_channels"}),
        ([(None, None), (None, None)], {"no_number", "missing_limit"}),
        ([(5, "Ngày"), (None, None)], set()),
    ],
)
def test_flaws_of_time_limits(limits: list[tuple[float | None, str | None]], expected: set[str]) -> None:
    assert flaws(channels(*limits)) == expected


def test_a_limit_without_unit_is_not_guessed() -> None:
    limit = draft(channels((5, None))).document.manners[0].limit
    assert limit is not None
    assert (limit.amount, limit.unit, limit.term) == (Decimal(5), None, None)


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ({"giay_to": "", "ban_chinh": 1, "ban_sao": 0}, {"empty_paper"}),
        ({"giay_to": None, "ban_chinh": 1, "ban_sao": 0}, {"empty_paper"}),
        ({"giay_to": "Đơn", "ban_chinh": None, "ban_sao": None}, {"missing_quantity"}),
        ({"giay_to": "Lưu ý", "ban_chinh": 0, "ban_sao": None}, {"zero_quantity"}),
        ({"giay_to": "x" * 1501, "ban_chinh": 1, "ban_sao": None}, {"long_paper"}),
        ({"giay_to": "ĐơnMau01.docx", "ban_chinh": 1, "ban_sao": None}, {"form_file_in_name"}),
        ({"giay_to": "--", "ban_chinh": 1, "ban_sao": None}, {"placeholder_paper"}),
    ],
)
def test_flaws_of_papers(paper: dict[str, object], expected: set[str]) -> None:
    record = dvcqg(thanh_phan_tach=[paper])
    assert flaws(record) == expected | {"no_fee_information"}
    assert draft(record).document.components[0].name == (paper["giay_to"] or "")


@pytest.mark.parametrize(
    ("text", "fee", "amounts", "note", "expected"),
    [
        ("Miễn phí", "Miễn phí", [0], "", ()),
        ("Miễn phí(Không thu phí)", "Miễn phí (Không thu phí)", [], "", ()),
        ("Miễn phí(Lệ phí (nếu có): 8.000 đồng)Nộp", "Lệ phí (nếu có): 8.000 đồng", [], "Nộp", ("fee_in_brackets",)),
        ("Miễn phíNộp 2 bộ", "Miễn phí", [0], "Nộp 2 bộ", ()),
        ("10,000 VNĐ(/lần)Ghi chú", "10,000 VNĐ (/lần)", [10000], "Ghi chú", ()),
        ("100 VNĐ(100.000 đồng/lần.)", "100 VNĐ (100.000 đồng/lần.)", [], "", ("fee_disagrees",)),
        ("1,000,000 VNĐ(1.000.000đ/thẻ)", "1,000,000 VNĐ (1.000.000đ/thẻ)", [1000000], "", ()),
        ("10 USD(/lần)", "10 USD(/lần)", [], "", ("fee_in_words",)),
        ("Không có thông tinXem mục 3", "", [], "Xem mục 3", ("no_fee_information",)),
        ("", "", [], "", ()),
    ],
)  # fmt: skip
def test_fee_texts_are_taken_apart(
    text: str, fee: str, amounts: list[int], note: str, expected: tuple[str, ...]
) -> None:
    found = take_apart(text)
    assert (found.text, [each.amount for each in found.fees], found.note, found.flaws) == (
        fee, amounts, note, expected,
    )  # fmt: skip


def test_a_record_of_lam_dong() -> None:
    found = draft(
        {
            "ma": "1.999002.000.00.00.H36",
            "ten": "Thử huyện",
            "linh_vuc": "Thử",
            "cap_co_quan": "Sở, ban ngành; UBND Huyện/Thành phố",
            "cach_thuc": "Trực tiếp, Trực tuyến, Dịch vụ bưu chính",
            "thanh_phan_ho_so": "Đơn\nBản vẽ",
            "thoi_gian_giai_quyet": "Trực tiếp: 7 Ngày làm việc\nTrực tuyến: 1 Khác",
            "phi_le_phi": "Trực tiếp: Phí : 5.000 đồng\n \nTrực tiếp: Phí : 5.000 đồng",
            "ket_qua": "Giấy A, Giấy B",
            "co_quan_thuc_hien": "UBND",
            "trinh_tu": "Nộp",
            "nguon_url": "u",
            "ngay_thu_thap": "2025-03-19",
        }
    )
    document = found.document
    assert [level.value for level in document.levels] == ["province", "district"]
    assert [(m.channel, m.limit and m.limit.amount, m.fee) for m in document.manners] == [
        ("in_person", 7, "5.000 đồng"), ("online", 1, ""), ("post", None, ""),
    ]  # fmt: skip
    assert [paper.name for paper in document.components] == ["Đơn", "Bản vẽ"]
    assert {flaw.name for flaw in found.flaws} >= {
        "unit_on_some_channels",
        "missing_quantity",
        "missing_subjects",
    }


def test_a_record_of_the_ministry_of_defence() -> None:
    paper = {"ten_giay_to": "Đơn", "so_luong": "M1.docx", "ghi_chu": "Bản chính: 1\nBản sao: 2"}
    way = {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "07 Ngày", "phi_le_phi": "", "mo_ta": "x"}
    words = {"hinh_thuc": "Trực tuyến", "thoi_han_giai_quyet": "Trước khi tàu rời", "mo_ta": ""}
    law = {"so_ky_hieu": "1/2024/TT", "trich_yeu": "Thông tư thử"}
    found = draft(
        {
            "thu_tuc_id": "1.999003",
            "metadata": {"tên_thủ_tục": "Thử", "cấp_thực_hiện": "Cấp Xã", "lĩnh_vực": "L"},
            "content": {"cơ_quan_thực_hiện": "Ban Chỉ huy", "cơ_quan_phối_hợp": "Không có thông tin"},
            "tables": {"hinh_thuc_nop": [way, words], "thanh_phan_ho_so": [paper], "can_cu_phap_ly": [law]},
        }
    ).document
    assert (found.components[0].originals, found.components[0].copies) == (1, 2)
    assert found.components[0].form_file == "M1.docx"
    assert found.manners[0].limit is not None
    assert found.manners[0].limit.unit == TermUnit.CALENDAR_DAY
    assert (found.manners[1].limit, found.manners[1].description) == (None, "Trước khi tàu rời")
    assert found.legal_basis == ("1/2024/TT - Thông tư thử",)
    assert found.coordinating_agencies == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"ma_thu_tuc": ', "bad_json"),
        ("[" * 100_000, "bad_json"),
        ('{"ma_thu_tuc": "1", "x": NaN}', "bad_json"),
        ("[1]", "not_an_object"),
        (json.dumps(dvcqg(linh_vuc="x" * 301)), "bad_value"),
        (json.dumps(dvcqg(sau=1))[:-2] + "[" * 600 + "]" * 600 + "}", "bad_value"),
        ('{"code": "1"}', "unknown_shape"),
        (json.dumps(dvcqg(ma_thu_tuc=None)), "missing"),
        (json.dumps(dvcqg(ten_thu_tuc="  ")), "missing"),
        (json.dumps(dvcqg(ma_thu_tuc=7)), "wrong_type"),
        (json.dumps(dvcqg(ma_thu_tuc="1.00 1")), "bad_value"),
        (json.dumps(dvcqg(cach_thuc_tach="5 ngày")), "wrong_type"),
        (json.dumps(dvcqg(thanh_phan_tach=[{"giay_to": "a", "ban_chinh": "1"}])), "wrong_type"),
        (json.dumps(dvcqg(cach_thuc_tach=[{"hinh_thuc": "Bồ câu"}])), "unknown_channel"),
        (json.dumps(dvcqg(ten_thu_tuc="a\x00b")), "bad_text"),
        (json.dumps(dvcqg(ten_thu_tuc="a\ud800b")), "bad_text"),
        (json.dumps(channels((5, "Tuần trăng"))), "unknown_unit"),
        (json.dumps(channels((-5, "Ngày"))), "wrong_type"),
    ],
)
def test_a_broken_record_says_why(line: str, why: str) -> None:
    with pytest.raises(BadRecord) as bad:
        read_line(line)
    assert bad.value.why == why


def test_broken_lines_are_numbered_and_the_rest_is_read() -> None:
    sound = [json.dumps(dvcqg(ma_thu_tuc=f"1.{number}")) for number in range(3)]
    lines = [
        sound[0].encode(),
        b"{",
        b"  ",
        b"\xff\xfe",
        sound[1].encode(),
        sound[0].encode(),
        sound[2].encode(),
    ]
    found = list(read(lines))
    assert [each.line for each in found if isinstance(each, Found)] == [1, 5, 7]
    assert [(each.line, each.why) for each in found if isinstance(each, Broken)] == [
        (2, "bad_json"), (4, "not_utf8"), (6, "duplicate_code"),
    ]  # fmt: skip


def test_plain_and_packed_files_read_alike_and_a_torn_end_is_one_broken_line(tmp_path: Path) -> None:
    text = "".join(json.dumps(dvcqg(ma_thu_tuc=f"1.{number}")) + "\n" for number in range(200)).encode()
    (tmp_path / "plain.jsonl").write_bytes(b"\xef\xbb\xbf" + text)
    packed = gzip.compress(text)
    (tmp_path / "packed.gz").write_bytes(packed)
    (tmp_path / "torn.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "spoilt.gz").write_bytes(packed[:-6] + b"abcdef")
    (tmp_path / "empty").write_bytes(b"")
    counts = {}
    for name in ("plain.jsonl", "packed.gz", "torn.gz", "spoilt.gz", "empty"):
        found = list(read(open_lines(tmp_path / name)))
        broken = [each.why for each in found if isinstance(each, Broken)]
        counts[name] = (sum(isinstance(each, Found) for each in found), broken)
    assert counts["plain.jsonl"] == counts["packed.gz"] == (200, [])
    assert counts["torn.gz"][1] == counts["spoilt.gz"][1] == ["bad_gzip"]
    assert 0 < counts["torn.gz"][0] < 200
    assert counts["spoilt.gz"][0] > 150
    assert counts["empty"] == (0, [])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="file_unreadable"):
        list(read(open_lines(tmp_path / "nothing.jsonl")))
    with pytest.raises(Refusal, match="file_unreadable"):
        list(read(open_lines(tmp_path)))
