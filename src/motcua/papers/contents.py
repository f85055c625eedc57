"""What stands on each paper: frozen values, filled by whoever knows the dossier, printed by `render`.

Empty strings and None print as dotted lines where the form asks for the field, and leave optional lines out.
Moments are aware datetimes (printed in Vietnamese local time); dates are local days; money is whole đồng.
Fields follow TT 01/2018/TT-VPCP (forms 01-06) and TT 03/2025/TT-VPCP, annex I (forms 01-07).
"""

from motcua.papers.office import ControlSlip, HandOverSlip, ProcedureNotice, Register, Result
from motcua.papers.parts import (
    Component,
    ControlLine,
    FeeLine,
    HandOverRow,
    Head,
    NoticePart,
    NoticeStep,
    Person,
    RegisterRow,
    Signature,
    Verdict,
)
from motcua.papers.slips import Apology, PaymentNotice, Receipt, Refusal, StopNotice, Supplement

__all__ = [
    "Apology",
    "Component",
    "ControlLine",
    "ControlSlip",
    "FeeLine",
    "HandOverRow",
    "HandOverSlip",
    "Head",
    "NoticePart",
    "NoticeStep",
    "PaperContent",
    "PaymentNotice",
    "Person",
    "ProcedureNotice",
    "Receipt",
    "Refusal",
    "Register",
    "RegisterRow",
    "Result",
    "Signature",
    "StopNotice",
    "Supplement",
    "Verdict",
]

PaperContent = (
    Receipt
    | Supplement
    | Refusal
    | Apology
    | StopNotice
    | ControlSlip
    | Register
    | HandOverSlip
    | Result
    | ProcedureNotice
    | PaymentNotice
)
