"""The columns by which a procedure is found and ordered, made from its document."""

from collections.abc import Iterable

from motcua.catalogue.document import ProcedureDocument
from motcua.catalogue.models import Field, Procedure
from motcua.rules.vietnamese import fold, sort_key


def index(procedure: Procedure, document: ProcedureDocument, field: Field | None) -> Procedure:
    """Let the procedure's search columns say what the document says; the caller saves it."""
    procedure.name = document.name
    procedure.field = field
    procedure.levels = _barred(document.levels)
    procedure.name_fold = f" {fold(document.name)}"
    procedure.fold = f" {fold(' '.join((document.code, document.name, document.field, document.agency)))}"
    procedure.sort_key = sort_key(document.name)
    return procedure


INDEXED = ("name", "field", "levels", "name_fold", "fold", "sort_key")
"""The columns `index` fills."""


def fields(names: Iterable[str]) -> dict[str, Field]:
    """The fields of these names, made where there are none yet (two statements, or one if all are known)."""
    wanted = {name for name in names if name}
    known = {field.name: field for field in Field.objects.filter(name__in=wanted)}
    missing = sorted(wanted - known.keys())
    if missing:
        Field.objects.bulk_create(
            [Field(name=name, sort_key=sort_key(name), fold=f" {fold(name)}") for name in missing],
            ignore_conflicts=True,
        )
        known = {field.name: field for field in Field.objects.filter(name__in=wanted)}
    return known


def _barred(levels: Iterable[str]) -> str:
    joined = "|".join(levels)
    return f"|{joined}|" if joined else ""
