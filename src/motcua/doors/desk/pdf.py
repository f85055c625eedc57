"""Every paper as PDF, shown in the browser, named by its code; its QR leads to the public look-up."""

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from motcua.doors.desk.here import Here, official
from motcua.doors.desk.looking import why_not
from motcua.dossiers.models import CertifiedCopy, Decision, Dossier, Slip
from motcua.dossiers.queries import printing
from motcua.dossiers.queries.access import require_seen_here
from motcua.dossiers.queries.in_log import leaf_of
from motcua.dossiers.queries.page import dossier_by_id
from motcua.gateways import storage
from motcua.journal.log import heads
from motcua.journal.log.slip import written
from motcua.papers.contents import PaperContent
from motcua.papers.render import NoSuchForm, render
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.rules.vietnamese import fold


@require_safe
@official(Page.DOSSIER_PAPERS)
def slip(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A slip as it was issued."""
    found = (
        Slip.objects.select_related(
            "unit", "issued_by", "dossier__version__procedure", "dossier__owner", "dossier__filer", "dossier__unit",
            "dossier__competent_unit",
        )
        .filter(pk=pk)
        .first()
    )  # fmt: skip
    if found is None:
        raise Refusal("unknown_dossier")
    require_seen_here(found.dossier, here.place.units)
    if asked := why_not(request, here, found.dossier, "slip"):
        return asked
    return answer(
        request,
        printing.slip_content(found),
        found.dossier,
        f"{found.kind}-{found.number}",
        in_log=_in_log(found),
    )


@require_safe
@official(Page.DOSSIER_PAPERS)
def control(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The control slip with every line so far."""
    dossier = dossier_by_id(pk)
    require_seen_here(dossier, here.place.units)
    if asked := why_not(request, here, dossier, "control"):
        return asked
    return answer(request, printing.control_slip(dossier, here.at), dossier, "control")


@require_safe
@official(Page.DOSSIER_PAPERS)
def result(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A signed result: the very file that was signed, else the paper's text. Refuses `not_signed` for a draft."""
    decision = (
        Decision.objects.select_related(
            "unit", "signed_by", "dossier__version__procedure", "dossier__owner", "dossier__competent_unit"
        )
        .filter(pk=pk)
        .first()
    )
    if decision is None:
        raise Refusal("no_result")
    require_seen_here(decision.dossier, here.place.units)
    if decision.signed_at is None:
        raise Refusal("not_signed")
    if asked := why_not(request, here, decision.dossier, "result"):
        return asked
    if decision.file_key:
        return pdf_response(storage.get(decision.file_key), file_stem(decision.dossier, "result"))
    return answer(request, printing.result_document(decision), decision.dossier, "result")


@require_safe
@official(Page.DOSSIER_PAPERS)
def certified_copy(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A certified copy, byte for byte as it was signed."""
    found = CertifiedCopy.objects.select_related("decision__dossier").filter(pk=pk).first()
    if found is None:
        raise Refusal("no_result")
    dossier = found.decision.dossier
    require_seen_here(dossier, here.place.units)
    if asked := why_not(request, here, dossier, "certified"):
        return asked
    return pdf_response(storage.get(found.file_key), file_stem(dossier, f"sao-y-{found.number}"))


def _in_log(slip: Slip) -> str:
    """What the slip's QR code adds to the address: the journal's newest head, and the leaf of the slip's own event."""
    leaf, head = leaf_of(slip), heads.newest()
    return written(head.said if head else None, leaf) if leaf else ""


def answer(
    request: HttpRequest, content: PaperContent, dossier: Dossier | None, name: str, *, in_log: str = ""
) -> HttpResponse:
    """The paper, to be shown in the browser; `in_log` goes into the QR code only.

    Refuses `not_printable` where no circular of the day has the form.
    """
    address = look_up_address(request, dossier.code) if dossier and dossier.code else None
    words = f"Tra cứu: {address} – Mã hồ sơ: {dossier.code}" if dossier and address else ""
    try:
        paper = render(content, qr=f"{address}?{in_log}" if address and in_log else address, words=words)
    except NoSuchForm:
        raise Refusal("not_printable", form=content.kind.value) from None
    return pdf_response(paper, file_stem(dossier, name))


def file_stem(dossier: Dossier | None, name: str) -> str:
    """The name of a paper's file without its ending: the dossier's code, then what it is."""
    stem = dossier.code or f"ho-so-{dossier.pk}" if dossier else ""
    return "-".join(part for part in (stem, name) if part)


def pdf_response(paper: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser and kept nowhere on the way."""
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def look_up_address(request: HttpRequest, code: str) -> str:
    """Where anybody may look the code up; the bare code while no portal is open."""
    try:
        return request.build_absolute_uri(reverse("portal:look_up_code", kwargs={"code": code}))
    except NoReverseMatch:
        return code


def file_name(text: str) -> str:
    """A name for a file out of any text: plain letters, digits and dashes."""
    return fold(text).replace(" ", "-")[:80] or "so"
