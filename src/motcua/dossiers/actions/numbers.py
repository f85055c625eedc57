"""The next number of a series: one statement, no gap, no double."""

from datetime import date

from django.db import connection

from motcua.rules.codes import make_dossier_code

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
