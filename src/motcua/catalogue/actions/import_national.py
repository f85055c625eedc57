"""Import a procedure catalogue as it is: every record a draft, every flaw counted, nothing guessed."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from motcua.catalogue.index import INDEXED, fields, index
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.national import Broken, Found, open_lines, read
from motcua.journal.actions import record

BATCH = 400
State = ProcedureVersion.State


@dataclass
class ImportReport:
    """What an import found and did.

    `read` lines held something; `imported` of them became documents: `new` (never imported before),
    `changed`, `unchanged` or `kept` (their draft was edited by hand since and left alone). `flaws` counts
    procedures per flaw; the flaws of each record stand in its version. `broken` lines were passed over.
    """

    read: int = 0
    imported: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    flaws: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Ready:
    """One record with the bytes that will be stored."""

    found: Found
    digest: str

    @property
    def text(self) -> str:
        return self.found.text.decode()

    @property
    def code(self) -> str:
        return self.found.draft.document.code

    @property
    def flaws(self) -> list[dict[str, str]]:
        return [flaw.plain() for flaw in self.found.draft.flaws]


def import_national(
    source: Path | str | Iterable[bytes | str],
    *,
    by: int | None,
    at: datetime,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read a catalogue (the path of a plain or gzip file, or its lines) and keep every readable record as a draft.

    All or nothing is written, in one transaction after reading; a second run writes nothing at all.
    `progress` is told how many lines were read. Refuses "file_unreadable".
    """
    report = ImportReport()
    ready: list[_Ready] = []
    counts: Counter[str] = Counter()
    lines = open_lines(Path(source)) if isinstance(source, str | Path) else source
    for item in read(lines):
        report.read += not (isinstance(item, Broken) and item.why == "bad_gzip")
        if progress:
            progress(report.read)
        if isinstance(item, Broken):
            report.broken.append(item)
            continue
        counts.update({flaw.name for flaw in item.draft.flaws})
        ready.append(_Ready(item, hashlib.sha256(item.text).hexdigest()))
    report.imported = len(ready)
    report.flaws = dict(counts.most_common())
    with transaction.atomic():
        for part in _parts(ready):
            _store(part, report)
        if report.new or report.changed:
            _record(report, ready, source, by, at)
    return report


def _parts(ready: Sequence[_Ready]) -> Iterator[Sequence[_Ready]]:
    for start in range(0, len(ready), BATCH):
        yield ready[start : start + BATCH]


def _store(part: Sequence[_Ready], report: ImportReport) -> None:
    """Write one batch with a constant number of statements."""
    codes = [item.code for item in part]
    known = {procedure.code: procedure for procedure in Procedure.objects.filter(code__in=codes)}
    due = [item for item in part if item.code not in known or known[item.code].import_digest != item.digest]
    report.unchanged += len(part) - len(due)
    if not due:
        return
    named = fields(item.found.draft.document.field for item in due)
    numbers = dict(
        ProcedureVersion.objects.filter(procedure__code__in=codes)
        .values("procedure__code")
        .annotate(last=Max("number"))
        .values_list("procedure__code", "last")
    )
    drafts = {
        draft.procedure.code: draft
        for draft in ProcedureVersion.objects.filter(procedure__code__in=codes, state=State.DRAFT)
        .select_related("procedure")
        .defer("document")
    }
    in_force = set(
        Procedure.objects.filter(code__in=codes, versions__state=State.PUBLISHED).values_list(
            "code", flat=True
        )
    )
    born: list[Procedure] = []
    touched: list[Procedure] = []
    added: list[tuple[_Ready, int]] = []
    rewritten: list[ProcedureVersion] = []
    for item in due:
        document = item.found.draft.document
        procedure = known.get(item.code) or Procedure(code=item.code)
        draft = drafts.get(item.code)
        if draft and draft.digest not in (procedure.import_digest, item.digest):
            report.kept.append(item.code)
            continue
        if procedure.import_digest:
            report.changed += 1
        else:
            report.new += 1
        procedure.is_national, procedure.import_digest = True, item.digest
        if item.code not in in_force:
            index(procedure, document, named.get(document.field))
        (touched if procedure.pk else born).append(procedure)
        if draft:
            draft.document, draft.digest, draft.flaws = item.text, item.digest, item.flaws
            draft.imported_from = document.source.catalogue
            rewritten.append(draft)
        else:
            added.append((item, numbers.get(item.code, 0) + 1))
    Procedure.objects.bulk_create(born)
    Procedure.objects.bulk_update(touched, [*INDEXED, "is_national", "import_digest"], batch_size=50)
    by_code = {procedure.code: procedure for procedure in (*born, *touched)}
    ProcedureVersion.objects.bulk_create(_version(item, by_code[item.code], number) for item, number in added)
    ProcedureVersion.objects.bulk_update(
        rewritten, ["document", "digest", "flaws", "imported_from"], batch_size=50
    )


def _version(item: _Ready, procedure: Procedure, number: int) -> ProcedureVersion:
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        document=item.text,
        digest=item.digest,
        flaws=item.flaws,
        imported_from=item.found.draft.document.source.catalogue,
    )


def _record(
    report: ImportReport,
    ready: Sequence[_Ready],
    source: Path | str | Iterable[bytes | str],
    by: int | None,
    at: datetime,
) -> None:
    """One journal row for the whole import: its counts, and one hash over all documents read."""
    whole = hashlib.sha256("".join(sorted(item.digest for item in ready)).encode()).hexdigest()
    record(
        "catalogue",
        "import_procedures",
        by=by,
        at=at,
        facts={
            "file": Path(source).name if isinstance(source, str | Path) else "",
            "read": report.read,
            "imported": report.imported,
            "new": report.new,
            "changed": report.changed,
            "kept": len(report.kept),
            "broken": len(report.broken),
            "documents": whole,
        },
    )
