"""A few units and officers, enough to ask and to act on."""

from datetime import date, datetime

from motcua.organisation.models import Officer, Post, Tenure, Unit, UnitKind, UnitLevel
from motcua.rules.posts import PostKind
from motcua.rules.worktime import LOCAL

BEGIN = date(2018, 1, 1)


def moment(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment on Vietnam's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=LOCAL)


NOW = moment(2025, 3, 3)
LONG_AGO = moment(2018, 1, 2)


def make_unit(
    code: str,
    full_name: str = "Phường Hồng Hải",
    *,
    parent: Unit | None = None,
    kind: UnitKind = UnitKind.COMMUNE,
    since: date = BEGIN,
    until: date | None = None,
) -> Unit:
    """A unit; without a parent it is the province."""
    kind = kind if parent else UnitKind.PROVINCE
    level = UnitLevel.PROVINCE if kind == UnitKind.AGENCY else UnitLevel(kind.value)
    return Unit.objects.create(
        code=code,
        name=full_name.split(" ", 1)[1],
        full_name=full_name,
        kind=kind,
        level=level,
        parent=parent,
        desk_name="" if kind == UnitKind.AGENCY else f"Bộ phận một cửa {full_name}",
        authority_name=f"Ủy ban nhân dân {full_name}",
        agency_code=f"H49.{code}",
        is_one_stop=kind != UnitKind.AGENCY,
        valid_from=since,
        valid_to=until,
    )


def make_province() -> Unit:
    """Quảng Ninh."""
    return make_unit("22", "Tỉnh Quảng Ninh")


def make_officer(username: str, full_name: str = "Nguyễn Thị Hoa", **known: bool) -> Officer:
    """An officer without a post."""
    return Officer.objects.create(username=username, full_name=full_name, joined=LONG_AGO, **known)


def make_post(unit: Unit, kind: PostKind = PostKind.RECEIVER, name: str = "Công chức tiếp nhận") -> Post:
    """A post nobody holds."""
    return Post.objects.create(unit=unit, kind=kind.value, name=name)


def seat(
    officer: Officer, post: Post, *, since: datetime = LONG_AGO, until: datetime | None = None
) -> Tenure:
    """Let an officer hold a post, without asking the rules."""
    return Tenure.objects.create(officer=officer, post=post, valid_from=since, valid_to=until)
