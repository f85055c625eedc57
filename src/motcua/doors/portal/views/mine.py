"""The dossiers of the person signed in, and each of them with what only its own people see."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.applicants.models import Citizen
from motcua.doors.portal.citizen import citizens_only
from motcua.doors.portal.frame import language, page, refused
from motcua.doors.portal.looks import looks_of
from motcua.doors.portal.views.look_up import seen_by_code
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.mine import dossiers_of, own_dossier, own_result, results_for
from motcua.gateways import storage
from motcua.rules.refusal import Refusal
from motcua.ui.terms import term_in
from motcua.ui.wording import short_moment

PER_PAGE = 20


@require_safe
@citizens_only
def my_dossiers(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Every dossier that names this person as owner or filer: code, procedure, state, when it is due."""
    listed = Paginator(dossiers_of(citizen.id_number), PER_PAGE).get_page(request.GET.get("page"))
    columns = [gettext("Mã hồ sơ"), gettext("Thủ tục"), gettext("Trạng thái"), gettext("Hẹn trả kết quả")]
    rows = [_row(dossier) for dossier in listed]
    return page(
        request,
        "portal/my_dossiers.html",
        {"listed": listed, "columns": columns, "rows": rows, "me": citizen},
    )


@require_safe
@citizens_only
def my_dossier(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """One dossier for its own people: what everybody with the code sees, and whose it is; 404 for anybody else's."""
    try:
        own = own_dossier(citizen.id_number, code)
    except Refusal as refusal:
        return refused(request, refusal)
    return page(
        request,
        "portal/my_dossier.html",
        {
            **seen_by_code(code), "own": own, "me": citizen, "looks": looks_of(own.pk),
            "results": results_for(own, citizen.id_number),
        },
    )  # fmt: skip


@require_safe
@citizens_only
def my_result(request: HttpRequest, citizen: Citizen, code: str, decision: int) -> HttpResponse:
    """The signed and sealed result as a file, byte for byte, for whom it is; 404 for anybody else's."""
    try:
        found = own_result(citizen.id_number, code, decision)
        data = storage.get(found.file_key)
    except Refusal as refusal:
        return refused(request, refusal)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{code}-ket-qua-{found.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _row(dossier: Dossier) -> tuple[str, str, str, str]:
    code = dossier.code or gettext("chưa có mã")
    name: str = code
    if dossier.code:
        name = format_html(
            '<a class="govuk-link mc-code" href="{}">{}</a>', reverse("portal:my_dossier", args=[code]), code
        )
    procedure = format_html('<span lang="vi">{}</span>', dossier.version.procedure.name)
    due = short_moment(dossier.due_at, language()) if dossier.due_at else "–"
    return name, procedure, term_in("state", dossier.state, language()), due
