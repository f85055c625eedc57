"""What the organisation is made of: units, posts, officers, their competences, and the working calendar."""

from motcua.organisation.models.absence import Absence, AbsenceReason
from motcua.organisation.models.calendar import CalendarDay, CalendarDecision, WorkingHours
from motcua.organisation.models.competence import Competence
from motcua.organisation.models.officer import Officer
from motcua.organisation.models.post import Post, Tenure, TenureKind
from motcua.organisation.models.unit import Unit, UnitKind, UnitLevel, UnitSuccession

__all__ = [
    "Absence",
    "AbsenceReason",
    "CalendarDay",
    "CalendarDecision",
    "Competence",
    "Officer",
    "Post",
    "Tenure",
    "TenureKind",
    "Unit",
    "UnitKind",
    "UnitLevel",
    "UnitSuccession",
    "WorkingHours",
]
