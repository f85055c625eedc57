"""The list of papers to tick: which the procedure asks for, which were handed in and how many of which kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Paper
from motcua.rules.completeness import Given
from motcua.rules.refusal import Refusal

KINDS = ("originals", "certified", "copies")


@dataclass(frozen=True)
class FileLine:
    """A file beside its paper: kept (with the token that carries it), or refused with what is `said` of it."""

    name: str
    token: str = ""
    size: int = 0
    said: str = ""


@dataclass(frozen=True)
class PaperRow:
    """One component as the form shows it: what is wanted in words, and what was ticked and typed."""

    index: int
    key: str
    name: str
    wanted: str
    ticked: bool
    originals: str
    certified: str
    copies: str
    electronic: bool
    files: tuple[FileLine, ...] = ()
    refused: tuple[FileLine, ...] = ()

    @property
    def given(self) -> Given:
        """What was handed in. Refuses `bad_count` for what is no number."""
        counts = [_count(getattr(self, kind), self.name) for kind in KINDS]
        return Given(self.key, counts[0], counts[1], counts[2], electronic=self.electronic)


def paper_rows(document: ProcedureDocument, data: QueryDict | None) -> tuple[PaperRow, ...]:
    """The components as rows; nothing is ticked on a new form, and the numbers the procedure asks for stand ready."""
    return tuple(_row(index, paper, data) for index, paper in enumerate(document.components))


def papers_given(rows: Iterable[PaperRow]) -> Mapping[str, Given]:
    """The ticked papers by key, as the acts take them."""
    return {row.key: row.given for row in rows if row.ticked}


def _row(index: int, paper: Paper, data: QueryDict | None) -> PaperRow:
    name = f"paper_{index}"
    originals = 1 if paper.originals is None and paper.copies is None else paper.originals or 0
    ready = {"originals": originals, "certified": 0, "copies": paper.copies or 0}
    if paper.certified:
        ready |= {"certified": ready["copies"], "copies": 0}
    typed = {
        kind: data.get(f"{name}_{kind}", "")[:20] if data is not None else str(ready[kind]) for kind in KINDS
    }
    return PaperRow(
        index=index, key=paper.key, name=paper.name, wanted=_wanted(paper),
        ticked=data is not None and name in data, electronic=data is not None and f"{name}_electronic" in data,
        originals=typed["originals"], certified=typed["certified"], copies=typed["copies"],
    )  # fmt: skip


def _wanted(paper: Paper) -> str:
    parts = []
    if paper.originals:
        parts.append(gettext("%(count)d bản chính") % {"count": paper.originals})
    if paper.copies:
        word = gettext("%(count)d bản chứng thực") if paper.certified else gettext("%(count)d bản sao")
        parts.append(word % {"count": paper.copies})
    if paper.one_of:
        parts.append(gettext("một trong các giấy tờ cùng nhóm là đủ"))
    if paper.condition:
        parts.append(gettext("khi: %(condition)s") % {"condition": paper.condition})
    elif not paper.required:
        parts.append(gettext("nếu có"))
    return "; ".join(parts)


def _count(typed: str, name: str) -> int:
    text = typed.strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise Refusal("bad_count", paper=name)
    return int(text)
