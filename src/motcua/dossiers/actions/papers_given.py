"""Papers handed in: written down, and held against the procedure's list."""

from collections.abc import Iterable
from datetime import datetime

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.parts import Paper
from motcua.dossiers.models import Dossier, GivenPaper
from motcua.rules.completeness import Component, Given, Missing, missing
from motcua.rules.refusal import Refusal
from motcua.statements import Prepared, insert


def components(document: ProcedureDocument) -> tuple[Component, ...]:
    """The procedure's papers as the rules compare them; a number the source does not give counts as one original."""
    return tuple(_component(paper) for paper in document.components)


def give(
    dossier: Dossier, document: ProcedureDocument, papers: Iterable[Given], event: str, at: datetime
) -> None:
    """Write the papers down; one the procedure does not name is refused (`unknown_paper`)."""
    names = {paper.key: paper.name for paper in document.components}
    rows = []
    for paper in papers:
        if paper.key not in names:
            raise Refusal("unknown_paper", paper=paper.key[:60])
        if min(paper.originals, paper.certified, paper.copies) < 0 or max(
            paper.originals, paper.certified, paper.copies
        ) > 999:  # fmt: skip
            raise Refusal("bad_count", paper=names[paper.key])
        rows.append(
            GivenPaper(
                dossier=dossier, key=paper.key, name=names[paper.key], originals=paper.originals,
                certified=paper.certified, copies=paper.copies, electronic=paper.electronic or paper.reused,
                event=event, given_at=at,
            )
        )  # fmt: skip
    insert(*rows)


def lacking(
    document: ProcedureDocument, papers: Iterable[Given], conditions: Iterable[str]
) -> tuple[Missing, ...]:
    """What is missing of the papers required in this case."""
    return missing(components(document), papers, frozenset(conditions))


def refuse_if_lacking(gaps: tuple[Missing, ...]) -> None:
    """Guard `complete`: every missing paper is named at once."""
    if gaps:
        raise Refusal("missing_papers", papers=tuple(f"{gap.name} ({gap.why.value})" for gap in gaps))


def require_complete(dossier: Dossier, document: ProcedureDocument) -> None:
    """Hold all papers of a dossier against the list (one read)."""
    rows = _given_to(dossier.pk)
    given = [Given(r.key, r.originals, r.certified, r.copies, electronic=r.electronic) for r in rows]
    refuse_if_lacking(lacking(document, given, dossier.conditions))


_given_to = Prepared(lambda dossier: GivenPaper.objects.filter(dossier=dossier), int)


def _component(paper: Paper) -> Component:
    unknown = paper.originals is None and paper.copies is None
    return Component(
        key=paper.key, name=paper.name, originals=1 if unknown else paper.originals or 0, copies=paper.copies or 0,
        required=paper.required, condition=paper.condition,
    )  # fmt: skip
