"""The work of a unit, for its heads and the centre's director: by person, overdue first; assign, re-assign, urge."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.doors.desk.forms import number
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.looking import listed
from motcua.doors.desk.timing import code, link, owner, procedure, state_of_time, when
from motcua.dossiers.queries import lists
from motcua.dossiers.queries.work import Load, Timed, load, timed, timed_tasks
from motcua.rules.posts import Duty
from motcua.rules.roles import LEADING, Page
from motcua.rules.states import Event
from motcua.ui.pieces import Column, TabLink
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


@require_safe
@official(Page.UNIT_WORK)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """Tasks (all, nobody's, one person's, overdue) or dossiers of the units one leads."""
    units = here.units(*LEADING)
    named = set(here.place.units)
    view = request.GET.get("view", "tasks")
    officer, free = number(request.GET.get("officer")), request.GET.get("free") == "1"
    late, shown = request.GET.get("overdue") == "1", request.GET.get("page")
    at = here.at if late else None
    people = load(units, here.at)
    tasks, dossiers = None, None
    if view == "dossiers":
        dossiers = lists.page_of(lists.unit_dossiers(units, overdue_at=at), shown)
        listed(request, here, "unit_work", [one.pk for one in dossiers])
        columns, rows = dossier_columns(), [_dossier(row, named) for row in timed(dossiers, here.at)]
    else:
        tasks = lists.page_of(lists.unit_tasks(units, officer=officer, free=free, overdue_at=at), shown)
        assigns = set(here.units(Duty.ASSIGN))
        columns, rows = task_columns(), [_task(row, assigns) for row in timed_tasks(tasks, here.at)]
    return page(
        request,
        here,
        "desk/unit_work.html",
        {
            "tabs": _tabs(people, view, late),
            "people": [_person(one, officer, free) for one in people] if view != "dossiers" else [],
            "filtered": officer is not None or free,
            "columns": columns,
            "rows": rows,
            "found": dossiers or tasks,
            "names": ", ".join(dict.fromkeys(p.unit.full_name for p in here.posts if p.unit_id in units)),
        },
    )


def _tabs(people: Sequence[Load], view: str, late: bool) -> list[TabLink]:
    tasks, overdue = sum(one.tasks for one in people), sum(one.overdue for one in people)
    dossiers = view == "dossiers"
    return [
        TabLink(gettext("Việc đang mở"), "?view=tasks", not dossiers and not late, tasks),
        TabLink(gettext("Việc quá hạn"), "?view=tasks&overdue=1", not dossiers and late, overdue),
        TabLink(gettext("Hồ sơ đang giữ"), "?view=dossiers", dossiers and not late),
        TabLink(gettext("Hồ sơ quá hạn"), "?view=dossiers&overdue=1", dossiers and late),
    ]


def _person(one: Load, officer: int | None, free: bool) -> SafeString:
    """A person's load as a link that keeps only theirs."""
    query = urlencode({"officer": one.officer}) if one.officer is not None else urlencode({"free": 1})
    chosen = officer == one.officer if one.officer is not None else free
    late = gettext(", %(count)d quá hạn") % {"count": one.overdue} if one.overdue else ""
    return format_html(
        '<a class="govuk-link" href="?{}"{}>{}</a> <span class="mc-soft mc-figures">{}{}</span>',
        query, format_html(' aria-current="{}"', "true") if chosen else "", one.name or gettext("Chưa giao cho ai"),
        gettext("%(count)d việc") % {"count": one.tasks}, late,
    )  # fmt: skip


def _task(row: Timed, assigns: set[int]) -> Sequence[str]:
    task, dossier = row.task, row.dossier
    if task is None:
        return ()
    doing = [_act(row, Event.ASSIGN, gettext("Giao"), task=str(task.pk))] if task.unit_id in assigns else []
    doing.append(_act(row, Event.URGE, gettext("Đôn đốc")))
    return (
        code(dossier),
        format_html("{}<br><span class=mc-soft>{}</span>", task.name, procedure(dossier)),
        task.officer.full_name if task.officer else gettext("Chưa giao cho ai"),
        state_of_time(row.timing, row.left, task.due_at),
        when(dossier.due_at),
        format_html(" · ".join(["{}"] * len(doing)), *doing),
    )


def _dossier(row: Timed, named: Collection[int]) -> Sequence[str]:
    dossier = row.dossier
    return (
        code(dossier), procedure(dossier), owner(dossier, named), term_in("state", dossier.state, language()),
        state_of_time(row.timing, row.left, dossier.due_at), _act(row, Event.URGE, gettext("Đôn đốc")),
    )  # fmt: skip


def _act(row: Timed, event: Event, label: str, **more: str) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
        link(row.dossier, event.value, back="unit", **more), label, row.dossier.code or "",
    )  # fmt: skip


def task_columns() -> list[Column]:
    """The columns of the list of tasks."""
    return [
        Column(gettext("Mã hồ sơ"), "code"), Column(gettext("Việc")), Column(gettext("Người làm")),
        Column(gettext("Hạn của việc")), Column(gettext("Hẹn trả")), Column(gettext("Giao, đôn đốc")),
    ]  # fmt: skip


def dossier_columns() -> list[Column]:
    """The columns of the list of dossiers."""
    return [
        Column(gettext("Mã hồ sơ"), "code"), Column(gettext("Thủ tục")), Column(gettext("Chủ hồ sơ")),
        Column(gettext("Trạng thái")), Column(gettext("Thời hạn")), Column(gettext("Đôn đốc")),
    ]  # fmt: skip
