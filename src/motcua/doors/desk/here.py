"""Who stands at the desk: the official, the posts held now, and what every page of theirs shows around its own part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from motcua.doors.desk import clock
from motcua.doors.desk.factor import MUST_CHANGE, passed
from motcua.dossiers.queries.lists import Workplace
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer, Post
from motcua.rules.authority import Mandate, Person, workplaces
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page, Sight, may_open, require_open, units_seen
from motcua.rules.second_factor import needs_second_factor
from motcua.ui.pieces import TabLink

P = ParamSpec("P")
METHODS = ("GET", "HEAD", "POST")
View = Callable[Concatenate[HttpRequest, "Here", P], HttpResponseBase]


@dataclass(frozen=True)
class Here:
    """The official at the moment of the request; `posts` are the chairs held now, with their units.

    `place` is where they work on dossiers and see all of them; `overseen` are the units whose dossiers they follow in
    state and time only (`rules.roles.Sight`).
    """

    officer: Officer
    at: datetime
    person: Person
    place: Workplace
    posts: tuple[Post, ...]
    held: tuple[Mandate, ...]

    def units(self, *duties: Duty) -> tuple[int, ...]:
        """The units where any of the duties is theirs and dossiers are seen at all."""
        charged = (m for m in self.held if not m.duties.isdisjoint(duties))
        return units_seen(charged, Sight.COURSE)

    @property
    def overseen(self) -> tuple[int, ...]:
        """The units whose dossiers they see at least in their course."""
        return self.place.overseen


def here_now(officer: Officer) -> Here:
    """The official with mandates and posts at this moment (three reads)."""
    at = clock.now()
    person = organisation.person(officer.pk, at)
    held = tuple(mandate for mandate in person.mandates if mandate.holds_at(at))
    rows = {
        post.pk: post for post in Post.objects.filter(pk__in=[m.post for m in held]).select_related("unit")
    }
    place = Workplace(
        officer.pk, tuple(workplaces(person, at).items()), units_seen(held, Sight.COURSE),
        tuple(sorted(person.standing_in_for(at))),
    )  # fmt: skip
    return Here(officer, at, person, place, tuple(dict.fromkeys(rows[m.post] for m in held)), held)


def official(opening: Page) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """A page for officials, `@official(Page.REGISTERS)`: signed in, on a post that opens this page (`rules.roles`), with
    `Here`; a refusal nobody catches becomes a page in words."""
    if not isinstance(opening, Page):
        raise TypeError("say which page it is: @official(Page.…), with a line in rules.roles.PAGES")

    def guard(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            if not isinstance(request.user, Officer):
                return redirect_to_login(request.get_full_path())
            if request.session.get(MUST_CHANGE):
                return redirect("account_change_password")
            here = here_now(request.user)
            try:
                require_open(opening, here.held, administrator=here.officer.is_administrator)
                if request.method == "POST":
                    require_second_factor(request, here)
                return view(request, here, *args, **kwargs)
            except Refusal as refusal:
                return refused(request, here, refusal)

        return opened

    return guard


def require_second_factor(request: HttpRequest, here: Here) -> None:
    """Whoever decides does nothing in a session that passed one factor only. Raises `second_factor_required`."""
    if settings.MFA == "optional" or passed(request, here.officer):
        return
    if needs_second_factor(here.person, here.at, administrator=here.officer.is_administrator):
        raise Refusal("second_factor_required")


FORBIDDEN = frozenset(
    {
        "administrator_sees_no_dossier",
        "mandate_expired",
        "not_your_dossier",
        "not_your_duty",
        "not_your_unit",
        "officer_inactive",
        "oversight_sees_no_applicant",
        "second_factor_required",
    }
)


def refused(request: HttpRequest, here: Here, refusal: Refusal) -> HttpResponse:
    """The page that says why not: 403 for the wrong person, 404 for the unknown, 409 for anything else."""
    status = (
        403 if refusal.code in FORBIDDEN else 404 if refusal.code.startswith(("unknown", "bad_code")) else 409
    )
    answer = page(request, here, "desk/refused.html", {"refusal": refusal}, status=status)
    answer.refusal = refusal.code  # type: ignore[attr-defined]  # for the security log
    return answer


def page(
    request: HttpRequest, here: Here, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Any page of the desk: the official, the navigation, then its own context."""
    return render(
        request, template, {"here": here, "nav_links": navigation(request, here), **context}, status=status
    )


NAVIGATION = (
    (Page.MY_WORK, "desk:my_work", gettext_lazy("Việc của tôi")),
    (Page.RECEPTION, "desk:reception", gettext_lazy("Tiếp nhận")),
    (Page.UNIT_WORK, "desk:unit_work", gettext_lazy("Việc của đơn vị")),
    (Page.FIND, "desk:find", gettext_lazy("Tìm hồ sơ")),
    (Page.LOOKS, "desk:looks", gettext_lazy("Ai đã xem")),
    (Page.DATA_REQUESTS, "desk:data_requests", gettext_lazy("Yêu cầu dữ liệu")),
    (Page.REGISTERS, "desk:registers", gettext_lazy("Sổ theo dõi")),
    (Page.PROCEDURES, "desk:procedures", gettext_lazy("Quản lý thủ tục")),
    (Page.COMPETENCES, "desk:competences", gettext_lazy("Thẩm quyền ký")),
    (Page.ABSENCES, "desk:absences", gettext_lazy("Vắng mặt")),
    (Page.PROPOSALS, "desk:proposals", gettext_lazy("Đề xuất")),
    (Page.CALENDAR, "desk:calendar", gettext_lazy("Lịch làm việc")),
)
"""The pages that stand in the navigation, where they are, and their names."""


def navigation(request: HttpRequest, here: Here) -> list[TabLink]:
    """The pages this official may open."""
    links = [(reverse(name), str(label)) for opens, name, label in NAVIGATION if may_open(opens, here.held)]
    mine = reverse("desk:my_work")  # every address of the desk begins with it
    return [
        TabLink(
            label, address, request.path == address or (address != mine and request.path.startswith(address))
        )
        for address, label in links
    ]
