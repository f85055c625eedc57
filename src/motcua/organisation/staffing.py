"""The posts of a unit of the embedded province, how many sit in each, and who may sign; invented, plausible."""

from dataclasses import dataclass

from motcua.organisation.models import Unit, UnitKind
from motcua.organisation.naming import TWO_TIERS
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import PostKind


@dataclass(frozen=True)
class Signing:
    """The competence that comes with a post; an authorised one is given for a year at a time."""

    kind: GrantKind
    capacity: Capacity
    giver_title: str = ""
    act: str = ""


@dataclass(frozen=True)
class Chair:
    """A post and how many officers hold it; `login` is the second part of their user names."""

    kind: PostKind
    name: str
    login: str
    count: int = 1
    signing: Signing | None = None


LOGINS = {
    PostKind.RECEIVER: "tiepnhan",
    PostKind.HEAD: "phong",
    PostKind.HANDLER: "thuly",
    PostKind.LEADER: "lanhdao",
    PostKind.REGISTRY: "vanthu",
    PostKind.RETURNER: "traketqua",
    PostKind.CASHIER: "thuphi",
    PostKind.DIRECTOR: "giamdoc",
    PostKind.CONTROLLER: "kiemsoat",
    PostKind.ADMINISTRATOR: "quantri",
}

COLLECTIVE = Signing(GrantKind.LAW, Capacity.TM, "Ủy ban nhân dân", "Luật Tổ chức chính quyền địa phương")
DEPUTY = Signing(
    GrantKind.DEVOLVED, Capacity.KT, "TM. Ủy ban nhân dân/Chủ tịch", "Quyết định phân công công tác"
)
HEAD_OF_AGENCY = Signing(GrantKind.LAW, Capacity.HEAD, "", "Quyết định quy định chức năng, nhiệm vụ")
ON_THE_SPOT = "Quyết định ủy quyền giải quyết tại Trung tâm"
"""Title of the acts by which decisions are given to officers at the centre (TT 01/2018 art. 6)."""


def chairs(unit: Unit) -> tuple[Chair, ...]:
    """The posts of a unit by its kind."""
    if unit.kind == UnitKind.PROVINCE:
        return PROVINCE
    if unit.kind == UnitKind.DISTRICT:
        return DISTRICT
    if unit.kind == UnitKind.AGENCY:
        return agency_chairs(unit)
    if unit.valid_from >= TWO_TIERS:
        return COMMUNE_SINCE_2025
    return commune_chairs(receivers=2 if unit.full_name.startswith(("Phường", "Thị trấn")) else 1)


def login_prefix(unit: Unit) -> str:
    """The first part of user names: `tinh`, `huyen193`, `xa06649`, `stp`."""
    if unit.kind == UnitKind.PROVINCE:
        return "tinh"
    words = {UnitKind.DISTRICT.value: "huyen", UnitKind.COMMUNE.value: "xa"}
    return f"{words.get(unit.kind, '')}{unit.code}".lower()


def _chair(kind: PostKind, name: str, count: int = 1, signing: Signing | None = None) -> Chair:
    return Chair(kind, name, LOGINS[kind], count, signing)


def commune_chairs(receivers: int) -> tuple[Chair, ...]:
    """A commune's posts before July 2025."""
    return (
        _chair(PostKind.RECEIVER, "Công chức tiếp nhận", receivers),
        _chair(PostKind.HEAD, "Công chức chuyên môn phụ trách"),
        _chair(PostKind.HANDLER, "Công chức chuyên môn", 2),
        _chair(PostKind.LEADER, "Chủ tịch", signing=COLLECTIVE),
        _chair(PostKind.LEADER, "Phó Chủ tịch", signing=DEPUTY),
        _chair(PostKind.REGISTRY, "Văn thư"),
        _chair(PostKind.RETURNER, "Công chức trả kết quả"),
        _chair(PostKind.CASHIER, "Kế toán, thu phí, lệ phí"),
    )


def agency_chairs(unit: Unit) -> tuple[Chair, ...]:
    """A provincial agency's posts; the Office also controls procedures (TT 01/2018 art. 8)."""
    head, deputy = agency_titles(unit)
    signed_for = Signing(GrantKind.DEVOLVED, Capacity.KT, head, "Quyết định phân công công tác")
    return (
        _chair(PostKind.HEAD, "Trưởng phòng"),
        _chair(PostKind.HANDLER, "Chuyên viên thụ lý", 4),
        _chair(PostKind.LEADER, head, signing=HEAD_OF_AGENCY),
        _chair(PostKind.LEADER, deputy, signing=signed_for),
        _chair(PostKind.REGISTRY, "Văn thư"),
        *(
            (_chair(PostKind.CONTROLLER, "Chuyên viên Kiểm soát thủ tục hành chính", 2),)
            * (unit.code == "VPUB")
        ),
    )


def agency_titles(unit: Unit) -> tuple[str, str]:
    """What the head of an agency and the deputy are called.

    >>> agency_titles(Unit(name="Sở Tư pháp"))
    ('Giám đốc', 'Phó Giám đốc')
    """
    words = {"Văn phòng": "Chánh Văn phòng", "Thanh tra": "Chánh Thanh tra", "Ban": "Trưởng ban"}
    head = next((title for word, title in words.items() if unit.name.startswith(word)), "Giám đốc")
    return head, f"Phó {head}"


DISTRICT = (
    _chair(PostKind.RECEIVER, "Công chức tiếp nhận", 4),
    _chair(PostKind.HEAD, "Trưởng phòng chuyên môn", 3),
    _chair(PostKind.HANDLER, "Chuyên viên thụ lý", 8),
    _chair(PostKind.LEADER, "Chủ tịch", signing=COLLECTIVE),
    _chair(PostKind.LEADER, "Phó Chủ tịch", 2, signing=DEPUTY),
    _chair(PostKind.REGISTRY, "Văn thư"),
    _chair(PostKind.RETURNER, "Công chức trả kết quả", 2),
    _chair(PostKind.CASHIER, "Kế toán, thu phí, lệ phí"),
    _chair(PostKind.DIRECTOR, "Giám đốc Trung tâm"),
)

COMMUNE_SINCE_2025 = (
    _chair(PostKind.RECEIVER, "Công chức tiếp nhận", 3),
    _chair(PostKind.HEAD, "Trưởng phòng chuyên môn", 2),
    _chair(PostKind.HANDLER, "Chuyên viên thụ lý", 5),
    _chair(PostKind.LEADER, "Chủ tịch", signing=COLLECTIVE),
    _chair(PostKind.LEADER, "Phó Chủ tịch", 2, signing=DEPUTY),
    _chair(PostKind.REGISTRY, "Văn thư"),
    _chair(PostKind.RETURNER, "Công chức trả kết quả"),
    _chair(PostKind.CASHIER, "Kế toán, thu phí, lệ phí"),
    _chair(PostKind.DIRECTOR, "Giám đốc Trung tâm"),
)

PROVINCE = (
    _chair(PostKind.RECEIVER, "Công chức tiếp nhận", 10),
    _chair(PostKind.HEAD, "Trưởng phòng chuyên môn", 2),
    _chair(PostKind.HANDLER, "Chuyên viên thụ lý", 4),
    _chair(PostKind.LEADER, "Chủ tịch", signing=COLLECTIVE),
    _chair(PostKind.LEADER, "Phó Chủ tịch", 2, signing=DEPUTY),
    _chair(PostKind.REGISTRY, "Văn thư"),
    _chair(PostKind.RETURNER, "Công chức trả kết quả", 4),
    _chair(PostKind.CASHIER, "Kế toán, thu phí, lệ phí", 2),
    _chair(PostKind.DIRECTOR, "Giám đốc Trung tâm"),
    _chair(PostKind.DIRECTOR, "Phó Giám đốc Trung tâm", 2),
    _chair(PostKind.ADMINISTRATOR, "Quản trị hệ thống"),
)
