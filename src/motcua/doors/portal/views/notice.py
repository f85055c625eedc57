"""The notice of a procedure to post on the wall (NĐ 63/2010/NĐ-CP Đ.17): A4, with a QR code of its page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.doors.portal.clock import now
from motcua.doors.portal.frame import refused, today
from motcua.doors.portal.parts import twelve
from motcua.doors.portal.process_ribbon import step_lines
from motcua.doors.portal.views.procedure import unit_names
from motcua.organisation import queries as organisation
from motcua.papers import contents, render
from motcua.rules.refusal import Refusal
from motcua.ui.terms import term_in


@require_safe
def procedure_notice(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF of the version in force today, always in Vietnamese; 404 with words if there is none."""
    try:
        version = catalogue.published_version(code.strip(), today())
        content = notice(version)
    except Refusal as refusal:
        return refused(request, refusal)
    address = request.build_absolute_uri(reverse("portal:procedure", kwargs={"code": version.procedure.code}))
    with override("vi"):
        words = gettext("Quét mã QR hoặc vào %(address)s") % {"address": address}
    pdf = render.render(content, qr=address, words=words)
    name = f"niem-yet-{version.procedure.code}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def notice(version: ProcedureVersion) -> contents.ProcedureNotice:
    """What the notice says; refuses `unknown_unit` where no province was set up."""
    document = version.parsed
    province = organisation.province(now())
    with override("vi"):
        lines = step_lines(document, unit_names(document), "vi")
        parts = twelve(document, "vi")
    return contents.ProcedureNotice(
        head=contents.Head(
            upper=province.authority_name, agency=province.desk_name, place=province.name, on=today()
        ),
        code=document.code,
        name=document.name,
        field=document.field,
        level=", ".join(term_in("level", level.value, "vi") for level in document.levels),
        parts=tuple(contents.NoticePart(title=part.title, lines=part.lines) for part in parts[1:]),
        steps=tuple(
            contents.NoticeStep(
                number=line.number,
                unit=line.unit,
                post=line.post,
                task=line.task,
                hours=line.hours,
                output=line.output,
            )
            for line in lines
        ),
    )
