'''A procedure as a document: the 12 published parts and the internal process, in one strict schema.

Source: NĐ 63/2010/NĐ-CP Đ.8(2) as amended by NĐ 92/2017 (parts), TT 01/2018/TT-VPCP Đ.8 (internal process).
Sample procedures are written in YAML by this schema:

>>> import yaml
>>> document = from_plain(yaml.safe_load("""
... code: "1.004884"
... name: Thủ tục đăng ký lại khai sinh
... field: Hộ tịch
... levels: [commune]
... issuing_body: Bộ Tư pháp
... decision: 1872/QĐ-BTP
... sequence:
...   - Người yêu cầu nộp hồ sơ tại Trung tâm Phục vụ hành chính công cấp xã.
...   - Công chức tiếp nhận kiểm tra hồ sơ và cấp Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
... manners:
...   - channel: in_person
...     limit: {amount: 5, unit: working_day}
...     fee: "Lệ phí: 8.000 đồng"
...     fees: [{amount: 8000, name: Lệ phí hộ tịch}]
... components:
...   - {key: declaration, name: Tờ khai đăng ký lại khai sinh, originals: 1, copies: 0, form_file: TK.docx}
...   - {key: old_certificate, name: Bản sao Giấy khai sinh, originals: 0, copies: 1, required: false,
...      condition: Khi còn lưu giữ bản sao Giấy khai sinh trước đây}
... sets: 1
... limit: {amount: 5, unit: working_day}
... legal_limit: {amount: 5, unit: working_day}
... subjects: [Công dân Việt Nam]
... agency: Ủy ban nhân dân cấp xã
... results: [{name: Giấy khai sinh, kind: certificate}]
... forms: [Tờ khai đăng ký lại khai sinh]
... requirements: Việc khai sinh đã được đăng ký trước ngày 01/01/2016 nhưng sổ và bản chính đều bị mất.
... legal_basis: [Luật Hộ tịch 60/2014/QH13, Nghị định 123/2015/NĐ-CP]
... supplement_policy: restart
... supplement_days: 15
... fee_due: reception
... process:
...   - {key: receive, name: Tiếp nhận, unit: receiving, post: receiver, duty: receive, hours: 2,
...      task: "Kiểm tra, số hóa, cấp giấy hẹn", output: Giấy tiếp nhận hồ sơ, form: receipt}
...   - {key: appraise, name: Thẩm định, unit: competent, post: handler, duty: appraise, hours: 20,
...      task: Xác minh và dự thảo Giấy khai sinh, output: Dự thảo Giấy khai sinh, after: [receive]}
...   - {key: sign, name: Ký, unit: competent, post: leader, duty: sign, hours: 8,
...      task: Xem xét và ký, output: Giấy khai sinh đã ký, after: [appraise]}
...   - {key: seal, name: Đóng dấu, unit: competent, post: registry, duty: seal, hours: 4,
...      task: "Ghi sổ, đóng dấu", output: Giấy khai sinh, after: [sign]}
...   - {key: return, name: Trả kết quả, unit: receiving, post: returner, duty: return, hours: 0,
...      task: Trả kết quả cho công dân, output: Sổ theo dõi, after: [seal]}
... """))
>>> missing_parts(document)
()
'''

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from motcua.catalogue.parts import Level, Limit, Manner, Paper, Part, Result, Source, StepPart
from motcua.rules.process import Process


class SupplementPolicy(StrEnum):
    """What a supplement asked for after appraisal does to the clock (rules.md T10)."""

    RESTART = "restart"
    PAUSE = "pause"


class FeeDue(StrEnum):
    """When the fee is asked for (rules.md 5.11)."""

    RECEPTION = "reception"
    RESULT = "result"


class ProcedureDocument(Part):
    """One version of one procedure, complete or still a draft (an empty part is an empty text or tuple).

    `limit` is what this province promises, `legal_limit` what the law allows; `sets` how many dossiers to
    hand in; `supplement_days` how long the applicant may take (working days, None: the law is silent);
    `notice_limit` within how many working days a supplement must be asked for (NĐ 61/2018 Đ.19(4));
    `immediate`: result on the spot (Đ.17(4)-(5)); `cut_off`: received in the last working hour counts from
    the next working day (rules.md T9).

    Who and where: `competent_agency` is the key of the provincial department that resolves at province level
    (`samples/agencies.csv`); `received_at` the levels of the one-stop units that take it in, if others than
    `levels`; `two_tier_level` the level that took over what the district received or resolved (since
    2025-07-01). `financial_obligation`: tax or a land use fee may have to be paid before the decision.
    `valid_from` is the day the document may first be applied.
    """

    code: Annotated[str, Field(pattern=r"^[\w.\-]+$", max_length=40)]
    name: str
    field: Annotated[str, Field(max_length=300)] = ""
    levels: tuple[Level, ...] = ()
    issuing_body: str = ""
    decision: str = ""
    sequence: tuple[str, ...] = ()
    manners: tuple[Manner, ...] = ()
    components: tuple[Paper, ...] = ()
    sets: Annotated[int, Field(ge=1)] | None = None
    limit: Limit | None = None
    legal_limit: Limit | None = None
    subjects: tuple[str, ...] = ()
    agency: str = ""
    authorised_agency: str = ""
    coordinating_agencies: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    forms: tuple[str, ...] = ()
    requirements: str = ""
    legal_basis: tuple[str, ...] = ()
    supplement_policy: SupplementPolicy = SupplementPolicy.RESTART
    supplement_days: Annotated[int, Field(ge=1)] | None = None
    notice_limit: Annotated[int, Field(ge=1)] = 3
    immediate: bool = False
    cut_off: bool = False
    fee_due: FeeDue = FeeDue.RECEPTION
    conditions: dict[str, str] = Field(default_factory=dict)
    """The conditions steps hang on: key to the sentence the official answers with yes or no."""
    process: tuple[StepPart, ...] = ()
    source: Source = Source()
    competent_agency: str = ""
    received_at: tuple[Level, ...] = ()
    two_tier_level: Level | None = None
    financial_obligation: bool = False
    valid_from: date | None = None

    @cached_property
    def graph(self) -> Process:
        """The internal process as the rules see it."""
        return Process(tuple(part.step for part in self.process))

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every limit the document names: the common one, the legal one and those of the channels."""
        own = tuple(manner.limit for manner in self.manners)
        return tuple(limit for limit in (self.limit, self.legal_limit, *own) if limit is not None)

    def limit_for(self, channel: str) -> Limit | None:
        """The promised limit of a channel: its own if it has one, else the common one (rules.md T18)."""
        own = next((manner.limit for manner in self.manners if manner.channel == channel), None)
        return own or self.limit


def canonical(document: ProcedureDocument) -> bytes:
    """The one byte sequence of a document: names sorted, no blanks, UTF-8.

    Values that equal their default are left out, so that a field added to the schema later does not change
    the bytes of documents written before.
    """
    plain = document.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(document: ProcedureDocument) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal; the name by which a parsed document is remembered."""
    return hashlib.sha256(canonical(document)).hexdigest()


def from_plain(plain: Mapping[str, object]) -> ProcedureDocument:
    """The document from values as JSON or YAML has them; pydantic's ValidationError names each bad path."""
    return ProcedureDocument.model_validate_json(json.dumps(plain, ensure_ascii=False, default=_exact))


REMEMBERED = 4096
"""How many parsed documents a process keeps; a province has about two thousand in force."""

_parsed: dict[str, ProcedureDocument] = {}


def parse(name: str, text: Callable[[], str]) -> ProcedureDocument:
    """The document of the digest `name`; its `text` is only asked for the first time it is needed."""
    known = _parsed.get(name)
    if known is None:
        known = ProcedureDocument.model_validate_json(text())
        if len(_parsed) >= REMEMBERED:
            _parsed.clear()
        _parsed[name] = known
    return known


def _exact(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a procedure's document")


def missing_parts(document: ProcedureDocument) -> tuple[str, ...]:
    """The compulsory parts (1-7 of the 12) that are empty, in the order of NĐ 63/2010 Đ.8(2).

    The time limit is there if the result is given at once or any limit is named; whether it can be promised
    is asked at publication. The number of dossiers belongs to the components.
    """
    present = {
        "name": bool(document.name.strip()),
        "sequence": bool(document.sequence),
        "manners": bool(document.manners),
        "components": bool(document.components),
        "sets": document.sets is not None,
        "limit": document.immediate or bool(document.limits),
        "subjects": bool(document.subjects),
        "agency": bool(document.agency.strip()),
    }
    return tuple(part for part, there in present.items() if not there)
