"""Papers of the offices: control slip, register, hand-over slip, result document, wall notice."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.papers.forms import FormKind
from motcua.papers.parts import ControlLine, HandOverRow, Head, NoticePart, NoticeStep, RegisterRow, Signature


@dataclass(frozen=True, kw_only=True)
class ControlSlip:
    """Form 05 of 2018, 06 of 2025: the dossier's way from hand to hand."""

    kind: ClassVar[FormKind] = FormKind.CONTROL
    head: Head
    number: str
    dossier_code: str
    procedure: str
    resolving_agency: str
    cooperating: str = ""
    received_at: datetime
    due_at: datetime | None
    lines: tuple[ControlLine, ...]


@dataclass(frozen=True, kw_only=True)
class Register:
    """Form 06 of 2018, 07 of 2025: one register per field and year."""

    kind: ClassVar[FormKind] = FormKind.REGISTER
    head: Head
    field: str
    year: int
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, kw_only=True)
class HandOverSlip:
    """Slip of dossiers or results passing from one unit to another."""

    kind: ClassVar[FormKind] = FormKind.HANDOVER
    head: Head
    number: str
    giver_unit: str
    receiver_unit: str
    at: datetime
    rows: tuple[HandOverRow, ...]
    giver_person: str
    receiver_person: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """The result document, laid out as decree 30/2020, annex I orders.

    `title` is the kind of document ("QUYẾT ĐỊNH"), `subject` what it is about, `authority` the line some
    decisions carry before the grounds ("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG …"), `ordering` what follows them
    ("QUYẾT ĐỊNH:").
    """

    kind: ClassVar[FormKind] = FormKind.RESULT
    head: Head
    number: str
    dossier_code: str
    title: str
    subject: str = ""
    authority: str = ""
    grounds: tuple[str, ...] = ()
    ordering: str = ""
    body: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class ProcedureNotice:
    """The wall notice of a procedure: its published parts, then who does what in how long."""

    kind: ClassVar[FormKind] = FormKind.PROCEDURE_NOTICE
    head: Head
    code: str
    name: str
    field: str
    level: str = ""
    parts: tuple[NoticePart, ...]
    steps: tuple[NoticeStep, ...] = ()
