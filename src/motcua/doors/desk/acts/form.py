"""What every act's form has: the case it is about, the journal number the page showed, its own key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.http import QueryDict

from motcua.doors.desk.forms import DeskForm
from motcua.doors.desk.here import Here
from motcua.doors.desk.papers import PaperRow
from motcua.dossiers.actions import Done
from motcua.dossiers.actions.attach import Held
from motcua.dossiers.queries.next_acts import NextAct
from motcua.dossiers.queries.page import DossierPage
from motcua.rules.states import Event


@dataclass(frozen=True)
class Case:
    """The dossier, the act that is about to be done, and who does it."""

    page: DossierPage
    act: NextAct
    here: Here
    task: int | None = None
    """the task the act closes (or hands on), as the page that was posted named it"""


class ActForm(DeskForm):
    """A form that asks nothing; acts with questions add fields, choices and first values."""

    def __init__(self, case: Case, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.case, self.told = case, data
        self.paper_rows: tuple[PaperRow, ...] = ()
        self.held_files: tuple[Held, ...] = ()
        self.prepare()

    def prepare(self) -> None:
        """Set choices and first values from the case."""


@dataclass(frozen=True)
class Signature:
    """What all acts take beside their own: who, when, the key of this click, the journal number the page showed."""

    by: int
    at: datetime
    key: str
    seen: int | None


Told = Mapping[str, Any]
Do = Callable[[Case, ActForm, Told, Signature], Done]


@dataclass(frozen=True)
class ActSpec:
    """One act on the page: its event, form, call, shortcut (behind Alt+) and look. `direct`: done by one click."""

    event: Event
    form: type[ActForm]
    do: Do
    shortcut: str
    kind: Literal["primary", "secondary", "warning"] = "secondary"
    direct: bool = False
    shows_draft: bool = False
