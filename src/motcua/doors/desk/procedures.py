"""The registry of procedures for those who control them: drafts and published versions, publication with all gaps."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.publication import PublicationRefused, publication_gaps
from motcua.doors.desk.forms import Day, DeskForm
from motcua.doors.desk.gaps import gap_line
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.timing import when
from motcua.dossiers.queries.lists import page_of
from motcua.proposals.actions import propose_publication
from motcua.proposals.content import Publication
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.ui.pieces import Column, TabLink
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import number, short_day

State = ProcedureVersion.State


class PublishForm(DeskForm):
    """From when, by which decision (NĐ 63/2010 Đ.13-15)."""

    valid_from = Day(label=gettext_lazy("Áp dụng từ ngày"))
    decision = forms.CharField(
        label=gettext_lazy("Số quyết định công bố"), help_text=gettext_lazy("Ví dụ: 1234/QĐ-UBND")
    )


@require_safe
@official(Page.PROCEDURES)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """Drafts or published versions, found by words without accents."""
    state = State.DRAFT if request.GET.get("state") == "draft" else State.PUBLISHED
    words = request.GET.get("q", "")[:200]
    found = page_of(catalogue.versions_in_state(state, words), request.GET.get("page"))
    rows = [
        (
            format_html(
                '<a class="govuk-link" href="{}">{}</a>',
                reverse("desk:procedure_version", args=[one.procedure.code, one.number]), one.procedure.code,
            ),
            one.procedure.name, one.procedure.field.name if one.procedure.field else "–", str(one.number),
            short_day(one.valid_from, language()) if one.valid_from else "–", one.decision or "–",
        )
        for one in found
    ]  # fmt: skip
    columns = [
        Column(gettext("Mã"), "code"), gettext("Thủ tục"), gettext("Lĩnh vực"), Column(gettext("Phiên bản"), "number"),
        gettext("Áp dụng từ"), gettext("Quyết định"),
    ]  # fmt: skip
    tabs = [
        TabLink(gettext("Đã công bố"), "?state=published", state == State.PUBLISHED),
        TabLink(gettext("Bản nháp"), "?state=draft", state == State.DRAFT),
    ]
    context = {"found": found, "rows": rows, "columns": columns, "tabs": tabs, "words": words, "state": state}
    return page(request, here, "desk/procedures.html", context)


@official(Page.PROCEDURES)
def version(request: HttpRequest, here: Here, code: str, number: int) -> HttpResponse:
    """One version with its responsibility matrix; a draft with what bars its publication, and the button."""
    found = catalogue.version_numbered(code, number)
    form, status = PublishForm(request.POST if request.method == "POST" else None), 200
    refusal: Refusal | None = None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.cleaned_data
            try:
                wanted = Publication(found, told["valid_from"], told["decision"])
                made = propose_publication(wanted, by=here.officer.pk, at=here.at)
            except Refusal as said:
                refusal, status = said, 409
            else:
                messages.success(
                    request,
                    gettext("Đã gửi đề xuất công bố phiên bản %(number)d, chờ người khác xác nhận.")
                    % {"number": found.number},
                )
                return redirect("desk:proposal", made.pk)
    document = found.parsed
    gaps = refusal.gaps if isinstance(refusal, PublicationRefused) else publication_gaps(document)
    return page(
        request, here, "desk/procedure_version.html", status=status,
        context={
            "version": found, "document": document, "form": form, "refusal": refusal,
            "gaps": [gap_line(gap, document) for gap in gaps] if not found.is_published else [],
            "columns": step_columns(), "rows": step_rows(found), "facts": facts(found),
        },
    )  # fmt: skip


def facts(found: ProcedureVersion) -> list[tuple[str, str]]:
    """What the version says of itself."""
    document = found.parsed
    return [
        (gettext("Lĩnh vực"), document.field or "–"),
        (
            gettext("Cấp giải quyết"),
            ", ".join(term_in("level", level.value, language()) for level in document.levels) or "–",
        ),
        (gettext("Cơ quan giải quyết"), document.agency or "–"),
        (gettext("Áp dụng từ"), short_day(found.valid_from, language()) if found.valid_from else "–"),
        (gettext("Quyết định công bố"), found.decision or "–"),
        (gettext("Công bố lúc"), when(found.published_at)),
    ]


def step_columns() -> list[Column]:
    """The columns of the responsibility matrix."""
    return [
        Column(gettext("Bước")), Column(gettext("Nơi làm")), Column(gettext("Người làm")), Column(gettext("Việc")),
        Column(gettext("Giờ làm việc"), "number"), Column(gettext("Kết quả của bước")),
    ]  # fmt: skip


def step_rows(found: ProcedureVersion) -> list[tuple[str, ...]]:
    """The responsibility matrix; an empty cell says so."""
    empty = gettext("(trống)")
    return [
        (
            part.name or empty, term_in("unit", part.unit, language()) if part.unit else empty,
            term_in("post", part.post, language()) if part.post else empty, part.task or empty,
            number(part.hours, language()) if part.hours is not None else empty, part.output or empty,
        )
        for part in found.parsed.process
    ]  # fmt: skip
