"""Which certificate signs."""

from datetime import datetime

from django.db.models import Q

from motcua.certificates.models import Certificate
from motcua.statements import Prepared

_in_use = Prepared(
    lambda officer, unit: Certificate.objects.filter(Q(officer=officer) | Q(unit=unit), revoked_at=None),
    int,
    int,
)


def of(officer: int, unit: int, at: datetime) -> tuple[Certificate | None, Certificate | None]:
    """The certificates of an officer and of a unit's seal that may be used at `at` (one statement)."""
    found = [one for one in _in_use(officer, unit) if one.holds_at(at)]
    person = next((one for one in found if one.officer_id == officer), None)
    return person, next((one for one in found if one.unit_id == unit), None)


def of_unit(unit: int, at: datetime) -> Certificate | None:
    """The certificate of a unit's seal at `at`."""
    return of(0, unit, at)[1]


def demo_revoked() -> tuple[int, ...]:
    """Serial numbers of revoked demonstration certificates, for the demonstration's own list."""
    serials = Certificate.objects.filter(demo=True, revoked_at__isnull=False).values_list("serial", flat=True)
    return tuple(int(serial, 16) for serial in serials)
