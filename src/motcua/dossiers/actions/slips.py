"""Issue a form: number it, keep what it says, bind the journal to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.dossiers.actions.numbers import next_number
from motcua.dossiers.models import Dossier, Slip
from motcua.papers.forms import FormKind, paper_number
from motcua.rules import canonical
from motcua.rules.worktime import LOCAL
from motcua.statements import added

Fact = str | int | bool | None | Sequence["Fact"] | Mapping[str, "Fact"]


def issue(
    dossier: Dossier, kind: FormKind, unit: int, *, by: int, at: datetime, facts: Mapping[str, Fact]
) -> tuple[Slip, dict[str, canonical.Value]]:
    """A numbered slip and its line for the journal: kind, symbol and a salted hash of what it says.

    Numbers run by unit, kind and year.
    """
    on = at.astimezone(LOCAL).date()
    number = next_number(f"slip/{unit}/{kind.value}/{on.year}")
    slip = added(Slip(
        dossier=dossier, kind=kind.value, number=number, symbol=f"{on.year}/{paper_number(kind, number, on)}",
        unit_id=unit, issued_at=at, issued_by_id=by, facts=dict(facts),
    ))  # fmt: skip
    said = canonical.commitment(bytes(dossier.salt), {"slip": slip.symbol, "facts": dict(facts)})
    return slip, {"kind": kind.value, "symbol": slip.symbol, "hash": said}
