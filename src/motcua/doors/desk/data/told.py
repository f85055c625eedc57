"""What stands on the page of a request about personal data."""

from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from motcua.doors.desk.data.listing import state_of
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import Standing
from motcua.rules.personal_data import LAW, Ground, term_on
from motcua.rules.worktime import LOCAL
from motcua.ui.pieces import Column, SummaryRow
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import moment, short_day


def facts(one: DataRequest) -> list[SummaryRow]:
    """Who asked what, how they were known, until when it is answered, and what became of it."""
    about, said = one.about, language()
    law = term_on(one.wish, one.asked_at.astimezone(LOCAL).date()).law
    born = short_day(about.birth_date, said) if about.birth_date else ""
    known = (
        gettext("Đã xem thẻ tại quầy: %(who)s") % {"who": one.taken_by.full_name}
        if one.taken_by else gettext("Đã đăng nhập bằng định danh điện tử")
    )  # fmt: skip
    rows = [
        SummaryRow(gettext("Yêu cầu"), f"{term_in('wish', one.wish, said)} ({law})"),
        SummaryRow(
            gettext("Người yêu cầu"), ", ".join(part for part in (about.name, about.id_number, born) if part) or "–"
        ),
        SummaryRow(gettext("Xác minh"), known),
        SummaryRow(gettext("Nhận lúc"), moment(one.asked_at, said)),
        SummaryRow(gettext("Trả lời trước"), moment(one.due_at, said)),
    ]  # fmt: skip
    if one.said:
        rows.insert(2, SummaryRow(gettext("Lời người yêu cầu"), one.said))
    if one.carry_by:
        rows.append(SummaryRow(gettext("Thực hiện xong trước"), moment(one.carry_by, said)))
    if one.agreed_by and one.agreed_at:
        rows.append(
            SummaryRow(gettext("Đồng ý"), f"{one.agreed_by.full_name}, {moment(one.agreed_at, said)}")
        )
    return rows + outcome(one)


def outcome(one: DataRequest) -> list[SummaryRow]:
    """What was answered, by whom, when, on which ground."""
    if one.decided_at is None:
        return []
    said = language()
    who = f"{one.decided_by.full_name}, {moment(one.decided_at, said)}" if one.decided_by else ""
    rows = [SummaryRow(gettext("Kết quả"), f"{state_of(one)}: {who}")]
    if one.ground:
        ground = Ground(one.ground)
        rows.append(SummaryRow(gettext("Căn cứ"), f"{term_in('ground', ground.value, said)} ({LAW[ground]})"))
    if one.reason:
        rows.append(SummaryRow(gettext("Nội dung trả lời"), one.reason))
    if one.erased or one.kept:
        told = gettext("đã làm %(done)d hồ sơ, giữ lại %(kept)d") % {"done": one.erased, "kept": one.kept}
        rows.append(SummaryRow(gettext("Số hồ sơ"), told))
    return rows


def columns() -> list[Column]:
    """The heads of the table of the person's dossiers."""
    return [
        Column(gettext("Hồ sơ"), "code"), Column(gettext("Trạng thái")), Column(gettext("Phải giữ đến")),
        Column(gettext("Có thể làm gì")),
    ]  # fmt: skip


def row(one: Standing, at: datetime) -> tuple[str, ...]:
    """One dossier: its state, until when it must be kept, what may be done to it now."""
    dossier, said = one.dossier, language()
    until = short_day(one.until, said) if one.until else gettext("đang giải quyết")
    may = gettext("xóa được") if one.erasable else gettext("phải giữ")
    if one.restricted:
        may += ", " + gettext("đã hạn chế sử dụng")
    if one.sealed:
        may += ", " + gettext("văn bản đã ký số ở lại lưu trữ")
    code = format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("desk:dossier", args=[dossier.pk]), dossier.code or dossier.pk
    )  # fmt: skip
    return code, term_in("state", dossier.state, said), until, may
