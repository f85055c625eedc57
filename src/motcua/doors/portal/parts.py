"""The twelve parts of a published procedure, for its page and for the notice on the wall.

Source: NĐ 63/2010/NĐ-CP Đ.8(2) as amended by NĐ 92/2017/NĐ-CP (rules.md 3.1). The texts are the published Vietnamese
ones; titles and counting words follow the language in force.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.catalogue.document import ProcedureDocument
from motcua.doors.portal.words import fees, limit_words, paper_words, promise_words
from motcua.ui.terms import term_in


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its number in the decree, its title, its lines (none: the procedure has no such part)."""

    number: int
    title: str
    lines: tuple[str, ...]


def twelve(document: ProcedureDocument, language: str) -> tuple[Part, ...]:
    """All parts in the order of the decree."""
    contents = (
        (gettext("Tên thủ tục"), (document.name,)),
        (gettext("Trình tự thực hiện"), document.sequence),
        (gettext("Cách thức thực hiện"), manners(document, language)),
        (gettext("Thành phần, số lượng hồ sơ"), (*components(document), *_sets(document))),
        (gettext("Thời hạn giải quyết"), limits(document, language)),
        (gettext("Đối tượng thực hiện"), document.subjects),
        (gettext("Cơ quan giải quyết"), agencies(document)),
        (gettext("Kết quả"), tuple(result.name for result in document.results)),
        (gettext("Mẫu đơn, mẫu tờ khai"), document.forms),
        (gettext("Yêu cầu, điều kiện"), tuple(document.requirements.splitlines())),
        (gettext("Phí, lệ phí"), fees(document, language)),
        (gettext("Căn cứ pháp lý"), document.legal_basis),
    )
    return tuple(
        Part(number, title, tuple(line for line in lines if line.strip()))
        for number, (title, lines) in enumerate(contents, start=1)
    )


def manners(document: ProcedureDocument, language: str) -> tuple[str, ...]:
    """Each channel with its own limit and remark."""
    lines = []
    for manner in document.manners:
        own = [limit_words(manner.limit, language), manner.description]
        notes = "; ".join(note for note in own if note)
        name = term_in("channel", manner.channel.value, language)
        lines.append(f"{name}: {notes}" if notes else name)
    return tuple(lines)


def components(document: ProcedureDocument) -> tuple[str, ...]:
    """Every paper in one line."""
    return tuple(paper_words(paper) for paper in document.components)


def limits(document: ProcedureDocument, language: str) -> tuple[str, ...]:
    """The promise, then what the law allows."""
    lines = []
    if promised := promise_words(document, language):
        lines.append(gettext("Cam kết: %(limit)s") % {"limit": promised})
    if document.legal_limit:
        lines.append(gettext("Luật định: %(limit)s") % {"limit": limit_words(document.legal_limit, language)})
    return tuple(lines) or tuple(
        f"{term_in('channel', manner.channel.value, language)}: {limit_words(manner.limit, language)}"
        for manner in document.manners
        if manner.limit
    )


def agencies(document: ProcedureDocument) -> tuple[str, ...]:
    """Who resolves it, who is authorised to, who takes part."""
    lines = [document.agency]
    if document.authorised_agency:
        lines.append(gettext("Được ủy quyền, phân cấp: %(agency)s") % {"agency": document.authorised_agency})
    if document.coordinating_agencies:
        joined = "; ".join(document.coordinating_agencies)
        lines.append(gettext("Phối hợp: %(agencies)s") % {"agencies": joined})
    return tuple(lines)


def _sets(document: ProcedureDocument) -> tuple[str, ...]:
    return (gettext("Số lượng: %(count)s bộ") % {"count": document.sets},) if document.sets else ()
