"""Check a document issued here: upload it, scan its QR code or type its code; who signed, whether it was altered.

Nothing uploaded is kept or parsed. Nothing is shown of the applicant or of what the document says.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.doors.portal.frame import language, page
from motcua.doors.portal.pace import paced
from motcua.dossiers.checking_code import LENGTH, spaced, typed
from motcua.dossiers.queries.issued import Copied, Issued, Verdict, by_code, judge
from motcua.rules.refusal import Refusal
from motcua.ui.fields import Field
from motcua.ui.refusals import words
from motcua.ui.terms import term_in

MEGABYTE = 1024 * 1024
LARGEST_MB = 10
"""A result is under 1 MB; a scan is no signed document."""
LONGEST = 60


@never_cache
@paced("verify")
@require_http_methods(["GET", "HEAD", "POST"])
def check_document(request: HttpRequest) -> HttpResponse:
    """The question (a code `ma`, or a file `van_ban`), and the answer for a file."""
    if request.method == "POST":
        return _judged(request)
    text = request.GET.get("ma", "")[:LONGEST]
    if "ma" not in request.GET:
        return _form(request)
    code = typed(text)
    if code:
        return redirect("portal:checked_document", code=code)
    error = gettext("Mã kiểm tra có %(length)d chữ và số, in ở cuối văn bản.") % {"length": LENGTH}
    return _form(request, text, error)


@never_cache
@paced("verify")
@require_safe
def checked_document(request: HttpRequest, code: str) -> HttpResponse:
    """The document of a code; 404 in words where there is none."""
    try:
        found = by_code(typed(code[:LONGEST]))
    except Refusal as refusal:
        if refusal.code == "no_timestamp":
            return _unable(request)
        said = words(refusal, language())
        return _form(request, code[:LONGEST], f"{said.title} {said.why}", status=404)
    return _answer(request, Verdict("known", found), spaced(typed(code)))


def _judged(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("van_ban")
    if file is None:
        return _form(request, file_error=gettext("Chọn tệp văn bản (PDF)."))
    largest = min(LARGEST_MB, settings.UPLOAD_MB)
    if (file.size or 0) > largest * MEGABYTE:
        return _form(request, file_error=gettext("Tệp quá lớn: tối đa %(most)d MB.") % {"most": largest})
    try:
        verdict = judge(file.read())
    except Refusal:
        return _unable(request)
    return _answer(request, verdict, "")


def _unable(request: HttpRequest) -> HttpResponse:
    """What documents are judged by is missing here; the document may well be genuine."""
    why = gettext("Lúc này chưa kiểm tra được văn bản. Thử lại sau, hoặc mang văn bản đến quầy.")
    return _form(request, file_error=why, status=503)


def _answer(request: HttpRequest, verdict: Verdict, code: str) -> HttpResponse:
    context = {
        "verdict": verdict.state, "said": heading(verdict), "issued": verdict.issued, "code": code,
        "capacity": capacity_in_words(verdict.issued) if verdict.issued else "",
        "ground": term_in("recall", verdict.issued.recall_ground, language()) if verdict.issued else "",
    }  # fmt: skip
    return page(request, "portal/checked_document.html", context)


def heading(verdict: Verdict) -> str:
    """The answer in one sentence."""
    issued = verdict.issued
    if issued and issued.copy:
        return _copy_heading(verdict, issued, issued.copy)
    if verdict.state == "foreign":
        return gettext("Tệp này không phải văn bản do hệ thống này phát hành")
    if verdict.state == "altered":
        return gettext("Tệp này đã bị sửa sau khi phát hành, không dùng được")
    if issued and issued.recalled_at:
        return gettext("Văn bản đã bị thu hồi, không còn giá trị")
    if issued and issued.replaced:
        return gettext("Văn bản đã được thay thế, không còn giá trị")
    if verdict.state == "genuine":
        return gettext("Văn bản nguyên vẹn, đúng bản đã phát hành")
    return gettext("Có văn bản mang mã này")


def _copy_heading(verdict: Verdict, issued: Issued, copy: Copied) -> str:
    """The same of a certified copy, which counts only as long as its original does."""
    if verdict.state == "altered":
        return gettext("Bản sao này đã bị sửa sau khi sao y, không dùng được")
    if issued.recalled_at:
        return gettext("Bản sao của văn bản đã bị thu hồi, không còn giá trị")
    if issued.replaced:
        return gettext("Bản sao của văn bản đã được thay thế, không còn giá trị")
    if not copy.original_whole:
        return gettext("Bản gốc lưu tại cơ quan không còn nguyên vẹn, chưa thể tin bản sao này")
    if verdict.state == "genuine":
        return gettext("Bản sao y nguyên vẹn, đúng bản đã cấp")
    return gettext("Có bản sao y mang mã này")


def capacity_in_words(issued: Issued) -> str:
    """In which capacity the signer signed (NĐ 30/2020 art. 13)."""
    return {
        "head": gettext("Người đứng đầu, ký với thẩm quyền của mình"),
        "TM": gettext("TM. – thay mặt tập thể lãnh đạo"),
        "KT": gettext("KT. – cấp phó ký thay người đứng đầu"),
        "TL": gettext("TL. – ký thừa lệnh người đứng đầu"),
        "TUQ": gettext("TUQ. – ký thừa ủy quyền, có thời hạn"),
    }.get(issued.capacity, issued.capacity)


def _form(
    request: HttpRequest, text: str = "", error: str = "", *, file_error: str = "", status: int = 0
) -> HttpResponse:
    field = Field(
        "ma", gettext("Mã kiểm tra"), value=text, error=error, width=30,
        hint=gettext("In ở cuối văn bản, bốn nhóm năm chữ, ví dụ abcde-23456-fghjk-789mn."),
        attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )  # fmt: skip
    errors = [(error, field.target)] if error else []
    errors += [(file_error, "#van_ban")] if file_error else []
    context = {"field": field, "errors": errors, "file_error": file_error}
    return page(request, "portal/check_document.html", context, status=status or (400 if errors else 200))
