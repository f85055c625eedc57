"""What the dossier page says of a dossier, in the values that the parts of the page take."""

from collections.abc import Iterator

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from motcua.doors.desk.acts.table import BY_EVENT
from motcua.doors.desk.here import Here
from motcua.doors.desk.timing import when
from motcua.dossiers.models import Decision, Payment
from motcua.dossiers.queries.next_acts import NextAct
from motcua.dossiers.queries.page import DossierPage, Line
from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit
from motcua.rules.authority import Matter
from motcua.rules.posts import USUAL_DUTIES, Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.ui.pieces import Entry
from motcua.ui.refusals import words
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.time_wording import duration
from motcua.ui.wording import money


def facts(page: DossierPage) -> list[tuple[str, str]]:
    """Who, what, where, until when."""
    paid = [_paid(payment) for payment in page.payments]
    return [*_people(page), *course(page), *paid]


def _people(page: DossierPage) -> list[tuple[str, str]]:
    """The applicant, and what is asked for."""
    dossier = page.dossier
    owner = dossier.owner
    contact = ", ".join(part for part in (owner.id_number, owner.phone, owner.address) if part)
    found = [(gettext("Chủ hồ sơ"), f"{owner.name}\n{contact}")]
    if dossier.filer:
        found.append((gettext("Người nộp thay"), f"{dossier.filer.name}\n{dossier.authorisation}"))
    if dossier.matter:
        found.append((gettext("Nội dung yêu cầu"), dossier.matter))
    if dossier.conditions:
        named = dossier.version.parsed.conditions
        found.append((gettext("Trường hợp"), "\n".join(named.get(key, key) for key in dossier.conditions)))
    return found


def course(page: DossierPage) -> list[tuple[str, str]]:
    """Where the dossier is and until when: what somebody who oversees the work sees of it."""
    dossier = page.dossier
    found = [
        (gettext("Cách nộp"), term_in("channel", dossier.channel, language())),
        (gettext("Nơi tiếp nhận"), dossier.unit.desk_name or dossier.unit.full_name),
        (gettext("Cơ quan giải quyết"), dossier.competent_unit.authority_name),
        (gettext("Đang ở"), dossier.holder_unit.full_name),
        (gettext("Tiếp nhận lúc"), when(dossier.received_at)),
        (gettext("Hẹn trả"), when(dossier.due_at)),
    ]
    if dossier.reappointed_at and dossier.original_due_at != dossier.due_at:
        found.append((gettext("Hẹn lần đầu"), when(dossier.original_due_at)))
    if dossier.supplement_by:
        found.append((gettext("Bổ sung đến"), when(dossier.supplement_by)))
    if page.minutes_by_level:
        spent = page.minutes_by_level.items()
        told = (
            f"{term_in('level', level, language())}: {duration(minutes, language())}"
            for level, minutes in spent
        )
        found.append((gettext("Thời gian ở từng cấp"), "\n".join(told)))
    return found


def _paid(payment: Payment) -> tuple[str, str]:
    title = gettext("Phí, lệ phí") if payment.kind == "fee" else gettext("Nghĩa vụ tài chính")
    amount = money(payment.amount, language())
    if payment.paid_at is None:
        return title, gettext("%(amount)s, chưa nộp") % {"amount": amount}
    return title, gettext("%(amount)s, đã nộp %(at)s") % {"amount": amount, "at": when(payment.paid_at)}


def timeline(page: DossierPage) -> list[Entry]:
    """Every act, the newest first: what, who on which post of which unit, in which capacity, when."""
    return [_entry(line) for line in reversed(page.timeline)]


def _entry(line: Line) -> Entry:
    capacity = term_in("capacity", line.capacity, language()) if line.capacity else ""
    who = ", ".join(part for part in (line.officer, line.post, line.place, capacity) if part)
    detail = gettext("Ghi bù sau khi việc đã làm.") if line.late else ""
    return Entry(term_in("event", line.event, language()), who or gettext("Người nộp"), when(line.at), detail)


def papers(page: DossierPage) -> list[tuple[str, str, str, str, str]]:
    """The papers with their counts."""
    return [
        (
            paper.name, str(paper.originals), str(paper.certified),
            gettext("điện tử") if paper.electronic else str(paper.copies),
            when(paper.given_at) if paper.event != "reception" else gettext("khi nộp"),
        )
        for paper in page.papers
    ]  # fmt: skip


def files(page: DossierPage) -> list[tuple[SafeString | str, str, str, str]]:
    """The files given with papers, each a link; an erased one is only named as such."""
    names = {paper.key: paper.name for paper in page.papers}
    return [
        (
            gettext("đã xóa theo yêu cầu") if file.erased_at else _file(reverse("desk:file", args=[file.pk]), file.name),
            names.get(file.paper, "–"),
            filesizeformat(file.size),
            f"{file.by.full_name}, {when(file.given_at)}",
        )
        for file in page.attachments
    ]  # fmt: skip


def slips(page: DossierPage) -> list[tuple[SafeString, str, str]]:
    """What was printed, each a link to its PDF."""
    rows = [
        (
            _pdf(reverse("desk:slip_pdf", args=[slip.pk]), term_in("form", slip.kind, language())),
            slip.symbol.partition("/")[2],
            when(slip.issued_at),
        )
        for slip in page.slips
    ]
    if page.hand_overs:
        address = reverse("desk:control_pdf", args=[page.dossier.pk])
        rows.append(
            (_pdf(address, term_in("form", "control", language())), "–", when(page.hand_overs[-1].given_at))
        )
    for decision in page.decisions:
        if decision.signed_at:
            address = reverse("desk:result_pdf", args=[decision.pk])
            rows.append((_pdf(address, decision.title), _symbol(decision), when(decision.issued_at)))
    for copy in page.copies:
        label = gettext("Bản sao y văn bản %(symbol)s") % {"symbol": copy.decision.symbol}
        rows.append((_pdf(reverse("desk:copy_pdf", args=[copy.pk]), label), copy.symbol, when(copy.made_at)))
    return rows


def _symbol(decision: Decision) -> str:
    """Number and symbol, and by which act it was recalled."""
    if decision.recalled_at is None:
        return decision.symbol or "–"
    told = {"symbol": decision.symbol, "act": decision.recall_act}
    return gettext("%(symbol)s – đã thu hồi theo %(act)s") % told


def _file(address: str, label: str) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, label)


def _pdf(address: str, label: str) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{} (PDF)</a>', address, label)


def remarks(page: DossierPage) -> list[Entry]:
    """What officials wrote in their steps: findings, records, questions, answers, reasons for rework."""
    found = []
    for task in page.tasks:
        if not (task.note or task.answer):
            continue
        who = task.closed_by or task.officer
        said = "\n".join(
            part for part in (task.note, task.answer and gettext("Trả lời: ") + task.answer) if part
        )
        title = task.name if task.kind != "verification" else gettext("Xác minh")
        place = ", ".join(part for part in (who.full_name if who else "", task.unit.full_name) if part)
        found.append(Entry(title, place, when(task.closed_at or task.opened_at), said))
    return found


def who_could(page: DossierPage, here: Here) -> list[str]:
    """One line for each post elsewhere that could act now: its acts, the post, the unit; where the official's own
    competence falls short, what is missing and who can give it."""
    named: dict[tuple[str, str], list[str]] = {}
    missing: dict[str, list[str]] = {}
    for act in page.others:
        if act.event not in BY_EVENT or act.duty is None:
            continue
        if act.refusal and "competence" in act.refusal.code and act.units:
            missing.setdefault(_missing(act, act.duty, act.refusal, page, here), []).append(_named(act))
            continue
        where = (_posts(act.duty), _where(act, page))
        named.setdefault(where, []).append(_named(act))
    lines = [f"{', '.join(acts)}: {said}" for said, acts in missing.items()]
    return lines + [f"{', '.join(acts)}: {posts}, {unit}." for (posts, unit), acts in named.items()]


def _named(act: NextAct) -> str:
    return term_in("event", act.event.value, language())


def _missing(act: NextAct, duty: Duty, refusal: Refusal, page: DossierPage, here: Here) -> str:
    version = page.dossier.version
    matter = Matter(duty, act.units[0], version.procedure.code, version.parsed.field)
    said = words(organisation.who_can(refusal, matter, here.at, asker=here.officer.pk), language())
    return f"{said.title} {said.do}"


def _posts(duty: Duty) -> str:
    kinds = [kind for kind in PostKind if duty in USUAL_DUTIES[kind]]
    between = gettext("hoặc")
    return f" {between} ".join(term_in("post", kind.value, language()) for kind in kinds[:2])


def _where(act: NextAct, page: DossierPage) -> str:
    units = {unit.pk: unit for unit in _units(page)}
    found = [units[pk].full_name for pk in act.units[:1] if pk in units]
    return found[0] if found else gettext("đơn vị khác")


def _units(page: DossierPage) -> Iterator[Unit]:
    dossier = page.dossier
    yield from (dossier.unit, dossier.holder_unit, dossier.competent_unit)
    yield from (task.unit for task in page.tasks)


def drafted(page: DossierPage) -> SafeString:
    """The draft under way, for whoever reviews or signs it."""
    draft = next((d for d in page.decisions if d.issued_at is None), None)
    if draft is None:
        return SafeString("")
    refused = draft.kind == Decision.Kind.REFUSAL
    kind = gettext("Từ chối vì không đủ điều kiện") if refused else gettext("Giải quyết, cấp kết quả")
    body = format_html_join("", "<p>{}</p>", ((text,) for text in draft.body.splitlines() if text.strip()))
    return format_html(
        '<div class="mc-sheet"><p class="mc-soft">{}</p><p><strong lang="vi">{}</strong></p><div lang="vi">{}</div></div>',
        f"{kind} · {draft.drafted_by.full_name}, {when(draft.drafted_at)}", draft.title, body,
    )  # fmt: skip
