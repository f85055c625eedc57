"""The register of dossiers that each desk keeps, by field and year, composed for `papers` to print."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.printing import head
from motcua.organisation.models import Unit
from motcua.papers import contents

RESTRICTED = "Hạn chế xử lý dữ liệu cá nhân"
"""What the notes of such a line say, so that nobody thinks the name forgotten."""


def register(
    rows: QuerySet[Dossier],
    unit: Unit,
    field: str,
    year: int,
    at: datetime,
    *,
    restricted: Collection[int] = (),
) -> contents.Register:
    """The register of a field and year at a desk (form 06 of 2018, 07 since 15 September 2025).

    Of `restricted` dossiers it keeps the line, as the form asks, and names nobody.
    """
    return contents.Register(
        head=head(unit, at),
        field=field,
        year=year,
        rows=tuple(
            contents.RegisterRow(
                number=number, dossier_code=row.code or "", procedure=row.version.procedure.name,
                applicant="" if row.pk in restricted else row.owner.name,
                contact="" if row.pk in restricted else ", ".join(filter(None, (row.owner.address, row.owner.phone))),
                agency=row.competent_unit.authority_name, received_at=row.received_at or row.opened_at,
                due_at=row.due_at, returned_at=row.returned_at, manner=row.get_channel_display(),
                note=RESTRICTED if row.pk in restricted else "",
            )
            for number, row in enumerate(rows, start=1)
        ),
    )  # fmt: skip
