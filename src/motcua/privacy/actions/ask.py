"""A person asks about their data at a counter or signed in; whoever leads the receiving unit answers in time."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.applicants.models import Party, PartyKind
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.mine import own_dossier
from motcua.journal.actions import record
from motcua.organisation import queries as organisation
from motcua.outbox.actions import Draft, write
from motcua.privacy.models import DataRequest
from motcua.privacy.queries.requests import mark_of
from motcua.rules.authority import Matter, authority
from motcua.rules.personal_data import NEEDS_WORDS, Wish, carried_out_by, term_on
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean, fold
from motcua.rules.worktime import LOCAL, due


def ask(
    dossier: int, wish: str, *, by: int | None, at: datetime, filer: bool = False, said: str = ""
) -> DataRequest:
    """Write the request down with its due moments (`rules.personal_data.TERMS`).

    `by` is the receiver at the counter who saw the person's card, None for the person signed in; `said` their own words.
    The same request again finds the open one. Refuses `unknown_dossier`, `bad_text`, `text_empty` where words are needed,
    `already_erased`, and the wrong official.
    """
    if wish not in Wish.__members__.values():
        raise Refusal("bad_text", field="wish")
    words = clean(said, 2000, field="said", multiline=True, optional=Wish(wish) not in NEEDS_WORDS)
    row = Dossier.objects.select_related("owner", "filer").filter(pk=dossier).first()
    if row is None:
        raise Refusal("unknown_dossier")
    if by is not None:
        authority(organisation.person(by, at, grants=False), Matter(Duty.RECEIVE, row.unit_id), at)
    about = row.filer if filer else row.owner
    if about is None or not about.name:
        raise Refusal("already_erased")
    with transaction.atomic():
        Party.objects.select_for_update().get(pk=about.pk)
        earlier = DataRequest.objects.filter(about=about, wish=wish, decided_at=None).first()
        if earlier is not None:
            return earlier
        term = term_on(wish, at.astimezone(LOCAL).date())
        made = DataRequest.objects.create(
            wish=wish, said=words, dossier=row, about=about, unit_id=row.unit_id, asked_at=at, taken_by_id=by,
            due_at=due(at, term.answer, organisation.calendar(row.unit_id)), carry_by=carried_out_by(term, at),
            mark=mark_of(about.kind, about.id_number),
        )  # fmt: skip
        record(stream(made), "ask", by=by, at=at, facts={
            "wish": wish, "dossier": row.pk, "due": made.due_at.astimezone(LOCAL).isoformat(),
        })  # fmt: skip
        write([Draft("data_request", stream(made), f"asked:{stream(made)}", unit=row.unit_id)], at=at)
    return made


@dataclass(frozen=True)
class Card:
    """What stands on the identity card or passport the official has in hand; `name` if it was scanned."""

    number: str
    name: str = ""


def ask_at_counter(
    dossier: int, wish: str, card: Card, *, by: int, at: datetime, said: str = ""
) -> DataRequest:
    """The same by the receiver who holds the person's card: it must be the owner's or the filer's.

    Refuses `card_differs`; and what `ask` refuses.
    """
    row = Dossier.objects.select_related("owner", "filer").filter(pk=dossier).first()
    if row is None:
        raise Refusal("unknown_dossier")
    authority(organisation.person(by, at, grants=False), Matter(Duty.RECEIVE, row.unit_id), at)
    if _is(row.owner, card):
        return ask(dossier, wish, by=by, at=at, said=said)
    if row.filer is not None and _is(row.filer, card):
        return ask(dossier, wish, by=by, at=at, said=said, filer=True)
    raise Refusal("card_differs")


def _is(party: Party, card: Card) -> bool:
    """The number, where one was written down; else the name of a scanned card."""
    if party.id_number:
        return card.number.replace(" ", "").upper() == party.id_number
    return bool(card.name) and fold(card.name) == party.fold


def ask_own(id_number: str, code: str, wish: str, *, at: datetime, said: str = "") -> DataRequest:
    """The same by the person of this number, vouched for by their provider, about one of their own dossiers.

    Refuses `unknown_dossier` for anybody else's.
    """
    row = own_dossier(id_number, code)
    owns = row.owner.id_number == id_number and row.owner.kind == PartyKind.PERSON
    return ask(row.pk, wish, by=None, at=at, filer=not owns, said=said)


def stream(row: DataRequest) -> str:
    """Its stream in the journal."""
    return f"data-request/{row.pk}"
