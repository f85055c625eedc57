"""My work: what is due first, then what is on its way to us, what must leave today, what waits for applicants."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.doors.desk.forms import new_key, number
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.looking import listed
from motcua.doors.desk.notices import notice_row
from motcua.doors.desk.timing import code, link, procedure, state_of_time, when
from motcua.dossiers.models import HandOver
from motcua.dossiers.queries.work import MyWork, Timed, WorkList, my_work
from motcua.outbox.actions import mark_read
from motcua.outbox.models import Notice
from motcua.rules.posts import Duty
from motcua.rules.roles import Page
from motcua.rules.states import Event
from motcua.ui.pieces import Column, TabLink
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in

TITLES = {
    WorkList.TASKS: gettext_lazy("Việc phải làm"),
    WorkList.INCOMING: gettext_lazy("Chờ nhận bàn giao"),
    WorkList.HAND_OVER: gettext_lazy("Phải chuyển hôm nay"),
    WorkList.RETURN: gettext_lazy("Kết quả chờ trả"),
    WorkList.WAITING: gettext_lazy("Chờ người nộp"),
    WorkList.NOTICES: gettext_lazy("Thông báo"),
}
EMPTY = {
    WorkList.TASKS: (
        gettext_lazy("Không có việc nào đang chờ"),
        gettext_lazy(
            "Việc được giao hoặc thuộc nhiệm vụ của bạn sẽ hiện ở đây, việc đến hạn trước đứng trên."
        ),
    ),
    WorkList.INCOMING: (gettext_lazy("Không có hồ sơ nào đang chuyển đến"), ""),
    WorkList.HAND_OVER: (gettext_lazy("Đã chuyển hết hồ sơ tiếp nhận"), ""),
    WorkList.RETURN: (gettext_lazy("Không có kết quả nào chờ trả"), ""),
    WorkList.WAITING: (gettext_lazy("Không có hồ sơ nào chờ người nộp"), ""),
    WorkList.NOTICES: (gettext_lazy("Không có thông báo mới"), ""),
}
Row = Sequence[str | SafeString]


@require_safe
@official(Page.MY_WORK)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """The lists as tabs, the open one with its page of rows."""
    work = my_work(here.place, here.at, request.GET.get("list"), request.GET.get("page"))
    title, text = EMPTY[work.open]
    tabs = [
        TabLink(str(TITLES[each]), f"?list={each.value}", current=each is work.open, count=count)
        for each, count in work.counts.items()
    ]
    listed(request, here, "my_work", [row.dossier.pk for row, _ in entries(work)])
    return page(
        request,
        here,
        "desk/my_work.html",
        {
            "work": work,
            "tabs": tabs,
            "caption": TITLES[work.open],
            "columns": [
                Column(str(label), "code" if label is CODE else "text") for label in COLUMNS[work.open]
            ],
            "rows": [ROWS[work.open](request, each) for each in entries(work)],
            "notices": [notice_row(each) for each in work.page if isinstance(each, Notice)],
            "empty_title": title,
            "empty_text": text,
            "can_receive": bool(here.units(Duty.RECEIVE)),
        },
    )


@require_POST
@official(Page.MY_WORK)
def read(request: HttpRequest, here: Here) -> HttpResponse:
    """Tick off the notices shown."""
    seen = [pk for each in request.POST.getlist("notice")[:200] if (pk := number(each)) is not None]
    mark_read(seen, officer=here.officer.pk, at=here.at, units=here.overseen)
    return redirect(f"{reverse('desk:my_work')}?list=notices")


def entries(work: MyWork) -> list[tuple[Timed, HandOver | None]]:
    """The rows of the open list; a hand-over beside its dossier."""
    lines = [each if isinstance(each, HandOver) else None for each in work.page]
    return list(zip(work.rows, lines, strict=False))


def _task(request: HttpRequest, entry: tuple[Timed, HandOver | None]) -> Row:
    row, _ = entry
    task, dossier = row.task, row.dossier
    free = gettext("chưa giao cho ai") if task is None or task.officer_id is None else ""
    return (
        code(dossier),
        format_html("{}<br><span class=mc-soft>{}</span>", task.name if task else "", free),
        procedure(dossier),
        dossier.owner.name,
        state_of_time(row.timing, row.left, task.due_at if task else None),
        when(dossier.due_at),
    )


def _incoming(request: HttpRequest, entry: tuple[Timed, HandOver | None]) -> Row:
    row, line = entry
    dossier = row.dossier
    return (
        code(dossier),
        procedure(dossier),
        dossier.owner.name,
        format_html("{}, {}", line.giver_unit.full_name, line.giver.full_name) if line else "",
        when(line.given_at) if line else "",
        one_click(request, row, Event.TAKE_OVER, gettext("Nhận"), WorkList.INCOMING),
    )


def _hand_over(request: HttpRequest, entry: tuple[Timed, HandOver | None]) -> Row:
    row, _ = entry
    dossier = row.dossier
    return (
        code(dossier),
        procedure(dossier),
        dossier.owner.name,
        when(dossier.received_at),
        when(dossier.hand_over_by),
        one_click(request, row, Event.HAND_OVER, gettext("Chuyển"), WorkList.HAND_OVER),
    )


def _return(request: HttpRequest, entry: tuple[Timed, HandOver | None]) -> Row:
    row, _ = entry
    dossier = row.dossier
    act = Event.RETURN_RESULT.value
    return (
        code(dossier, act),
        procedure(dossier),
        dossier.owner.name,
        dossier.owner.phone or "–",
        state_of_time(row.timing, None, dossier.due_at),
        format_html(
            '<a class="mc-button mc-button--secondary" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
            link(dossier, act), gettext("Trả"), dossier.code or "",
        ),
    )  # fmt: skip


def _waiting(request: HttpRequest, entry: tuple[Timed, HandOver | None]) -> Row:
    row, _ = entry
    dossier = row.dossier
    return (
        code(dossier),
        procedure(dossier),
        dossier.owner.name,
        dossier.owner.phone or "–",
        term_in("state", dossier.state, language()),
        when(dossier.supplement_by),
    )


def one_click(request: HttpRequest, row: Timed, event: Event, label: str, back: WorkList) -> SafeString:
    """An act that asks nothing, done from the list: the form with the page's number and its own key."""
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="act" value="{}"><input type="hidden" name="seen" value="{}">'
        '<input type="hidden" name="key" value="{}"><input type="hidden" name="back" value="{}">'
        '<button class="mc-button mc-button--secondary">{}<span class="govuk-visually-hidden"> {}</span></button></form>',
        link(row.dossier), get_token(request), event.value, row.dossier.seq, new_key(), back.value, label,
        row.dossier.code or "",
    )  # fmt: skip


CODE, PROCEDURE, OWNER = gettext_lazy("Mã hồ sơ"), gettext_lazy("Thủ tục"), gettext_lazy("Chủ hồ sơ")
COLUMNS = {
    WorkList.TASKS: (
        CODE, gettext_lazy("Việc"), PROCEDURE, OWNER, gettext_lazy("Hạn của việc"), gettext_lazy("Hẹn trả"),
    ),
    WorkList.INCOMING: (
        CODE, PROCEDURE, OWNER, gettext_lazy("Bên giao"), gettext_lazy("Giao lúc"), gettext_lazy("Nhận"),
    ),
    WorkList.HAND_OVER: (
        CODE, PROCEDURE, OWNER, gettext_lazy("Tiếp nhận lúc"), gettext_lazy("Chậm nhất"), gettext_lazy("Chuyển"),
    ),
    WorkList.RETURN: (
        CODE, PROCEDURE, OWNER, gettext_lazy("Điện thoại"), gettext_lazy("Kết quả"), gettext_lazy("Trả"),
    ),
    WorkList.WAITING: (
        CODE, PROCEDURE, OWNER, gettext_lazy("Điện thoại"), gettext_lazy("Trạng thái"), gettext_lazy("Bổ sung đến"),
    ),
    WorkList.NOTICES: (gettext_lazy("Hồ sơ"), gettext_lazy("Nội dung"), gettext_lazy("Lúc")),
}  # fmt: skip
ROWS: Mapping[WorkList, Callable[[HttpRequest, tuple[Timed, HandOver | None]], Row]] = {
    WorkList.TASKS: _task,
    WorkList.INCOMING: _incoming,
    WorkList.HAND_OVER: _hand_over,
    WorkList.RETURN: _return,
    WorkList.WAITING: _waiting,
    WorkList.NOTICES: _task,
}
