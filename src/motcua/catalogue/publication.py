"""What bars a document from publication: empty compulsory parts, open limits, gaps of its process."""

from collections import Counter
from collections.abc import Iterator

from motcua.catalogue.document import ProcedureDocument, missing_parts
from motcua.rules.matrix import Gap, gaps
from motcua.rules.refusal import Refusal
from motcua.rules.terms import Term, working_hours

GAP_CODES = ("missing_part", "limit_without_unit", "zero_limit", "no_limit", "unknown_condition")
"""Codes a document's gap may have beside those of its process (`rules.matrix.GAP_CODES`)."""


class PublicationRefused(Refusal):
    """A version may not be published yet; `gaps` names every cell that bars it."""

    def __init__(self, code: str, found: tuple[Gap, ...]) -> None:
        self.gaps = found
        named = tuple(":".join(part for part in (gap.code, gap.step, gap.cell) if part) for gap in found)
        super().__init__("publication_refused", procedure=code, count=len(found), gaps=named)


def publication_gaps(document: ProcedureDocument) -> tuple[Gap, ...]:
    """Every reason why the document may not be published: parts first, then limits, papers and process."""
    found = [
        *(Gap("missing_part", "", part) for part in missing_parts(document)),
        *(Gap("missing_part", "", part) for part in ("field", "levels") if not getattr(document, part)),
        *_limits(document),
        *_papers(document),
        *_conditions(document),
    ]
    legal = document.legal_limit.term if document.legal_limit else None
    for promise in promises(document) or (None,):
        for gap in gaps(document.graph, promise, legal, immediate=document.immediate):
            if gap not in found:
                found.append(gap)
    return tuple(found)


def promises(document: ProcedureDocument) -> tuple[Term, ...]:
    """The limits an applicant may be promised, each once: the common one and those of the channels."""
    limits = [document.limit, *(manner.limit for manner in document.manners)]
    return tuple(dict.fromkeys(limit.term for limit in limits if limit and limit.term))


def _limits(document: ProcedureDocument) -> Iterator[Gap]:
    named = [("limit", document.limit), ("legal_limit", document.legal_limit)]
    named += [(f"manners.{manner.channel}", manner.limit) for manner in document.manners]
    for cell, limit in named:
        if limit and limit.unit is None:
            yield Gap("limit_without_unit", "", cell, {"amount": str(limit.amount)})
        if limit and limit.amount == 0 and not document.immediate:
            yield Gap("zero_limit", "", cell)
        if limit and limit.term and working_hours(limit.term) is None and cell.startswith("manners."):
            yield Gap("limit_not_countable", "", cell, {"unit": str(limit.unit)})
    own = bool(document.manners) and all(manner.limit for manner in document.manners)
    if not (document.immediate or document.limit or own):
        yield Gap("no_limit", "", "limit")


def _papers(document: ProcedureDocument) -> Iterator[Gap]:
    for paper in document.components:
        if not paper.name.strip():
            yield Gap("empty_cell", "", f"components.{paper.key}")
    for key, times in Counter(paper.key for paper in document.components).items():
        if times > 1 or not key.strip():
            yield Gap("duplicate_key", "", f"components.{key}", {"times": times})


def _conditions(document: ProcedureDocument) -> Iterator[Gap]:
    for step in document.process:
        if step.when is not None and step.when not in document.conditions:
            yield Gap("unknown_condition", step.key, "when", {"value": step.when})
