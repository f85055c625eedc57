"""What many papers share: heading, person, signing block, and one line of a list or table."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """What the receiver of a dossier states of the step before (control slip)."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The upper part of every paper: superior agency (may be empty), issuing agency or centre, place, day."""

    upper: str = ""
    agency: str
    place: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person or organisation as the papers name it; `id_number` is a citizen's or an organisation's."""

    name: str
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A signing block. `capacity` is one line each: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH").

    `sealed` draws the outline of a red round seal naming `seal_name` over a third of the signature at its
    left (decree 30/2020, article 33); it is a drawing, no electronic signature.
    """

    capacity: tuple[str, ...]
    name: str = ""
    sealed: bool = False
    electronic: bool = False
    seal_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Component:
    """One paper of the dossier and how many of it were handed in."""

    number: int
    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class ControlLine:
    """One hand-over; the receiver states how the step before was done (None: not stated)."""

    giver: str
    receiver: str
    at: datetime
    verdict: Verdict | None = None
    note: str = ""
    giver_person: str
    receiver_person: str


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One line of the register; `contact` is address and telephone, `manner` how the result is collected."""

    number: int
    dossier_code: str
    procedure: str
    applicant: str
    contact: str
    agency: str
    received_at: datetime
    due_at: datetime | None
    returned_at: datetime | None = None
    manner: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOverRow:
    """A dossier or result handed over; None for `fee` or `post` leaves the cell empty."""

    dossier_code: str
    content: str
    result: str = ""
    owner: str
    address: str = ""
    fee: bool | None = None
    post: bool | None = None


@dataclass(frozen=True, kw_only=True)
class NoticePart:
    """One of the twelve published parts, in short lines (decree 63/2010, article 8.2)."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeStep:
    """One step of the internal process; `hours` are working hours (8 a day)."""

    number: int
    unit: str
    post: str
    task: str
    hours: Decimal
    output: str


@dataclass(frozen=True, kw_only=True)
class FeeLine:
    """One sum to pay, in whole đồng, and the rule it follows from."""

    name: str
    amount: int
    basis: str = ""
