"""Publish the sample procedures that ship with the program; running it again changes nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

import yaml
from django.db import transaction

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.document import ProcedureDocument, digest, from_plain
from motcua.catalogue.models import ProcedureVersion
from motcua.samples import path

SafeLoader = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C one is twenty times faster, where it was built in
SAMPLE_DECISION = "Dữ liệu mẫu"


@dataclass
class SamplesReport:
    """Codes newly published, and codes whose sample was in force already."""

    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


@cache
def sample_documents() -> tuple[tuple[str, ProcedureDocument], ...]:
    """File name and document of every sample, in the order of the names; ValidationError for a bad one. Read once."""
    entries = sorted(path("procedures").iterdir(), key=lambda entry: entry.name)
    return tuple(
        (entry.name, from_plain(yaml.load(entry.read_bytes(), Loader=SafeLoader)))
        for entry in entries
        if entry.name.endswith((".yaml", ".yml"))
    )


@transaction.atomic
def load_samples(*, by: int | None, at: datetime, valid_from: date) -> SamplesReport:
    """Draft and publish every sample procedure from `valid_from` (or its own later first day) on.

    A sample published before with the same bytes is left alone. Raises PublicationRefused for a sample that
    is not complete.
    """
    report = SamplesReport()
    in_force = set(
        ProcedureVersion.objects.filter(state=ProcedureVersion.State.PUBLISHED).values_list(
            "digest", flat=True
        )
    )
    for _name, document in sample_documents():
        if digest(document) in in_force:
            report.unchanged.append(document.code)
            continue
        version = draft(document, by=by, at=at)
        start = max(valid_from, document.valid_from or valid_from)
        publish(version, by=by, at=at, valid_from=start, decision=document.decision or SAMPLE_DECISION)
        report.published.append(document.code)
    return report
