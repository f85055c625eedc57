"""Who stands at the desk: the official, the posts held now, and what every page of theirs shows around its own part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from motcua.doors.desk import clock
from motcua.dossiers.queries.lists import Workplace
from motcua.organisation import queries as organisation
from motcua.organisation.models import Officer, Post
from motcua.rules.authority import Person
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.ui.pieces import TabLink

P = ParamSpec("P")
HEADS = (Duty.ASSIGN, Duty.URGE, Duty.DIRECT)
"""Who sees the work of a whole unit."""


@dataclass(frozen=True)
class Here:
    """The official at the moment of the request; `posts` are the chairs held now, with their units."""

    officer: Officer
    at: datetime
    person: Person
    place: Workplace
    posts: tuple[Post, ...]

    def units(self, *duties: Duty) -> tuple[int, ...]:
        """The units where any of the duties is theirs."""
        return tuple(dict.fromkeys(unit for unit, held in self.place.duties if not held.isdisjoint(duties)))

    def is_a(self, kind: PostKind) -> bool:
        """Whether a post of this kind is held now."""
        return any(post.kind == kind for post in self.posts)


def here_now(officer: Officer) -> Here:
    """The official with mandates and posts at this moment (three reads).

    A system administrator's post opens no dossier (rules.md 2.1), so it gives no workplace.
    """
    at = clock.now()
    person = organisation.person(officer.pk, at)
    held = [mandate for mandate in person.mandates if mandate.holds_at(at)]
    rows = {
        post.pk: post for post in Post.objects.filter(pk__in=[m.post for m in held]).select_related("unit")
    }
    duties: dict[int, frozenset[Duty]] = {}
    for mandate in held:
        if mandate.kind != PostKind.ADMINISTRATOR:
            duties[mandate.unit] = duties.get(mandate.unit, frozenset()) | mandate.duties
    place = Workplace(officer.pk, tuple(duties.items()))
    return Here(officer, at, person, place, tuple(rows[m.post] for m in held))


def official(view: Callable[Concatenate[HttpRequest, Here, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for officials: signed in, with `Here`; a refusal nobody catches becomes a page in words."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, Officer):
            return redirect_to_login(request.get_full_path())
        here = here_now(request.user)
        try:
            return view(request, here, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, here, refusal)

    return opened


FORBIDDEN = frozenset(
    {"not_your_dossier", "not_your_duty", "not_your_unit", "officer_inactive", "mandate_expired"}
)


def refused(request: HttpRequest, here: Here, refusal: Refusal) -> HttpResponse:
    """The page that says why not: 403 for the wrong person, 404 for the unknown, 409 for anything else."""
    status = (
        403 if refusal.code in FORBIDDEN else 404 if refusal.code.startswith(("unknown", "bad_code")) else 409
    )
    return page(request, here, "desk/refused.html", {"refusal": refusal}, status=status)


def page(
    request: HttpRequest, here: Here, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Any page of the desk: the official, the navigation, then its own context."""
    return render(
        request, template, {"here": here, "nav_links": navigation(request, here), **context}, status=status
    )


def navigation(request: HttpRequest, here: Here) -> list[TabLink]:
    """The pages this official has use for."""
    found = [("desk:my_work", gettext("Việc của tôi"))]
    if here.units(Duty.RECEIVE):
        found.append(("desk:reception", gettext("Tiếp nhận")))
    if here.units(*HEADS):
        found.append(("desk:unit_work", gettext("Việc của đơn vị")))
    if here.place.duties:
        found += [("desk:find", gettext("Tìm hồ sơ")), ("desk:registers", gettext("Sổ theo dõi"))]
    if here.is_a(PostKind.CONTROLLER):
        found.append(("desk:procedures", gettext("Quản lý thủ tục")))
    links = [(reverse(name), label) for name, label in found]
    mine = reverse("desk:my_work")  # every address of the desk begins with it
    return [
        TabLink(
            label, address, request.path == address or (address != mine and request.path.startswith(address))
        )
        for address, label in links
    ]
