"""The next number of a series: one statement, no gap, no double."""

from datetime import date, datetime

from django.db import connection

from motcua.dossiers.models import CertifiedCopy, Decision
from motcua.organisation.models import Unit, UnitKind
from motcua.rules.codes import make_dossier_code
from motcua.rules.worktime import LOCAL

NEXT = (
    "INSERT INTO dossiers_counter (series, last) VALUES (%s, 1) "
    "ON CONFLICT (series) DO UPDATE SET last = dossiers_counter.last + 1 RETURNING last"
)


def next_number(series: str) -> int:
    """The number after the last one given in `series`, starting at 1; it is given back if the act does not commit."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series])
        row = cursor.fetchone()
    return int(row[0])


def next_code(unit: int, agency_code: str, on: date) -> str:
    """The dossier code of the unit's next reception of the day (TT 01/2018 art. 19)."""
    return make_dossier_code(agency_code, on, next_number(f"code/{unit}/{on.isoformat()}"))


def number_document(decision: Decision, at: datetime) -> None:
    """The next number of the unit's year on a signed document, with its symbol (NĐ 30/2020 art. 15); not saved yet."""
    year = at.astimezone(LOCAL).year
    decision.number = next_number(f"document/{decision.unit_id}/{year}")
    decision.symbol = f"{decision.number:02d}/{document_symbol(decision)}"
    decision.numbered_at = at


def document_symbol(decision: Decision) -> str:
    """The letters behind the number: kind of act and agency (NĐ 30/2020, annex I)."""
    return _letters("TB" if decision.kind == Decision.Kind.REFUSAL else "QĐ", decision.unit)


def number_copy(copy: CertifiedCopy, at: datetime) -> None:
    """The next number of the unit's year among its copies, with its symbol (NĐ 30/2020, annex I part II); not saved yet."""
    copy.year = at.astimezone(LOCAL).year
    copy.number = next_number(f"copy/{copy.unit_id}/{copy.year}")
    copy.symbol = f"{copy.number:02d}/{_letters('SY', copy.unit)}"


def _letters(kind: str, unit: Unit | None) -> str:
    if unit is None or unit.kind != UnitKind.AGENCY:
        return f"{kind}-UBND"
    return f"{kind}-{unit.code}"
