"""Papers handed to the applicant: receipt, supplement, refusal, apology, stop and payment notice."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.papers.forms import FormKind
from motcua.papers.parts import Component, FeeLine, Head, Person, Signature


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Form 01: receipt of a dossier and appointment for its result.

    `principal` is whom `applicant` acts for under the paper `authorisation`; `limit` is the legal limit in
    words ("03 ngày làm việc"); `centre` the receiving centre.
    """

    kind: ClassVar[FormKind] = FormKind.RECEIPT
    head: Head
    number: str
    dossier_code: str
    centre: str
    applicant: Person
    principal: Person | None = None
    authorisation: str = ""
    procedure: str
    components: tuple[Component, ...]
    sets: int = 1
    limit: str
    received_at: datetime
    due_at: datetime | None
    result_place: str
    register_book: str = ""
    register_line: str = ""
    receiver: str


@dataclass(frozen=True, kw_only=True)
class Supplement:
    """Form 02: what to complete, why, and whom to ask."""

    kind: ClassVar[FormKind] = FormKind.SUPPLEMENT
    head: Head
    number: str
    dossier_code: str
    applicant: Person
    procedure: str
    items: tuple[str, ...]
    reason: str
    contact: str
    contact_phone: str = ""
    complete_by: datetime | None = None
    officer: str


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Form 03: the dossier is not accepted, for these reasons."""

    kind: ClassVar[FormKind] = FormKind.REFUSAL
    head: Head
    number: str
    dossier_code: str = ""
    centre: str
    applicant: Person
    procedure: str
    reasons: tuple[str, ...]
    officer: str


@dataclass(frozen=True, kw_only=True)
class Apology:
    """Form 04: apology for delay and the new moment of the result; signed by the head of the agency."""

    kind: ClassVar[FormKind] = FormKind.APOLOGY
    head: Head
    number: str
    dossier_code: str
    agency: str
    applicant: Person
    procedure: str
    received_at: datetime
    promised_at: datetime
    state: str
    reason: str
    new_due_at: datetime
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class StopNotice:
    """Form 05 of 2025: work on the dossier stops; on what ground, what becomes of papers and fees."""

    kind: ClassVar[FormKind] = FormKind.STOP
    head: Head
    number: str
    dossier_code: str
    agency: str
    applicant: Person
    procedure: str
    received_at: datetime
    requested_at: datetime | None = None
    channel: str = ""
    ground: str
    effect: str
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class PaymentNotice:
    """What is to be paid before the dossier goes on; `reference` is the text of a bank transfer."""

    kind: ClassVar[FormKind] = FormKind.PAYMENT_NOTICE
    head: Head
    number: str
    dossier_code: str
    applicant: Person
    procedure: str
    lines: tuple[FeeLine, ...]
    pay_by: datetime | None = None
    payee: str = ""
    account: str = ""
    bank: str = ""
    reference: str = ""
    ways: tuple[str, ...] = ()
    signature: Signature
