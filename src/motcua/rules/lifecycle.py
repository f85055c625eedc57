"""The one lifecycle table: state x event -> next state, duty, guards, clock, form, notice, national code.

Synthesis of NĐ 61/2018 (art. 17-22), NĐ 118/2025 (art. 17-22) and TT 03/2025; rows are numbered as in the regulation
summary this project works by. Buttons, acts, the manual's diagram and the walk over all pairs all read this table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.rules.lifecycle_rows import ROWS, Row
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, NationalCode, State

FINAL = frozenset({State.NOT_ACCEPTED, State.RETURNED, State.WITHDRAWN, State.STOPPED})
INITIAL = frozenset({State.DRAFT, State.AT_DESK})
UNFINISHED = frozenset(State) - FINAL - INITIAL

RECOMPUTE = "recompute"
"""The journal's word for deadlines computed again after a decision on the calendar: no act, so no row; states stay."""
ATTACH = "attach"
"""Files were added to a running dossier (rules.md 4.11); states stay."""
ERASE = "erase"
"""The applicant's data was erased on request (Law 91/2025/QH15); states stay."""
CORRECT_DATA = "correct_data"
"""The applicant's data was corrected on request (Law 91/2025/QH15 art. 13); states stay."""
RESTRICT, LIFT = "restrict", "lift"
"""The use of a finished dossier was restricted on request, or opened again; states stay."""
LEAVING = frozenset({RECOMPUTE, ATTACH, ERASE, CORRECT_DATA, RESTRICT, LIFT})
"""The journal's words of a dossier that are no acts of the table."""


@dataclass(frozen=True)
class Transition:
    """One cell of the table: what `event` does in `state`. `targets` has one state, but for going back."""

    state: State
    event: Event
    row: Row

    @property
    def targets(self) -> tuple[State, ...]:
        """The states this may lead to; the same state when the event leaves it."""
        return self.row.to or (self.state,)

    @property
    def target(self) -> State:
        """The state this leads to when there is only one."""
        if len(self.targets) != 1:
            raise ValueError(f"{self.event} in {self.state} leads to one of {self.targets}")
        return self.targets[0]


def _table(rows: Iterable[Row]) -> Mapping[tuple[State, Event], Transition]:
    table: dict[tuple[State, Event], Transition] = {}
    for row in rows:
        for state in row.states:
            if (state, row.event) in table:
                raise ValueError(f"{row.event} in {state} is decided twice")
            table[state, row.event] = Transition(state, row.event, row)
    return table


TABLE = _table(ROWS)


def transition(state: State | str, event: Event | str) -> Transition:
    """What `event` does in `state`; `Refusal("wrong_state")` names both when the table has no such cell.

    >>> transition("awaiting_signature", "approve").target
    <State.SIGNED: 'signed'>
    """
    found = TABLE.get((State(state), Event(event)))
    if found is None:
        raise Refusal("wrong_state", state=str(state), event=str(event))
    return found


def events(state: State | str) -> tuple[Transition, ...]:
    """The events the table allows in `state`, in the order of its rows."""
    return tuple(cell for (where, _), cell in TABLE.items() if where == State(state))


def national_code(event: Event | str, before: int | None) -> int | None:
    """The national status code after `event`; unchanged where the event has none of its own."""
    for row in ROWS:
        if row.event == Event(event):
            return before if row.code is None else int(row.code)
    return before


def code_of(state: State | str) -> NationalCode | None:
    """The national code of a state (None before filing)."""
    return CODES.get(State(state))


CODES: Mapping[State, NationalCode] = {
    State.FILED: NationalCode.REGISTERED,
    State.AWAITING_SUPPLEMENT_AT_DESK: NationalCode.SUPPLEMENT,
    State.NOT_ACCEPTED: NationalCode.NOT_ACCEPTED,
    State.RECEIVED: NationalCode.RECEIVED,
    State.HANDED_OVER: NationalCode.IN_PROCESS,
    State.IN_PROCESS: NationalCode.IN_PROCESS,
    State.AWAITING_SUPPLEMENT: NationalCode.SUPPLEMENT,
    State.AWAITING_PAYMENT: NationalCode.OBLIGATION,
    State.AWAITING_REVIEW: NationalCode.IN_PROCESS,
    State.AWAITING_SIGNATURE: NationalCode.IN_PROCESS,
    State.SIGNED: NationalCode.IN_PROCESS,
    State.SIGNED_REFUSAL: NationalCode.IN_PROCESS,
    State.ISSUED: NationalCode.FINISHED,
    State.RESULT_AT_DESK: NationalCode.FINISHED,
    State.RETURNED: NationalCode.RETURNED,
    State.WITHDRAWN: NationalCode.WITHDRAWN,
    State.STOPPED: NationalCode.STOPPED,
    State.CORRECTING: NationalCode.IN_PROCESS,
}
