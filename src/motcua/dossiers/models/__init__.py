"""A dossier and what hangs on it, one model to a file."""

from motcua.dossiers.models.attachment import Attachment
from motcua.dossiers.models.certified_copy import CertifiedCopy
from motcua.dossiers.models.counter import Counter
from motcua.dossiers.models.decision import Decision
from motcua.dossiers.models.dossier import Channel, Dossier, Outcome
from motcua.dossiers.models.given_paper import GivenPaper
from motcua.dossiers.models.hand_over import HandOver
from motcua.dossiers.models.payment import Payment
from motcua.dossiers.models.slip import Slip
from motcua.dossiers.models.suspension import Suspension
from motcua.dossiers.models.task import Task

__all__ = [
    "Attachment",
    "CertifiedCopy",
    "Channel",
    "Counter",
    "Decision",
    "Dossier",
    "GivenPaper",
    "HandOver",
    "Outcome",
    "Payment",
    "Slip",
    "Suspension",
    "Task",
]
