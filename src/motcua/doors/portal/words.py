"""A procedure's limits, papers and fees in the reader's words."""

from collections.abc import Iterator

from django.utils.translation import gettext

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Limit, Manner, Paper
from motcua.ui.terms import term_in
from motcua.ui.time_wording import amount
from motcua.ui.wording import money, number


def limit_words(limit: Limit | None, language: str) -> str:
    """ "10 ngày làm việc"; a number whose unit the source does not give stays a number; "" for no limit."""
    if limit is None:
        return ""
    if limit.unit is None:
        return gettext("%(number)s (nguồn không ghi đơn vị)") % {"number": number(limit.amount, language)}
    return amount(limit.amount, limit.unit, language)


def promise_words(document: ProcedureDocument, language: str) -> str:
    """What this province promises; "" where nothing is promised."""
    if document.immediate:
        return gettext("Trả kết quả ngay khi nộp hồ sơ")
    return limit_words(document.limit, language)


def count_words(paper: Paper) -> str:
    """ "1 bản chính, 2 bản sao"; "" where the source gives no number."""
    said = []
    if paper.originals:
        said.append(gettext("%(count)s bản chính") % {"count": paper.originals})
    if paper.copies and paper.certified:
        said.append(gettext("%(count)s bản sao chứng thực") % {"count": paper.copies})
    elif paper.copies:
        said.append(gettext("%(count)s bản sao") % {"count": paper.copies})
    return ", ".join(said)


def paper_words(paper: Paper) -> str:
    """One paper in one line: name, how many, when asked for."""
    notes = [count_words(paper)]
    if not paper.required and not paper.condition:
        notes.append(gettext("nếu có"))
    if paper.condition:
        notes.append(gettext("khi: %(condition)s") % {"condition": paper.condition})
    said = "; ".join(note for note in notes if note)
    return f"{paper.name} ({said})" if said else paper.name


def fee_lines(manner: Manner, language: str) -> Iterator[str]:
    """What a channel costs: the published text, else the amounts."""
    if manner.fee:
        yield manner.fee
        return
    for fee in manner.fees:
        yield f"{fee.name}: {money(fee.amount, language)}" if fee.name else money(fee.amount, language)


def fees(document: ProcedureDocument, language: str) -> tuple[str, ...]:
    """What the procedure costs, each different sentence once, with the channels it is for if they differ."""
    by_text: dict[str, list[str]] = {}
    for manner in document.manners:
        text = "; ".join(fee_lines(manner, language))
        if text:
            by_text.setdefault(text, []).append(term_in("channel", manner.channel.value, language))
    if len(by_text) == 1:
        return tuple(by_text)
    return tuple(f"{', '.join(channels)}: {text}" for text, channels in by_text.items())
