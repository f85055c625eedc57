"""Attachments of a dossier: open one, or add some. What strangers sent is shown without any power in the browser."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.doors.desk.forms import key_of, new_key, number
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.looking import why_not
from motcua.doors.desk.uploads import take_loose, tokens
from motcua.dossiers.actions.attach import attach
from motcua.dossiers.models import Attachment, Dossier
from motcua.dossiers.queries.access import require_seen_here
from motcua.dossiers.queries.page import dossier_by_id
from motcua.gateways import storage
from motcua.gateways.intake import Kind
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page

POWERLESS = "default-src 'none'; sandbox; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"


@require_safe
@official(Page.DOSSIER_PAPERS)
def show(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One file, decrypted: pictures and PDF in the browser, documents to be saved."""
    found = Attachment.objects.select_related("dossier").filter(pk=pk, dossier__isnull=False).first()
    if found is None or found.dossier is None:
        raise Refusal("unknown_file")
    require_seen_here(found.dossier, here.place.units)
    if asked := why_not(request, here, found.dossier, "file"):
        return asked
    return served(found)


def served(found: Attachment) -> HttpResponse:
    """The file as a browser may have it: its type by our own decision, never by its name; no script ever runs in it."""
    kind = Kind(found.kind)
    response = HttpResponse(storage.get(found.storage_key), content_type=kind.media_type)
    how = content_disposition_header(not kind.shown_inline, found.name)
    response["Content-Disposition"] = how or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if kind is not Kind.PDF:  # a sandboxed document may not start the browser's own PDF reader
        response["Content-Security-Policy"] = POWERLESS
    return response


def file_fields(dossier: Dossier) -> dict[str, object]:
    """What the fields for adding files need."""
    papers = dossier.version.parsed.components
    return {"components": [(paper.key, paper.name) for paper in papers], "upload_mb": settings.UPLOAD_MB}


@require_POST
@official(Page.DOSSIER_PAPERS)
def add(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Add files to a running dossier; those refused are named with the reason, the others are taken in."""
    dossier = dossier_by_id(pk)
    require_seen_here(dossier, here.place.units)
    held, complaints = take_loose(request, here)
    refusal = None
    if held and not complaints:
        try:
            attach(
                pk,
                held,
                by=here.officer.pk,
                at=here.at,
                key=key_of(request.POST),
                seen=number(request.POST.get("seen")),
            )
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, gettext("Đã thêm %(count)d tệp vào hồ sơ.") % {"count": len(held)})
            return redirect("desk:dossier", pk)
    elif not complaints:
        refusal = Refusal("nothing_given")
    return page(
        request, here, "desk/files_refused.html", status=409 if refusal else 422,
        context={
            "dossier": dossier, "complaints": complaints, "held": held, "refusal": refusal,
            "tokens": tokens(held, here.officer.pk), "key": new_key(), "seen": dossier.seq,
            **file_fields(dossier),
        },
    )  # fmt: skip
