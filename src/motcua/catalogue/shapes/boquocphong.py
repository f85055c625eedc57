"""Records of the Ministry of Defence's procedures of 2025 (nested metadata, content and tables)."""

import re

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Manner, Paper, Result, Source
from motcua.catalogue.shapes.common import Draft, Record, agreed, channel, finish, limit_in, lines, names
from motcua.catalogue.shapes.common import levels as levels_of

NAME = "boquocphong"
QUANTITIES = re.compile(r"Bản chính: (\d+)\s+Bản sao: (\d+)")


def read(values: dict[str, object]) -> Draft:
    """One record as a draft document; the whole record is kept, its tables being small."""
    record = Record(values)
    meta, content, tables = record.part("metadata"), record.part("content"), record.part("tables")
    manners = tuple(_manner(row, record) for row in tables.rows("hinh_thuc_nop"))
    papers = tuple(_paper(row, number) for number, row in enumerate(tables.rows("thanh_phan_ho_so"), 1))
    agency = content.text("cơ_quan_thực_hiện")
    if not agency:
        agency = content.text("cơ_quan_có_thẩm_quyền")
        record.flaw("agency_from_competence", "agency")
    document = ProcedureDocument(
        code=record.text("thu_tuc_id", needed=True),
        name=meta.text("tên_thủ_tục", needed=True),
        field=meta.text("lĩnh_vực"),
        levels=levels_of(meta.text("cấp_thực_hiện"), record),
        issuing_body="Bộ Quốc phòng",
        decision=meta.text("số_quyết_định"),
        sequence=lines(content.text("trình_tự_thực_hiện")),
        manners=manners,
        components=papers,
        legal_limit=agreed(manners),
        subjects=names(content.text("đối_tượng_thực_hiện")),
        agency=agency,
        authorised_agency=content.text("cơ_quan_được_ủy_quyền"),
        coordinating_agencies=names(content.text("cơ_quan_phối_hợp")),
        results=tuple(Result(name=line) for line in lines(content.text("kết_quả_thực_hiện"))),
        forms=tuple(dict.fromkeys(paper.form_file for paper in papers if paper.form_file)),
        requirements=content.text("yêu_cầu_điều_kiện_thực_hiện"),
        legal_basis=tuple(_law(row) for row in tables.rows("can_cu_phap_ly")),
        source=Source(catalogue=NAME, raw=record.rest()),
    )
    return finish(document, record)


def _manner(row: Record, record: Record) -> Manner:
    where = channel(row.text("hinh_thuc"))
    text = row.text("thoi_han_giai_quyet")
    limit = limit_in(text)
    if text and limit is None:
        record.flaw("limit_in_words", f"manners.{where}")
    said = [row.text("mo_ta")] if limit else [text, row.text("mo_ta")]
    return Manner(
        channel=where,
        limit=limit,
        fee=row.text("phi_le_phi"),
        description="\n".join(part for part in said if part),
    )


def _paper(row: Record, number: int) -> Paper:
    """The source has the form's file under `so_luong` and the quantities under `ghi_chu`."""
    quantities = QUANTITIES.fullmatch(row.text("ghi_chu"))
    return Paper(
        key=f"p{number}",
        name=row.text("ten_giay_to"),
        originals=int(quantities[1]) if quantities else None,
        copies=int(quantities[2]) if quantities else None,
        form_file=row.text("so_luong"),
    )


def _law(row: Record) -> str:
    return " - ".join(part for part in (row.text("so_ky_hieu"), row.text("trich_yeu")) if part)
