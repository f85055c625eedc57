"""Who may sign what on a day: a unit's signers, the procedures nobody may sign, what ends soon, who is away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.catalogue.queries import Resolution
from motcua.doors.desk.forms import DeskForm, day, number
from motcua.doors.desk.here import Here, official, page
from motcua.doors.desk.power.told import conditions, last_day, scope
from motcua.dossiers.queries.competent import resolved_by, resolved_by_each
from motcua.gateways import intake, storage
from motcua.organisation.actions import revoke
from motcua.organisation.actions.grant import may_grant_in
from motcua.organisation.models import Competence, Unit
from motcua.organisation.queries import units_in_force
from motcua.organisation.queries.signing import (
    Scope,
    Signer,
    Subject,
    absences,
    expiring,
    gaps,
    may_sign,
    scopes,
    signers_of,
)
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.rules.signing import signing_block
from motcua.rules.worktime import LOCAL
from motcua.ui.pieces import Column
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import short_day, short_moment

SHOWN = 60
"""How many gaps are listed at most; the count is exact."""


class RevokeForm(DeskForm):
    """By which act."""

    act_number = forms.CharField(label=gettext_lazy("Số văn bản thu hồi"))


@require_safe
@official(Page.COMPETENCES)
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """One unit on a day, or (for whoever configures) all of them in one table."""
    at = _moment(request, here)
    units = _units(here, at)
    chosen = next((one for one in units if one.pk == number(request.GET.get("unit"))), None)
    if chosen is None and (len(units) == 1 or (units and not _configures(here))):
        chosen = units[0]
    words = request.GET.get("procedure", "")[:60]
    shared = {
        "units": [(one.pk, one.full_name) for one in units], "chosen": chosen, "day": f"{at:%d/%m/%Y}",
        "may_grant": bool(here.units(Duty.SIGN)) or _configures(here), "words": words,
    }  # fmt: skip
    if chosen is None:
        return page(request, here, "desk/competences.html", {**shared, **_overview(units, at)})
    return page(request, here, "desk/competences.html", {**shared, **_of_unit(chosen, at, words)})


@official(Page.COMPETENCES)
def competence(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One competence with its act; POST revokes it at once."""
    found = _one(pk, here)
    form, refusal, status = RevokeForm(request.POST or None), None, 200
    may_revoke = found.giver_id == here.officer.pk or may_grant_in(here.officer.pk, found.unit_id, here.at)
    if request.method == "POST":
        try:
            revoke(pk, act_number=request.POST.get("act_number", ""), by=here.officer.pk, at=here.at)
        except Refusal as said:
            refusal, status = said, 409
        else:
            messages.success(request, gettext("Đã thu hồi thẩm quyền."))
            return redirect("desk:competence", pk)
    over = found.revoked_at is not None or (found.valid_to is not None and found.valid_to <= here.at)
    context = {
        "competence": found, "facts": _facts(found), "form": form, "refusal": refusal,
        "may_revoke": may_revoke and not over,
    }  # fmt: skip
    return page(request, here, "desk/competence.html", context, status=status)


@require_safe
@official(Page.COMPETENCES)
def scan(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The scanned act, decrypted."""
    found = _one(pk, here)
    if not found.scan_key:
        raise Refusal("unknown_file")
    data = storage.get(found.scan_key)
    answer = HttpResponse(data, content_type=intake.accept("van-ban", data).kind.media_type)
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, no-store", "nosniff"
    answer["Content-Disposition"] = "attachment"
    return answer


def _one(pk: int, here: Here) -> Competence:
    shown = Competence.objects.select_related("holder", "holder_post", "giver", "unit")
    found = shown.filter(pk=pk).first()
    if found is None or not (
        _configures(here)
        or here.officer.pk in (found.holder_id, found.giver_id)
        or found.unit_id in here.units(*Duty)
    ):
        raise Refusal("unknown_competence")
    return found


def _moment(request: HttpRequest, here: Here) -> datetime:
    """Now, or eight in the morning of the day asked for."""
    typed = request.GET.get("day", "").strip()
    if not typed:
        return here.at.astimezone(LOCAL)
    try:
        on = day(typed, gettext("Ngày"))
    except forms.ValidationError:
        return here.at.astimezone(LOCAL)
    return here.at.astimezone(LOCAL) if on == here.at.astimezone(LOCAL).date() else _morning(on)


def _morning(on: date) -> datetime:
    return datetime.combine(on, time(8), LOCAL)


def _configures(here: Here) -> bool:
    return any(Duty.CONFIGURE in one.duties for one in here.held)


def _units(here: Here, at: datetime) -> list[Unit]:
    """The units this official may look at: all for whoever configures, else those where they have a post."""
    if _configures(here):
        return list(units_in_force(at))
    return list(dict.fromkeys(post.unit for post in here.posts))


def _subjects(found: Iterable[Resolution]) -> list[Subject]:
    return [Subject(one.code, one.name, one.field) for one in found]


def _of_unit(unit: Unit, at: datetime, words: str) -> dict[str, object]:
    signers, tomorrow = signers_of([unit.pk], at)[unit.pk], _morning(at.date() + timedelta(days=1))
    subjects = _subjects(resolved_by(unit, at))
    open_now = gaps(scopes(signers), subjects)
    then = gaps(scopes(signers_of([unit.pk], tomorrow)[unit.pk]), subjects)
    asked = next((one for one in subjects if one.code == words.strip()), None) if words else None
    return {
        "signer_columns": _signer_columns(), "signers": [_signer(one) for one in signers],
        "asked": asked, "answer": [_signer(one) for one in may_sign(signers, unit.pk, asked)] if asked else [],
        "not_found": bool(words) and asked is None,
        "gap_count": len(open_now), "subject_count": len(subjects),
        "gaps_tomorrow": len(then) if len(then) > len(open_now) else 0, "tomorrow": f"{tomorrow:%d/%m/%Y}",
        "gaps": [(one.code, one.name, one.field or "–") for one in open_now[:SHOWN]],
        "gap_columns": [Column(gettext("Mã"), "code"), Column(gettext("Thủ tục")), Column(gettext("Lĩnh vực"))],
        "ending": [_ending(one) for one in expiring([unit.pk], at)], "ending_columns": _ending_columns(),
        "away": [
            (one.officer.full_name, one.substitute.full_name if one.substitute else "–",
             short_moment(one.valid_from, language()), short_moment(one.valid_to, language()))
            for one in absences([unit.pk], at)
        ],
        "away_columns": [
            Column(gettext("Vắng mặt")), Column(gettext("Người thay thế")), Column(gettext("Từ")), Column(gettext("Đến")),
        ],
    }  # fmt: skip


def _overview(units: Sequence[Unit], at: datetime) -> dict[str, object]:
    """Every unit in one table: how many sign, what nobody signs, what ends soon (reads do not grow with communes)."""
    found = signers_of([one.pk for one in units], at)
    ending: dict[int, int] = {}
    for one in expiring(None, at):
        ending[one.unit_id] = ending.get(one.unit_id, 0) + 1
    resolved = resolved_by_each(units, at)
    counted: dict[tuple[int, frozenset[Scope]], int] = {}
    rows = []
    for unit in units:
        signers = found[unit.pk]
        same = id(resolved[unit.pk]), scopes(signers)  # units that resolve the same share one tuple
        if same not in counted:
            counted[same] = len(gaps(same[1], _subjects(resolved[unit.pk])))
        without = counted[same]
        rows.append((
            (without == 0, bool(signers)),
            (_unit_link(unit, at), str(len({one.officer.pk for one in signers})), str(without),
             str(ending.get(unit.pk, 0))),
        ))  # fmt: skip
    return {
        "overview": [cells for _, cells in sorted(rows, key=lambda row: row[0])],
        "overview_columns": [
            Column(gettext("Đơn vị")), Column(gettext("Người ký được"), "number"),
            Column(gettext("Thủ tục chưa ai ký được"), "number"), Column(gettext("Sắp hết hạn (30 ngày)"), "number"),
        ],
        "ending": [_ending(one) for one in expiring(None, at)[:SHOWN]], "ending_columns": _ending_columns(),
    }  # fmt: skip


def _unit_link(unit: Unit, at: datetime) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="?unit={}&amp;day={}">{}</a>', unit.pk, f"{at:%d/%m/%Y}", unit.full_name
    )


def _signer_columns() -> list[Column]:
    return [
        Column(gettext("Người ký")), Column(gettext("Thể thức ký")), Column(gettext("Phạm vi")),
        Column(gettext("Đến hết ngày")), Column(gettext("Văn bản")),
    ]  # fmt: skip


def _signer(one: Signer) -> tuple[str, ...]:
    grant = one.grant
    return (
        one.officer.full_name, " / ".join(signing_block(grant.capacity, grant.giver_title, "…")),
        scope(sorted(grant.procedures), sorted(grant.fields)), last_day(grant.until), _link(grant.id, grant.act_number),
    )  # fmt: skip


def _ending_columns() -> list[Column]:
    return [
        Column(gettext("Người nhận")), Column(gettext("Đơn vị")), Column(gettext("Đến hết ngày")),
        Column(gettext("Văn bản")),
    ]  # fmt: skip


def _ending(one: Competence) -> tuple[str, ...]:
    return _holder(one), one.unit.full_name, last_day(one.valid_to), _link(one.pk, one.act_number)


def _holder(one: Competence) -> str:
    return one.holder.full_name if one.holder else one.holder_post.name if one.holder_post else "–"


def _link(pk: int, label: str) -> SafeString:
    address = reverse("desk:competence", args=[pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, label)


def _facts(one: Competence) -> list[tuple[str, str | SafeString]]:
    duties = ", ".join(term_in("duty", duty, language()) for duty in one.duties)
    giver = ", ".join(part for part in (one.giver.full_name if one.giver else "", one.giver_title) if part)
    found: Mapping[str, str | SafeString] = {
        gettext("Người nhận"): _holder(one), gettext("Dùng tại"): one.unit.full_name,
        gettext("Người giao"): giver or "–", gettext("Việc"): duties,
        gettext("Nguồn thẩm quyền"): term_in("grant", one.kind, language()),
        gettext("Phạm vi"): scope(one.procedures, one.fields),
        gettext("Điều kiện"): conditions(one.conditions, one.only_while_absent, one.most_days),
        gettext("Văn bản"): one.act_number + (f", {short_day(one.act_date, language())}" if one.act_date else ""),
        gettext("Căn cứ"): one.law or "–", gettext("Từ"): short_moment(one.valid_from, language()),
        gettext("Đến hết ngày"): last_day(one.valid_to),
        gettext("Thu hồi"): short_moment(one.revoked_at, language()) if one.revoked_at else gettext("chưa"),
    }  # fmt: skip
    return list(found.items())
