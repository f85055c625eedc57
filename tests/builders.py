"""Brings a small province and its dossiers to a state through the real acts, so impossible states cannot be built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from motcua.applicants.actions import PartyData
from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.document import ProcedureDocument, from_plain
from motcua.dossiers import actions
from motcua.dossiers.actions import Done, DraftText, Filing
from motcua.dossiers.models import Dossier, Task
from motcua.organisation.models import (
    CalendarDecision,
    Competence,
    Officer,
    Post,
    Tenure,
    Unit,
)
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.completeness import Given
from motcua.rules.posts import PostKind
from motcua.rules.states import State
from motcua.rules.worktime import LOCAL

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=LOCAL)
LONG_AGO = datetime(2018, 1, 1, tzinfo=LOCAL)
OWNER = PartyData(name="Nguyễn Thị Hoa", id_number="022190000123", phone="0912345678", address="Tổ 5, khu 2, Hồng Hải")

STEPS: tuple[Mapping[str, object], ...] = (
    {"key": "receive", "name": "Tiếp nhận", "unit": "receiving", "post": "receiver", "duty": "receive", "hours": 1,
     "task": "Kiểm tra hồ sơ", "output": "Giấy hẹn", "form": "receipt"},
    {"key": "assign", "name": "Phân công", "unit": "competent", "post": "head", "duty": "assign", "hours": 2,
     "task": "Phân công", "output": "Ý kiến", "after": ["receive"]},
    {"key": "appraise", "name": "Thẩm định", "unit": "competent", "post": "handler", "duty": "appraise", "hours": 20,
     "task": "Thẩm định", "output": "Dự thảo", "after": ["assign"]},
    {"key": "review", "name": "Soát xét", "unit": "competent", "post": "head", "duty": "review", "hours": 4,
     "task": "Soát xét", "output": "Dự thảo đã soát", "after": ["appraise"]},
    {"key": "sign", "name": "Ký", "unit": "competent", "post": "leader", "duty": "sign", "hours": 4,
     "task": "Ký", "output": "Văn bản đã ký", "after": ["review"]},
    {"key": "seal", "name": "Đóng dấu", "unit": "competent", "post": "registry", "duty": "seal", "hours": 1,
     "task": "Vào số, đóng dấu", "output": "Kết quả", "after": ["sign"]},
    {"key": "return", "name": "Trả kết quả", "unit": "receiving", "post": "returner", "duty": "return", "hours": 0,
     "task": "Trả kết quả", "output": "Sổ theo dõi", "after": ["seal"]},
)  # fmt: skip

PLAIN: Mapping[str, object] = {
    "code": "1.001612",
    "name": "Đăng ký thành lập hộ kinh doanh",
    "field": "Đăng ký hộ kinh doanh",
    "levels": ["district"],
    "issuing_body": "Bộ Tài chính",
    "decision": "1/QĐ-UBND",
    "sequence": ["Nộp hồ sơ", "Nhận kết quả"],
    "manners": [{"channel": "in_person"}],
    "components": [
        {"key": "form", "name": "Giấy đề nghị", "originals": 1, "copies": 0},
        {"key": "identity", "name": "Giấy tờ pháp lý", "originals": 0, "copies": 1},
    ],
    "sets": 1,
    "limit": {"amount": 5, "unit": "working_day"},
    "legal_limit": {"amount": 10, "unit": "working_day"},
    "subjects": ["Công dân Việt Nam"],
    "agency": "Ủy ban nhân dân cấp huyện",
    "results": [{"name": "Giấy chứng nhận", "kind": "certificate"}],
    "requirements": "Không",
    "legal_basis": ["NĐ 01/2021/NĐ-CP"],
    "process": STEPS,
}

PAPERS = {"form": Given("form", originals=1), "identity": Given("identity", copies=1)}


def document(**changes: object) -> ProcedureDocument:
    """A publishable procedure, changed where a test needs it."""
    return from_plain({**PLAIN, **changes})


@dataclass
class World:
    """One province, one district, one commune, one department, and somebody on every post."""

    province: Unit
    district: Unit
    commune: Unit
    department: Unit
    officers: dict[str, Officer] = field(default_factory=dict)
    at: datetime = MONDAY

    def who(self, unit: str, post: str) -> int:
        """The id of the officer on a post: who("district", "leader")."""
        return self.officers[f"{unit}.{post}"].pk

    def later(self, **passed: float) -> datetime:
        """Move the world's clock on and tell the moment."""
        self.at += timedelta(**passed) if passed else timedelta(minutes=10)
        return self.at


def world(*, document_: ProcedureDocument | None = None) -> World:
    """The small province with its calendar and one published procedure."""
    calendar()
    province = _unit("22", "Quảng Ninh", "Tỉnh Quảng Ninh", "province", None)
    district = _unit("193", "Hạ Long", "Thành phố Hạ Long", "district", province)
    commune = _unit("06688", "Hồng Hải", "Phường Hồng Hải", "commune", district)
    department = _unit("STP", "Sở Tư pháp", "Sở Tư pháp", "agency", province)
    small = World(province, district, commune, department)
    for name, unit in (("province", province), ("district", district), ("commune", commune), ("department", department)):
        for kind in PostKind:
            appoint(small, unit, name, kind)
        grant(small, unit, f"{name}.leader")
    published(document_ or document())
    return small


def calendar() -> None:
    """A calendar of plain weeks, 2015 to 2030, with one holiday to stumble over (30 April)."""
    if CalendarDecision.objects.exists():
        return
    decision = CalendarDecision(
        number="lịch", issued_on=date(2014, 12, 1), source="tests", first_year=2015, last_year=2030,
        decided_at=LONG_AGO, chain="c" * 64, whole_years=True,
    )  # fmt: skip
    decision.save()
    decision.days.create(day=date(2026, 4, 30), kind="holiday", name="Ngày Chiến thắng")


def published(wanted: ProcedureDocument) -> None:
    """Publish a procedure from 2018 on."""
    version = draft(wanted, by=None, at=LONG_AGO)
    publish(version, by=None, at=LONG_AGO, valid_from=date(2018, 1, 1), decision="1/QĐ-UBND")


def _unit(code: str, name: str, full: str, kind: str, parent: Unit | None) -> Unit:
    return Unit.objects.create(
        code=code, name=name, full_name=full, kind=kind, level="province" if kind == "agency" else kind, parent=parent,
        desk_name="" if kind == "agency" else f"Bộ phận Tiếp nhận và Trả kết quả {full}",
        authority_name=full if kind == "agency" else f"Ủy ban nhân dân {full}",
        agency_code=f"H49.{code}", is_one_stop=kind != "agency", valid_from=date(2018, 1, 1),
    )  # fmt: skip


def appoint(small: World, unit: Unit, name: str, kind: PostKind, suffix: str = "") -> Officer:
    """Somebody on a post of the unit since long ago, under the name `district.leader`."""
    key = f"{name}.{kind.value}{suffix}"
    officer = Officer.objects.create(username=key, full_name=f"Cán bộ {key}", joined=LONG_AGO)
    post, _ = Post.objects.get_or_create(unit=unit, kind=kind.value, name=TITLES.get(kind, kind.value))
    Tenure.objects.create(officer=officer, post=post, valid_from=LONG_AGO)
    small.officers[key] = officer
    return officer


TITLES = {PostKind.LEADER: "Phó Chủ tịch", PostKind.HANDLER: "Chuyên viên", PostKind.HEAD: "Trưởng phòng"}


def grant(
    small: World,
    unit: Unit,
    holder: str,
    *,
    since: datetime = LONG_AGO,
    until: datetime | None = None,
    capacity: Capacity = Capacity.KT,
    kind: GrantKind = GrantKind.LAW,
    procedures: tuple[str, ...] = (),
) -> Competence:
    """A competence to sign in the unit."""
    return Competence.objects.create(
        kind=kind.value, giver_unit=unit, giver_title="TM. Ủy ban nhân dân/Chủ tịch", holder=small.officers[holder],
        unit=unit, capacity=capacity.value, duties=["sign"], procedures=list(procedures), act_number="12/QĐ-UBND",
        valid_from=since, valid_to=until,
    )  # fmt: skip


def filing(small: World, **changes: object) -> Filing:
    """What Mrs Hoa hands in at the commune's desk."""
    base = Filing(procedure="1.001612", unit=small.commune.pk, owner=OWNER, papers=PAPERS, salt=b"0123456789abcdef")
    return replace(base, **changes)  # type: ignore[arg-type]


DRAFT = DraftText(title="Giấy chứng nhận đăng ký hộ kinh doanh", body="Chứng nhận hộ kinh doanh Nguyễn Thị Hoa.")


def to_received(small: World, **changes: object) -> Done:
    """Received at the commune."""
    return actions.receive(filing(small, **changes), by=small.who("commune", "receiver"), at=small.at)


def to_handed_over(small: World) -> Done:
    """On its way to the district."""
    done = to_received(small)
    return actions.hand_over(done.dossier, by=small.who("commune", "receiver"), at=small.later())


def to_in_process(small: World) -> Done:
    """Taken over and assigned at the district."""
    done = to_handed_over(small)
    actions.take_over(done.dossier, by=small.who("district", "head"), at=small.later())
    return actions.assign(
        done.dossier, officer=small.who("district", "handler"), by=small.who("district", "head"), at=small.later()
    )


def to_awaiting_supplement(small: World) -> Done:
    """Asked for a supplement after appraisal."""
    done = to_in_process(small)
    return actions.request_supplement(
        done.dossier, items=["Bản sao giấy tờ"], reason="Thiếu", by=small.who("district", "handler"), at=small.later()
    )


def to_awaiting_payment(small: World) -> Done:
    """Waiting for a financial obligation."""
    done = to_in_process(small)
    return actions.request_payment(
        done.dossier, amount=500_000, reason="Thuế", basis="NĐ 151/2025", by=small.who("district", "handler"),
        at=small.later(),
    )  # fmt: skip


def to_awaiting_review(small: World) -> Done:
    """A draft lies with the head of division."""
    done = to_in_process(small)
    return actions.submit(done.dossier, draft=DRAFT, by=small.who("district", "handler"), at=small.later())


def to_awaiting_signature(small: World) -> Done:
    """A draft lies with the leader."""
    done = to_awaiting_review(small)
    return actions.endorse(done.dossier, by=small.who("district", "head"), at=small.later())


def to_signed(small: World) -> Done:
    """Signed, not yet numbered."""
    done = to_awaiting_signature(small)
    return actions.approve(done.dossier, by=small.who("district", "leader"), at=small.later())


def to_signed_refusal(small: World) -> Done:
    """A refusal after appraisal is signed."""
    done = to_awaiting_signature(small)
    return actions.reject(
        done.dossier, reason="Không đủ điều kiện", by=small.who("district", "leader"), at=small.later()
    )


def to_issued(small: World) -> Done:
    """Numbered and sealed."""
    done = to_signed(small)
    return actions.seal(done.dossier, by=small.who("district", "registry"), at=small.later())


def to_result_at_desk(small: World) -> Done:
    """The result lies at the commune's desk."""
    done = to_issued(small)
    return actions.send_result(done.dossier, by=small.who("district", "registry"), at=small.later())


def to_returned(small: World) -> Done:
    """Given to the owner."""
    done = to_result_at_desk(small)
    return actions.return_result(done.dossier, by=small.who("commune", "returner"), at=small.later())


def to_correcting(small: World) -> Done:
    """A returned result is being corrected."""
    done = to_returned(small)
    return actions.correct(
        done.dossier, reason="Sai họ tên", by=small.who("district", "handler"), at=small.later()
    )


def to_withdrawn(small: World) -> Done:
    """Withdrawn by the applicant."""
    done = to_received(small)
    return actions.withdraw(done.dossier, reason="Đổi ý", by=small.who("commune", "receiver"), at=small.later())


def to_stopped(small: World) -> Done:
    """Stopped on a legal ground."""
    done = to_in_process(small)
    return actions.stop(
        done.dossier, ground="Luật Đất đai Đ.1", reason="Có tranh chấp", by=small.who("district", "leader"),
        at=small.later(),
    )  # fmt: skip


def to_awaiting_supplement_at_desk(small: World) -> Done:
    """Sent home with the list of what is missing, before reception."""
    return actions.request_supplement_at_desk(
        filing(small, papers={}), items=["Giấy đề nghị"], reason="Chưa có", by=small.who("commune", "receiver"),
        at=small.at,
    )  # fmt: skip


def to_not_accepted(small: World) -> Done:
    """Refused at the desk."""
    return actions.refuse_reception(
        filing(small), reason="Không thuộc thẩm quyền", by=small.who("commune", "receiver"), at=small.at
    )


def to_filed(small: World) -> Done:
    """Filed online."""
    return actions.file(filing(small, channel="online"), at=small.at)


WAYS: Mapping[State, Callable[[World], Done]] = {
    State.FILED: to_filed,
    State.AWAITING_SUPPLEMENT_AT_DESK: to_awaiting_supplement_at_desk,
    State.NOT_ACCEPTED: to_not_accepted,
    State.RECEIVED: to_received,
    State.HANDED_OVER: to_handed_over,
    State.IN_PROCESS: to_in_process,
    State.AWAITING_SUPPLEMENT: to_awaiting_supplement,
    State.AWAITING_PAYMENT: to_awaiting_payment,
    State.AWAITING_REVIEW: to_awaiting_review,
    State.AWAITING_SIGNATURE: to_awaiting_signature,
    State.SIGNED: to_signed,
    State.SIGNED_REFUSAL: to_signed_refusal,
    State.ISSUED: to_issued,
    State.RESULT_AT_DESK: to_result_at_desk,
    State.RETURNED: to_returned,
    State.CORRECTING: to_correcting,
    State.WITHDRAWN: to_withdrawn,
    State.STOPPED: to_stopped,
}
"""How to bring a dossier to each state that can be stored."""


def stored(done: Done) -> Dossier:
    """The dossier as the database has it."""
    return Dossier.objects.get(pk=done.dossier)


def open_tasks(done: Done) -> list[Task]:
    """Its open tasks, oldest first."""
    return list(Task.objects.filter(dossier=done.dossier, state__in=["open", "waiting"]).order_by("pk"))


