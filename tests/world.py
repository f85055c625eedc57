"""One small province: a commune, a district, a department, the centre, and somebody on every post."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.document import ProcedureDocument
from motcua.organisation.models import (
    CalendarDecision,
    Competence,
    Officer,
    Post,
    Tenure,
    Unit,
)
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import PostKind
from motcua.rules.worktime import LOCAL
from tests.procedure import document

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=LOCAL)
LONG_AGO = datetime(2018, 1, 1, tzinfo=LOCAL)


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
    province = unit("22", "Quảng Ninh", "Tỉnh Quảng Ninh", "province", None)
    district = unit("193", "Hạ Long", "Thành phố Hạ Long", "district", province)
    commune = unit("06688", "Hồng Hải", "Phường Hồng Hải", "commune", district)
    department = unit("STP", "Sở Tư pháp", "Sở Tư pháp", "agency", province)
    small = World(province, district, commune, department)
    for name, one in (
        ("province", province),
        ("district", district),
        ("commune", commune),
        ("department", department),
    ):
        for kind in PostKind:
            appoint(small, one, name, kind)
        grant(small, one, f"{name}.leader")
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


def unit(code: str, name: str, full: str, kind: str, parent: Unit | None) -> Unit:
    """A unit since 2018; an agency has no desk."""
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
