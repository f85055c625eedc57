"""What the person signed in asks of their own data: ask, see the state and the deadline, read the answer, get the copy."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.applicants.models import Citizen
from motcua.doors.portal.citizen import citizens_only
from motcua.doors.portal.clock import now
from motcua.doors.portal.frame import language, page, refused
from motcua.dossiers.queries.mine import dossiers_of
from motcua.privacy.actions.ask import ask_own
from motcua.privacy.actions.export import fetch
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import own_request, requests_of
from motcua.rules.personal_data import COPY_READY, LAW, NEEDS_WORDS, Ground, Wish, term_on
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL
from motcua.ui.fields import Field, Option
from motcua.ui.pieces import Column, SummaryRow
from motcua.ui.terms import term_in
from motcua.ui.wording import moment, short_moment

MOST = 200
"""Dossiers to choose from, what moved last first."""
SHOWN = 50
"""Requests listed."""


@require_http_methods(["GET", "HEAD", "POST"])
@citizens_only
def my_data(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """My requests, and the form for a new one (`ma` chooses the dossier); POST asks."""
    typed = request.POST if request.method == "POST" else request.GET
    code, wish, said = (typed.get(name, "")[:2100] for name in ("ma", "yeu_cau", "noi_dung"))
    errors: dict[str, str] = {}
    refusal, at = None, now()
    if request.method == "POST":
        errors = _missing(code, wish, said)
        if not errors:
            try:
                made = ask_own(citizen.id_number, code, wish, at=at, said=said)
            except Refusal as refused_:
                refusal = refused_
            else:
                return redirect("portal:my_data_request", made.pk)
    mine = list(dossiers_of(citizen.id_number).exclude(code=None)[:MOST])
    fields = _fields(mine_options=[(str(d.code), str(d.version.procedure.name)) for d in mine], code=code, wish=wish,
                     said=said, errors=errors)  # fmt: skip
    rows = [_row(one, at) for one in requests_of(citizen.id_number)[:SHOWN]]
    context = {
        "me": citizen, "fields": fields if mine else (), "refusal": refusal, "rows": rows,
        "errors": [(errors[field.name], field.target) for field in fields if field.name in errors],
        "columns": [
            Column(gettext("Yêu cầu")), Column(gettext("Hồ sơ"), "code"), Column(gettext("Gửi lúc")),
            Column(gettext("Trả lời trước")), Column(gettext("Kết quả")),
        ],
    }  # fmt: skip
    return page(request, "portal/my_data.html", context, status=422 if errors else 409 if refusal else 200)


@require_safe
@citizens_only
def my_data_request(request: HttpRequest, citizen: Citizen, pk: int) -> HttpResponse:
    """One request of mine: state, deadlines, answer, and the copy while it can be fetched; 404 for anybody else's."""
    try:
        row = own_request(citizen.id_number, pk)
    except Refusal as refusal:
        return refused(request, refusal)
    return _page(request, citizen, row)


@require_POST
@citizens_only
def my_copy(request: HttpRequest, citizen: Citizen, pk: int) -> HttpResponseBase:
    """The copy granted, as a file to keep."""
    try:
        row = own_request(citizen.id_number, pk)
    except Refusal as refusal:
        return refused(request, refusal)
    try:
        data = fetch(row.pk, by=None, at=now())
    except Refusal as refusal:
        return _page(request, citizen, row, refusal)
    response = StreamingHttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="du-lieu-cua-toi-{pk}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: HttpRequest, citizen: Citizen, row: DataRequest, refusal: Refusal | None = None
) -> HttpResponse:
    until = row.decided_at + COPY_READY if row.decided_at and row.outcome == "done" else None
    copy = row.wish == Wish.EXPORT and until is not None and now() <= until and bool(row.about.name)
    context = {
        "me": citizen, "row": row, "name": term_in("wish", row.wish, language()), "facts": _facts(row),
        "refusal": refusal, "copy": copy, "until": until, "refused": row.outcome == "refused",
    }  # fmt: skip
    return page(request, "portal/my_data_request.html", context, status=409 if refusal else 200)


def _facts(row: DataRequest) -> list[SummaryRow]:
    said = language()
    law = term_on(row.wish, row.asked_at.astimezone(LOCAL).date()).law
    rows = [
        SummaryRow(gettext("Kết quả"), _state(row)),
        SummaryRow(gettext("Hồ sơ"), row.dossier.code or "–"),
        SummaryRow(gettext("Nơi trả lời"), row.unit.full_name),
        SummaryRow(gettext("Gửi lúc"), moment(row.asked_at, said)),
        SummaryRow(gettext("Trả lời trước"), f"{moment(row.due_at, said)} ({law})"),
    ]
    if row.carry_by:
        rows.append(SummaryRow(gettext("Thực hiện xong trước"), moment(row.carry_by, said)))
    if row.said:
        rows.append(SummaryRow(gettext("Bạn viết"), row.said))
    if row.decided_at:
        rows.append(SummaryRow(gettext("Trả lời lúc"), moment(row.decided_at, said)))
    if row.ground:
        ground = Ground(row.ground)
        rows.append(SummaryRow(gettext("Căn cứ"), f"{term_in('ground', ground.value, said)} ({LAW[ground]})"))
    if row.reason:
        rows.append(SummaryRow(gettext("Nội dung trả lời"), row.reason))
    if row.erased or row.kept:
        told = gettext("đã làm %(done)d hồ sơ, giữ lại %(kept)d") % {"done": row.erased, "kept": row.kept}
        rows.append(SummaryRow(gettext("Số hồ sơ"), told))
    return rows


def _state(row: DataRequest) -> str:
    return term_in("request", row.outcome or ("agreed" if row.agreed_at else ""), language())


def _row(row: DataRequest, at: datetime) -> tuple[str, ...]:
    said = language()
    name = format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("portal:my_data_request", args=[row.pk]),
        term_in("wish", row.wish, said),
    )  # fmt: skip
    overdue = gettext("đã quá hạn")
    late = f" ({overdue})" if row.decided_at is None and at > row.due_at else ""
    return (
        name,
        row.dossier.code or "–",
        short_moment(row.asked_at, said),
        short_moment(row.due_at, said),
        _state(row) + late,
    )


def _missing(code: str, wish: str, said: str) -> dict[str, str]:
    """What has to be told before it can be asked."""
    found = {}
    if not code:
        found["ma"] = gettext("Chọn hồ sơ.")
    if wish not in Wish.__members__.values():
        found["yeu_cau"] = gettext("Chọn điều bạn yêu cầu.")
    elif Wish(wish) in NEEDS_WORDS and not said.strip():
        found["noi_dung"] = gettext("Viết rõ: điều gì sai, đúng là gì, hoặc bạn khiếu nại gì.")
    elif len(said) > 2000:
        found["noi_dung"] = gettext("Viết ngắn lại, tối đa 2000 chữ.")
    return found


def _fields(
    *, mine_options: list[tuple[str, str]], code: str, wish: str, said: str, errors: dict[str, str]
) -> tuple[Field, ...]:
    days = {one: term_on(one.value, now().date()).carry_days for one in Wish}
    wishes = tuple(
        Option(one.value, term_in("wish", one.value, language()), _hint(one, days[one])) for one in Wish
    )
    dossiers = (
        Option("", gettext("Chọn một hồ sơ")),
        *(Option(ma, f"{ma}: {name[:80]}") for ma, name in mine_options),
    )
    return (
        Field("ma", gettext("Nơi nhận hồ sơ nào sẽ trả lời bạn?"), "select", code, options=dossiers,
              hint=gettext("Bản sao, xóa và hạn chế tính trên mọi hồ sơ của bạn; sửa thì trên hồ sơ này."),
              error=errors.get("ma", "")),
        Field("yeu_cau", gettext("Bạn yêu cầu gì?"), "radios", wish, options=wishes, error=errors.get("yeu_cau", "")),
        Field("noi_dung", gettext("Nói rõ thêm"), "textarea", said, required=False, error=errors.get("noi_dung", ""),
              hint=gettext("Bắt buộc khi yêu cầu sửa hoặc khiếu nại."), attrs={"rows": "4", "maxlength": "2000"}),
    )  # fmt: skip


def _hint(wish: Wish, days: int) -> str:
    """What it means, and how long it takes at most."""
    means = {
        Wish.EXPORT: gettext("Mọi dữ liệu, tệp và kết quả của bạn, ai đã xem: một tệp nén để tải về."),
        Wish.CORRECTION: gettext("Tên, số định danh, ngày sinh, địa chỉ, liên hệ ghi sai."),
        Wish.ERASURE: gettext("Hồ sơ đang giải quyết hoặc còn trong thời hạn lưu trữ phải giữ theo luật."),
        Wish.RESTRICTION: gettext("Hồ sơ đã xong không tìm được theo tên nữa, chỉ mở được khi nêu lý do."),
        Wish.COMPLAINT: gettext("Về việc thu thập, xem hoặc dùng dữ liệu của bạn."),
    }[wish]
    limit = gettext("Trả lời trong 2 ngày làm việc, xong trong %(days)d ngày.") % {"days": days}
    return f"{means} {limit}"
