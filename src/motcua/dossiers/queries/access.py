"""Who may open a dossier: officials of the units it is at or passed through (NĐ 61/2018 art. 5(1): no leaking)."""

from collections.abc import Collection

from motcua.dossiers.models import Dossier, HandOver, Task
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Sight


def sight_of(dossier: Dossier, units: Collection[int], overseen: Collection[int]) -> Sight:
    """How much of the dossier is seen by whoever works in `units` and oversees `overseen`; `not_your_dossier` if nothing."""
    try:
        require_seen_here(dossier, units)
    except Refusal:
        require_seen_here(dossier, overseen)
        return Sight.COURSE
    return Sight.DOSSIER


def require_seen_here(dossier: Dossier, units: Collection[int]) -> None:
    """Refuse `not_your_dossier` unless one of `units` received, holds or resolves it, or had work on it (0-2 reads)."""
    here = {dossier.unit_id, dossier.holder_unit_id, dossier.competent_unit_id}
    if not here.isdisjoint(units):
        return
    if not (
        Task.objects.filter(dossier=dossier, unit__in=list(units)).exists()
        or HandOver.objects.filter(dossier=dossier, receiver_unit__in=list(units)).exists()
    ):
        raise Refusal("not_your_dossier")
