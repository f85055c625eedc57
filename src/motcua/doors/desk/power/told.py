"""What stands on the pages about power, in words: a competence, a proposal."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext

from motcua.catalogue.models import ProcedureVersion
from motcua.doors.desk.here import Here
from motcua.doors.desk.timing import when
from motcua.organisation.actions import Terms
from motcua.organisation.models import Officer
from motcua.proposals import content
from motcua.proposals.models import Proposal
from motcua.rules.refusal import Refusal
from motcua.rules.signing import signing_block
from motcua.rules.worktime import LOCAL
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.wording import short_day


def last_day(until: datetime | None) -> str:
    """The last day of a term that ends (exclusively) at `until`."""
    if until is None:
        return gettext("không xác định thời hạn")
    return short_day((until - timedelta(seconds=1)).astimezone(LOCAL).date(), language())


def scope(procedures: Sequence[str], fields: Sequence[str]) -> str:
    """For what a competence is given."""
    if not procedures and not fields:
        return gettext("mọi thủ tục")
    return "\n".join([*fields, *procedures])


def conditions(text: str, only_while_absent: bool, most_days: int | None) -> str:
    """On which conditions."""
    parts = [text] if text else []
    if only_while_absent:
        parts.append(gettext("Chỉ khi người giao vắng mặt."))
    if most_days:
        parts.append(gettext("Nhiều nhất %(days)d ngày mỗi lần vắng mặt.") % {"days": most_days})
    return "\n".join(parts) or gettext("không")


def proposal_facts(one: Proposal, here: Here) -> list[tuple[str, str]]:
    """What will be done, who proposed it, what became of it."""
    found = [
        (gettext("Người đề xuất"), f"{one.proposed_by.full_name}, {when(one.proposed_at)}"),
        (gettext("Trạng thái"), term_in("proposal_state", one.state, language())),
        (gettext("Hết hạn"), when(one.expires_at)),
        *_content(one),
        (gettext("Mã băm nội dung"), one.digest),
    ]
    if one.decided_by is not None:
        found.append((gettext("Người quyết định"), f"{one.decided_by.full_name}, {when(one.decided_at)}"))
    if one.reason:
        found.append((gettext("Lý do"), one.reason))
    return found


def _content(one: Proposal) -> Iterable[tuple[str, str]]:
    try:
        if one.kind == Proposal.Kind.COMPETENCE:
            return terms_facts(content.terms_in(one.content))
        if one.kind == Proposal.Kind.CALENDAR:
            return _calendar(content.calendar_in(one.content))
        return _publication(content.publication(one.content))
    except Refusal:
        return [(gettext("Nội dung"), gettext("không còn khớp với dữ liệu hiện tại"))]


def terms_facts(terms: Terms) -> list[tuple[str, str]]:
    """A competence as it would be given."""
    holder = terms.holder.full_name if isinstance(terms.holder, Officer) else terms.holder.name
    giver = terms.giver.full_name if terms.giver else "–"
    dated = f", {short_day(terms.act_date, language())}" if terms.act_date else ""
    block = signing_block(terms.capacity, terms.giver_title, "…")
    return [
        (gettext("Người nhận"), holder), (gettext("Dùng tại"), terms.unit.full_name),
        (gettext("Người giao"), ", ".join(part for part in (giver, terms.giver_title) if part)),
        (gettext("Nguồn thẩm quyền"), term_in("grant", terms.kind.value, language())),
        (gettext("Thể thức ký"), "\n".join(block)), (gettext("Phạm vi"), scope(terms.procedures, terms.fields)),
        (gettext("Điều kiện"), conditions(terms.conditions, terms.only_while_absent, terms.most_days)),
        (gettext("Văn bản"), terms.act_number + dated),
        (gettext("Từ"), when(terms.valid_from) if terms.valid_from else gettext("khi được xác nhận")),
        (gettext("Đến hết ngày"), last_day(terms.valid_to)),
    ]  # fmt: skip


def _publication(wanted: content.Publication) -> list[tuple[str, str]]:
    version: ProcedureVersion = wanted.version
    return [
        (gettext("Thủ tục"), f"{version.procedure.code} {version.parsed.name}"),
        (gettext("Phiên bản"), str(version.number)),
        (gettext("Áp dụng từ ngày"), short_day(wanted.valid_from, language())),
        (gettext("Số quyết định công bố"), wanted.decision),
    ]


def _calendar(change: content.CalendarChange) -> list[tuple[str, str]]:
    days = "\n".join(
        f"{short_day(one.day, language())}: {term_in('day', one.kind.value, language())}, {one.name}"
        for one in change.days
    )
    return [
        (gettext("Quyết định"), f"{change.number}, {short_day(change.issued_on, language())}"),
        (gettext("Nguồn"), change.source),
        (gettext("Thay toàn bộ các năm"), f"{change.years[0]}–{change.years[1]}" if change.years else "–"),
        (gettext("Các ngày"), days),
    ]
