"""Roles: who takes part in the one-stop mechanism, what each is charged with, and how much of a dossier each may see.

One short declaration for each row of the regulation's list of actors that the system knows. What an official may open
at the desk is not said again anywhere: it follows from the posts held now (`may_open`), their duties, and the page's own
line in `PAGES`. Sources: NĐ 61/2018 art. 5(1) (no leaking), 6, 9-12, 17-20; NĐ 63/2010 art. 5, 13; Law 91/2025 (personal
data: only what the task needs).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from motcua.rules.authority import Mandate
from motcua.rules.posts import USUAL_DUTIES, Duty, PostKind
from motcua.rules.refusal import Refusal


class Sight(IntEnum):
    """How much of the dossiers of one's own units a role may see; each holds the one before."""

    NOTHING = 0
    """no dossier at all"""
    COURSE = 1
    """code, procedure, state, time and who did what: enough to oversee, nothing about the applicant"""
    DOSSIER = 2
    """all of it, papers and people"""


class Page(StrEnum):
    """What can be opened at the desk; each view names its own."""

    MY_WORK = "my_work"
    RECEPTION = "reception"
    DOSSIER = "dossier"
    DOSSIER_PAPERS = "dossier_papers"
    FIND = "find"
    UNIT_WORK = "unit_work"
    REGISTERS = "registers"
    LOOKS = "looks"
    DATA_REQUESTS = "data_requests"
    PROCEDURES = "procedures"
    COMPETENCES = "competences"
    GRANTING = "granting"
    ABSENCES = "absences"
    INTERESTS = "interests"
    PROPOSALS = "proposals"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Opening:
    """Who may open a page: whoever holds a post with one of `duties` (none named: any) and, where `posts` are named, of one
    of these kinds, whose role sees at least `sight`."""

    vi: str
    en: str
    duties: frozenset[Duty] = frozenset()
    posts: frozenset[PostKind] = frozenset()
    sight: Sight = Sight.NOTHING


@dataclass(frozen=True)
class Role:
    """One kind of actor. `post` is the chair that makes an official one (None: no official of ours)."""

    key: str
    vi: str
    en: str
    sees: Sight
    law: str
    post: PostKind | None = None

    @property
    def duties(self) -> frozenset[Duty]:
        """What the role is usually charged with."""
        return USUAL_DUTIES[self.post] if self.post else frozenset()

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the desk it opens with its usual duties."""
        if self.post is None:
            return ()
        return tuple(page for page in Page if _opens(PAGES[page], self.post, self.duties))


LEADING = frozenset({Duty.ASSIGN, Duty.URGE, Duty.DIRECT})
"""Who sees the work of a whole unit, and urges it."""

PAGES: Mapping[Page, Opening] = MappingProxyType(
    {
        Page.MY_WORK: Opening("Việc của tôi", "My work"),
        Page.RECEPTION: Opening("Tiếp nhận", "Reception", frozenset({Duty.RECEIVE}), sight=Sight.DOSSIER),
        Page.DOSSIER: Opening("Trang hồ sơ", "A dossier's page", sight=Sight.COURSE),
        Page.DOSSIER_PAPERS: Opening("Giấy tờ, kết quả", "Its papers and results", sight=Sight.DOSSIER),
        Page.FIND: Opening("Tìm hồ sơ", "Find a dossier", sight=Sight.COURSE),
        Page.UNIT_WORK: Opening("Việc của đơn vị", "The unit's work", LEADING, sight=Sight.COURSE),
        Page.LOOKS: Opening("Ai đã xem dữ liệu", "Who looked at data", LEADING, sight=Sight.COURSE),
        Page.DATA_REQUESTS: Opening(
            "Yêu cầu về dữ liệu cá nhân", "Requests about personal data", frozenset({Duty.ASSIGN, Duty.RECEIVE}),
            sight=Sight.DOSSIER,
        ),
        Page.REGISTERS: Opening(
            "Sổ theo dõi", "Registers", frozenset({Duty.RECEIVE, Duty.RETURN, Duty.ASSIGN}), sight=Sight.DOSSIER
        ),
        Page.PROCEDURES: Opening(
            "Quản lý thủ tục", "Registry of procedures", frozenset({Duty.CONFIGURE}), frozenset({PostKind.CONTROLLER})
        ),
        Page.COMPETENCES: Opening("Thẩm quyền ký", "Who may sign", LEADING | {Duty.SIGN, Duty.CONFIGURE}),
        Page.GRANTING: Opening("Giao thẩm quyền", "Grant a competence", frozenset({Duty.SIGN, Duty.CONFIGURE})),
        Page.ABSENCES: Opening("Vắng mặt", "Absences"),
        Page.INTERESTS: Opening("Kê khai lợi ích", "Interests declared"),
        Page.PROPOSALS: Opening("Đề xuất", "Proposals", frozenset({Duty.SIGN, Duty.CONFIGURE})),
        Page.CALENDAR: Opening("Lịch làm việc", "Calendar", frozenset({Duty.CONFIGURE})),
    }
)  # fmt: skip
"""Every page of the desk with who may open it; a page without a line is opened by nobody (a test walks them)."""

ROLES: tuple[Role, ...] = (
    Role("public", "Bất kỳ ai", "Anybody", Sight.NOTHING, "TT 01/2018 Đ.16"),
    Role("applicant", "Chủ hồ sơ", "Applicant", Sight.DOSSIER, "NĐ 61/2018 Đ.6; NĐ 118/2025 Đ.21"),
    Role("representative", "Người được ủy quyền", "Representative", Sight.DOSSIER, "NĐ 61/2018 Đ.6(2)"),
    Role(
        "receiver", "Công chức tiếp nhận", "Receiving officer", Sight.DOSSIER,
        "NĐ 61/2018 Đ.11, 17, 18", PostKind.RECEIVER,
    ),
    Role("head", "Lãnh đạo phòng", "Head of division", Sight.DOSSIER, "NĐ 61/2018 Đ.19(1)", PostKind.HEAD),
    Role(
        "handler", "Công chức thụ lý (và nơi được lấy ý kiến)", "Handling officer (and whoever is consulted)",
        Sight.DOSSIER, "NĐ 61/2018 Đ.19(2-5)", PostKind.HANDLER,
    ),
    Role(
        "leader", "Lãnh đạo ký, Chủ tịch", "Approving leader, chairman", Sight.DOSSIER,
        "NĐ 30/2020 Đ.13; NĐ 63/2010 Đ.13", PostKind.LEADER,
    ),
    Role("registry", "Văn thư", "Registry clerk", Sight.DOSSIER, "NĐ 30/2020 Đ.15-18, 32", PostKind.REGISTRY),
    Role(
        "returner", "Công chức trả kết quả", "Result desk officer", Sight.DOSSIER,
        "NĐ 61/2018 Đ.11, 20", PostKind.RETURNER,
    ),
    Role(
        "cashier", "Kế toán, thủ quỹ", "Cashier", Sight.DOSSIER, "NĐ 61/2018 Đ.12(9), 22", PostKind.CASHIER
    ),
    Role(
        "director", "Giám đốc, Phó Giám đốc Trung tâm", "Director of the centre", Sight.COURSE,
        "NĐ 61/2018 Đ.9-10", PostKind.DIRECTOR,
    ),
    Role(
        "controller", "Cán bộ kiểm soát thủ tục hành chính", "Procedure controller", Sight.COURSE,
        "NĐ 63/2010 Đ.5; TT 01/2018 Đ.8", PostKind.CONTROLLER,
    ),
    Role(
        "administrator", "Quản trị hệ thống", "System administrator", Sight.NOTHING,
        "quy chế cấp tỉnh; NĐ 61/2018 Đ.5(1)", PostKind.ADMINISTRATOR,
    ),
)  # fmt: skip
"""Everybody the system knows. Postal agents and guidance staff act through the counter and have no account."""

CARRIED: Mapping[Sight, frozenset[Duty]] = MappingProxyType(
    {
        Sight.NOTHING: frozenset({Duty.CONFIGURE}),
        Sight.COURSE: frozenset({Duty.CONFIGURE, Duty.DIRECT, Duty.URGE}),
        Sight.DOSSIER: frozenset(Duty),
    }
)
"""The most a post may be charged with, by what its role sees: nobody decides on what they may not read."""

BY_POST: Mapping[PostKind, Role] = MappingProxyType({role.post: role for role in ROLES if role.post})


def charged(kind: PostKind, own: Iterable[Duty]) -> frozenset[Duty]:
    """What a post is charged with: its own duties, else the usual ones; never what its role sees too little for.

    >>> charged(PostKind.ADMINISTRATOR, [Duty.SIGN, Duty.CONFIGURE])
    frozenset({<Duty.CONFIGURE: 'configure'>})
    """
    return (frozenset(own) or USUAL_DUTIES[kind]) & CARRIED[BY_POST[kind].sees]


def units_seen(held: Iterable[Mandate], sight: Sight) -> tuple[int, ...]:
    """The units whose dossiers are seen at least so far, by the mandates held now; each once."""
    return tuple(dict.fromkeys(one.unit for one in held if BY_POST[one.kind].sees >= sight))


ANYBODYS = frozenset({Page.MY_WORK, Page.ABSENCES, Page.INTERESTS})
"""Pages about oneself: every official opens them, on whatever post."""


def may_open(page: Page, held: Iterable[Mandate]) -> bool:
    """Whether somebody who holds these mandates now may open the page."""
    return refusal_to_open(page, held) is None


def require_open(page: Page, held: Iterable[Mandate], *, administrator: bool = False) -> None:
    """The same as a check; `administrator`: the account may also configure, by whatever post."""
    refusal = refusal_to_open(page, held, administrator=administrator)
    if refusal is not None:
        raise refusal


def refusal_to_open(page: Page, held: Iterable[Mandate], *, administrator: bool = False) -> Refusal | None:
    """Why not: `administrator_sees_no_dossier` (nothing else is held), `oversight_sees_no_applicant` (a page with
    people on it, for a role that oversees), `not_your_duty`; None when it opens."""
    opening, mandates = PAGES[page], tuple(held)
    if page in ANYBODYS or any(_opens(opening, one.kind, one.duties) for one in mandates):
        return None
    roles = [BY_POST[one.kind] for one in mandates]
    blind = all(role.sees is Sight.NOTHING for role in roles)
    if opening.sight and blind and (roles or administrator):
        return Refusal("administrator_sees_no_dossier")
    if not blind and all(role.sees < opening.sight for role in roles):
        return Refusal("oversight_sees_no_applicant")
    return Refusal("not_your_duty", duty=min(opening.duties, default=Duty.APPRAISE).value)


def _opens(opening: Opening, kind: PostKind, duties: frozenset[Duty]) -> bool:
    return (
        BY_POST[kind].sees >= opening.sight
        and (not opening.posts or kind in opening.posts)
        and (not opening.duties or not opening.duties.isdisjoint(duties))
    )
