"""Reading the organisation."""

from motcua.organisation.queries.calendar import (
    calendar,
    calendar_at_version,
    calendar_version,
    calendar_version_subquery,
)
from motcua.organisation.queries.granting import decide_and_give, who_can
from motcua.organisation.queries.passwords import LAPSES, first_password_since
from motcua.organisation.queries.people import (
    competences_in_force,
    holders,
    people,
    person,
    signers,
    staff,
)
from motcua.organisation.queries.units import (
    Branch,
    heir,
    in_force,
    in_force_filter,
    local_day,
    one_stop_units,
    province,
    search_units,
    successors,
    tree,
    unit,
    unit_in_force,
    units_by_code,
    units_in_force,
)

__all__ = [
    "LAPSES",
    "Branch",
    "calendar",
    "calendar_at_version",
    "calendar_version",
    "calendar_version_subquery",
    "competences_in_force",
    "decide_and_give",
    "first_password_since",
    "heir",
    "holders",
    "in_force",
    "in_force_filter",
    "local_day",
    "one_stop_units",
    "people",
    "person",
    "province",
    "search_units",
    "signers",
    "staff",
    "successors",
    "tree",
    "unit",
    "unit_in_force",
    "units_by_code",
    "units_in_force",
    "who_can",
]
