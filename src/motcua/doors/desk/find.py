"""Find a dossier by its code (typed or scanned), or by words of its owner's name."""

from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.looking import searched
from motcua.doors.desk.timing import code, owner, procedure, state_of_time
from motcua.dossiers.queries import lists
from motcua.dossiers.queries.work import timed
from motcua.privacy.queries.requests import unless_restricted
from motcua.rules.citizen_card import looks_like_card, read_card
from motcua.rules.codes import parse_dossier_code
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.ui.pieces import Column
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


@require_safe
@official(Page.FIND)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """One dossier under a code opens at once; else a list, fifty to a page."""
    typed = request.GET.get("q", "").strip()[:600]
    asked = asked_for(typed)
    found = (
        lists.page_of(
            unless_restricted(lists.find(here.place.units, asked, here.overseen), asked),
            request.GET.get("page"),
        )
        if asked
        else None
    )
    if found is not None and found.paginator.count == 1 and found[0].code == asked:
        return redirect("desk:dossier", found[0].pk)
    columns = [
        Column(gettext("Mã hồ sơ"), "code"), gettext("Thủ tục"), gettext("Chủ hồ sơ"), gettext("Trạng thái"),
        gettext("Đang ở"), gettext("Thời hạn"),
    ]  # fmt: skip
    rows = [
        (
            code(row.dossier), procedure(row.dossier), owner(row.dossier, here.place.units),
            term_in("state", row.dossier.state, language()), row.dossier.holder_unit.full_name,
            state_of_time(row.timing, row.left, row.dossier.due_at),
        )
        for row in (timed(found, here.at) if found else ())
    ]  # fmt: skip
    named = {dossier.pk for dossier in found or () if owner(dossier, here.place.units) != "–"}
    if named:
        searched(request, here, sorted(named))
    context = {"typed": typed, "asked": asked, "found": found, "columns": columns, "rows": rows}
    return page(request, here, "desk/find.html", context)


def asked_for(typed: str) -> str:
    """The code or the words in what was typed or scanned: a receipt's address, a citizen's card, plain words.

    >>> asked_for("https://motcua.test/tra-cuu/H49.14-251201-0001/")
    'H49.14-251201-0001'
    >>> asked_for("h49.14 251201 0001"), asked_for(" nguyen thi hoa ")
    ('H49.14-251201-0001', 'nguyen thi hoa')
    """
    if looks_like_card(typed):
        try:
            return read_card(typed).name
        except Refusal:
            return typed
    parts = urlsplit(typed) if "://" in typed else None
    pieces = [unquote(piece) for piece in f"{parts.path}/{parts.query}".split("/")] if parts else [typed]
    for piece in reversed(pieces):
        try:
            return str(parse_dossier_code(piece.rpartition("=")[2] or piece))
        except Refusal:
            continue
    return typed.strip()
