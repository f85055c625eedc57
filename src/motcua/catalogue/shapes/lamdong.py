"""Records of the portal of Lâm Đồng as crawled in 2025 (three-tier period; each field one text)."""

import re
from decimal import Decimal

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Channel, Level, Limit, Manner, Paper, Result, Source
from motcua.catalogue.shapes.common import CHANNELS, Draft, Record, agreed, finish, limit_in, lines, names

NAME = "lamdong"
LINE = re.compile(r"(Trực tiếp|Trực tuyến|Dịch vụ bưu chính): ?(.*)", re.DOTALL)
NUMBER_ONLY = re.compile(r"(\d+)(?: Khác)?")
AUTHORITIES = {
    "Sở, ban ngành": Level.PROVINCE,
    "Cấp Tỉnh/ Thành phố": Level.PROVINCE,
    "UBND Tỉnh/ Thành phố": Level.PROVINCE,
    "UBND Huyện/Thành phố": Level.DISTRICT,
    "UBND Xã/Phường/Thị Trấn": Level.COMMUNE,
}
MAPPED = ("ma", "ten", "linh_vuc", "nguon_url", "ngay_thu_thap", "trinh_tu", "yeu_cau_dieu_kien")


def read(values: dict[str, object]) -> Draft:
    """One record as a draft document."""
    record = Record(values)
    manners = _manners(record)
    document = ProcedureDocument(
        code=record.text("ma", needed=True),
        name=record.text("ten", needed=True),
        field=record.text("linh_vuc"),
        levels=_levels(record),
        sequence=lines(record.text("trinh_tu")),
        manners=manners,
        components=tuple(
            Paper(key=f"p{number}", name=line)
            for number, line in enumerate(lines(record.text("thanh_phan_ho_so")), 1)
        ),
        legal_limit=agreed(manners),
        agency=record.text("co_quan_thuc_hien"),
        results=tuple(Result(name=name) for name in names(record.text("ket_qua"))),
        requirements=record.text("yeu_cau_dieu_kien"),
        legal_basis=tuple(line.removeprefix("- ") for line in lines(record.text("can_cu_phap_ly"))),
        source=Source(
            catalogue=NAME,
            url=record.text("nguon_url"),
            collected=record.text("ngay_thu_thap"),
            raw=record.rest(*MAPPED),
        ),
    )
    return finish(document, record)


def _levels(record: Record) -> tuple[Level, ...]:
    found: list[Level] = []
    for name in record.text("cap_co_quan").split("; "):
        level = AUTHORITIES.get(name)
        if level is None:
            record.flaw("unknown_level", name[:60])
        elif level not in found:
            found.append(level)
    return tuple(found)


def _by_channel(text: str) -> list[tuple[Channel, str]]:
    """The blocks "Trực tiếp: ...", each with the lines that go on; a repeated block counts once."""
    blocks: list[tuple[Channel, str]] = []
    for line in text.split("\n"):
        if head := LINE.fullmatch(line):
            blocks.append((CHANNELS[head[1]], head[2].strip()))
        elif blocks and line.strip():
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]}\n{line.strip()}")
    return list(dict.fromkeys(blocks))


def _manners(record: Record) -> tuple[Manner, ...]:
    fees: dict[Channel, list[str]] = {}
    for where, text in _by_channel(record.text("phi_le_phi")):
        if said := text.removeprefix("Phí :").strip():
            fees.setdefault(where, []).append(said)
    manners = []
    for where, text in _by_channel(record.text("thoi_gian_giai_quyet")):
        manners.append(_manner(where, text, "\n".join(fees.get(where, [])), record))
    named = [CHANNELS[name] for name in CHANNELS if name in record.text("cach_thuc")]
    for where in named:
        if all(manner.channel != where for manner in manners):
            manners.append(Manner(channel=where, fee="\n".join(fees.get(where, []))))
    return tuple(manners)


def _manner(where: Channel, text: str, fee: str, record: Record) -> Manner:
    if limit := limit_in(text):
        return Manner(channel=where, limit=limit, fee=fee)
    if number := NUMBER_ONLY.fullmatch(text):
        return Manner(channel=where, limit=Limit(amount=Decimal(number[1]), unit=None), fee=fee)
    record.flaw("limit_in_words", f"manners.{where}")
    return Manner(channel=where, fee=fee, description=text.removesuffix("Khác").strip())
