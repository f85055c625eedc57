"""A dossier's events in the log of the journal: what its papers print, and where an event has its place."""

import json

from motcua.dossiers.models import Dossier, Slip
from motcua.journal.log.tree import leaf_hash
from motcua.journal.models import Event, Leaf
from motcua.rules.codes import parse_dossier_code
from motcua.rules.refusal import Refusal


def leaf_of(slip: Slip) -> bytes | None:
    """The leaf of the event that issued a slip, from the event's own bytes (one read)."""
    bodies = (
        Event.objects.filter(stream=f"dossier/{slip.dossier_id}")
        .order_by("seq")
        .values_list("body", flat=True)
    )
    for body in bodies:
        issued = json.loads(bytes(body))["facts"].get("slip")
        if (
            isinstance(issued, dict)
            and issued.get("symbol") == slip.symbol
            and issued.get("kind") == slip.kind
        ):
            return leaf_hash(bytes(body))
    return None


def place_of(code: str, leaf: bytes) -> int | None:
    """The place of one of a dossier's events; None while it has none (two reads).

    Raises `bad_code`, `unknown_dossier`, and `not_in_journal` where the dossier has no such event.
    """
    pk = Dossier.objects.filter(code=str(parse_dossier_code(code))).values_list("pk", flat=True).first()
    if pk is None:
        raise Refusal("unknown_dossier")
    stream = f"dossier/{pk}"
    places = {
        bytes(told): index for told, index in Leaf.objects.filter(stream=stream).values_list("hash", "index")
    }
    if leaf in places:
        return places[leaf]
    bodies = Event.objects.filter(stream=stream).values_list("body", flat=True)
    if any(leaf_hash(bytes(body)) == leaf for body in bodies):
        return None
    raise Refusal("not_in_journal")
