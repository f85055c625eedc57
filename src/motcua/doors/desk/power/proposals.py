"""What takes two: proposals that wait for me, mine, those decided; one of them with the buttons to decide."""

from django import forms
from django.contrib import messages
from django.core.paginator import Page as Paged
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.doors.desk.forms import DeskForm
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.power.told import proposal_facts
from motcua.doors.desk.timing import when
from motcua.dossiers.queries.lists import page_of
from motcua.proposals import queries
from motcua.proposals.actions import confirm, decline, withdraw
from motcua.proposals.models import Proposal
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.ui.pieces import Column, TabLink
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


class DeclineForm(DeskForm):
    """Why not."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do không đồng ý"), widget=forms.Textarea(attrs={"rows": 3})
    )


@require_safe
@official(Page.PROPOSALS)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """One of three lists."""
    which = request.GET.get("list", "waiting")
    waiting = queries.waiting_for(here.person, here.at)
    lists = {
        "waiting": waiting, "mine": queries.proposed_by(here.person), "decided": queries.decided(here.person, here.at)
    }  # fmt: skip
    which = which if which in lists else "waiting"
    found: Paged[Proposal] = page_of(lists[which], request.GET.get("page"))
    tabs = [
        TabLink(gettext("Chờ tôi xác nhận"), "?list=waiting", which == "waiting", waiting.count()),
        TabLink(gettext("Tôi đề xuất"), "?list=mine", which == "mine"),
        TabLink(gettext("Đã giải quyết"), "?list=decided", which == "decided"),
    ]
    columns = [
        Column(gettext("Số"), "number"), Column(gettext("Việc")), Column(gettext("Nội dung")),
        Column(gettext("Người đề xuất")), Column(gettext("Trạng thái")), Column(gettext("Hết hạn")),
    ]  # fmt: skip
    rows = [
        (
            _link(one, str(one.pk)), term_in("proposal", one.kind, language()), _link(one, one.title),
            one.proposed_by.full_name, _state(one, here), when(one.expires_at),
        )
        for one in found
    ]  # fmt: skip
    return page(
        request, here, "desk/proposals.html", {"tabs": tabs, "found": found, "columns": columns, "rows": rows}
    )


@official(Page.PROPOSALS)
def proposal(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One proposal: what exactly will be done, by whom proposed; confirm, decline with a reason, or withdraw."""
    found = queries.proposal(pk, here.person, here.at)
    declining = request.POST.get("act") == "decline"
    form, refusal, status = DeclineForm(request.POST if declining else None), None, 200
    if request.method == "POST":
        try:
            _do(request, here, pk)
        except Refusal as said:
            refusal, status = said, 409
        else:
            return redirect("desk:proposal", pk)
    open_now = found.state == Proposal.State.OPEN and here.at < found.expires_at
    mine = found.proposed_by_id == here.officer.pk
    return page(
        request, here, "desk/proposal.html", status=status,
        context={
            "proposal": found, "facts": proposal_facts(found, here), "form": form, "refusal": refusal,
            "may_decide": open_now and not mine and found.holder_id != here.officer.pk,
            "may_withdraw": found.state == Proposal.State.OPEN and mine,
            "name": term_in("proposal", found.kind, language()),
        },
    )  # fmt: skip


def _do(request: HttpRequest, here: Here, pk: int) -> None:
    act, by, at = request.POST.get("act", ""), here.officer.pk, here.at
    if act == "confirm":
        done = confirm(pk, by=by, at=at)
        told = gettext("Đã xác nhận, việc đề xuất đã được thực hiện.")
        if done.recomputed:
            told += " " + gettext("Số hồ sơ được tính lại hạn: %(count)d.") % {"count": done.recomputed}
        messages.success(request, told)
    elif act == "decline":
        decline(pk, reason=request.POST.get("reason", ""), by=by, at=at)
        messages.success(request, gettext("Đã ghi ý kiến không đồng ý."))
    elif act == "withdraw":
        withdraw(pk, by=by, at=at)
        messages.success(request, gettext("Đã rút đề xuất."))
    else:
        raise Refusal("bad_text", field="act")


def _link(one: Proposal, label: str) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("desk:proposal", args=[one.pk]), label
    )


def _state(one: Proposal, here: Here) -> str:
    lapsed = one.state == Proposal.State.OPEN and one.expires_at <= here.at
    return term_in("proposal_state", Proposal.State.EXPIRED.value if lapsed else one.state, language())
