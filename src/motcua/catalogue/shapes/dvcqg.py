"""Records of the national public service portal as crawled in 2026 (one object with flat fields)."""

import re

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Limit, Manner, Paper, Result, Source
from motcua.catalogue.shapes.common import (
    UNITS,
    UNKNOWN,
    BadRecord,
    Draft,
    Record,
    agreed,
    channel,
    finish,
    lines,
    names,
)
from motcua.catalogue.shapes.common import levels as levels_of
from motcua.catalogue.shapes.fees import take_apart

NAME = "dvcqg"
TABLE_HEAD = "Tên văn bản pháp lýMã văn bản"
RESULT_CODE = re.compile(r"Mã: ?[A-Z0-9.\-_]*\d")
RESULT_TAIL = re.compile(r"Từ khóa|Chọn cơ quan thực hiện")
FORM_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?)$", re.IGNORECASE)
MAPPED = (
    "ma_thu_tuc", "ten_thu_tuc", "co_quan_ban_hanh", "so_quyet_dinh", "linh_vuc", "trinh_tu_thuc_hien",
    "yeu_cau_dieu_kien", "nguon_url", "thanh_phan_tach", "co_quan_duoc_uy_quyen",
)  # fmt: skip
"""Fields that stand unchanged in the document; all others are kept in `source.raw` as well."""


def read(values: dict[str, object]) -> Draft:
    """One record as a draft document."""
    record = Record(values)
    manners = tuple(_manner(row, record) for row in record.rows("cach_thuc_tach"))
    agency = record.text("co_quan_thuc_hien")
    if not agency:
        agency = record.text("co_quan_co_tham_quyen")
        record.flaw("agency_from_competence", "agency")
    basis = record.text("can_cu_phap_ly").removeprefix(TABLE_HEAD).strip()
    document = ProcedureDocument(
        code=record.text("ma_thu_tuc", needed=True),
        name=record.text("ten_thu_tuc", needed=True),
        field=record.text("linh_vuc"),
        levels=levels_of(record.text("cap_thuc_hien"), record),
        issuing_body=record.text("co_quan_ban_hanh"),
        decision=record.text("so_quyet_dinh"),
        sequence=lines(record.text("trinh_tu_thuc_hien")),
        manners=manners,
        components=tuple(_paper(row, at, record) for at, row in enumerate(record.rows("thanh_phan_tach"), 1)),
        legal_limit=agreed(manners),
        subjects=names(record.text("doi_tuong_thuc_hien")),
        agency=agency,
        authorised_agency=record.text("co_quan_duoc_uy_quyen"),
        coordinating_agencies=names(record.text("co_quan_phoi_hop")),
        results=_results(record.text("ket_qua_xu_ly")),
        requirements=record.text("yeu_cau_dieu_kien"),
        legal_basis=(basis,) if basis else (),
        source=Source(catalogue=NAME, url=record.text("nguon_url"), raw=record.rest(*MAPPED)),
    )
    return finish(document, record)


def _manner(row: Record, record: Record) -> Manner:
    amount, unit = row.number("thoi_gian_so"), row.text("thoi_gian_don_vi")
    if unit and unit.casefold() not in UNITS:
        raise BadRecord("unknown_unit", unit[:40])
    fee = take_apart(row.text("phi_le_phi_mo_ta"))
    where = channel(row.text("hinh_thuc"))
    for flaw in fee.flaws:
        record.flaw(flaw, f"manners.{where}")
    if amount is None and unit:
        record.flaw("unit_without_number", f"manners.{where}")
    limit = None if amount is None else Limit(amount=amount, unit=UNITS[unit.casefold()] if unit else None)
    return Manner(channel=where, limit=limit, fee=fee.text, fees=fee.fees, description=fee.note)


def _paper(row: Record, number: int, record: Record) -> Paper:
    name = row.text("giay_to", verbatim=True)
    if name in UNKNOWN and name:
        record.flaw("placeholder_paper", f"components.p{number}")
    if FORM_FILE.search(name):
        record.flaw("form_file_in_name", f"components.p{number}")
    return Paper(
        key=f"p{number}",
        name=name,
        originals=row.count("ban_chinh"),
        copies=row.count("ban_sao"),
        group=row.text("nhom"),
    )


def _results(text: str) -> tuple[Result, ...]:
    """The results before the search form the crawler took along, parted where a result's code stands.

    >>> [result.name for result in _results("Giấy phépMã: KQ.G17.1Công vănMã: KQ.G17.2Từ khóaKhông")]
    ['Giấy phép', 'Công văn']
    """
    found = RESULT_TAIL.split(text, maxsplit=1)[0]
    return tuple(Result(name=name.strip()) for name in RESULT_CODE.split(found) if name.strip())
