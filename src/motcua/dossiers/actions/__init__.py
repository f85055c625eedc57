"""The acts on a dossier: each one function, one transaction, one journal row."""

from motcua.dossiers.actions.apologise import apologise
from motcua.dossiers.actions.appraise import appraise, record_late_step, record_step, verify
from motcua.dossiers.actions.approve import approve, reject
from motcua.dossiers.actions.assign import assign, urge
from motcua.dossiers.actions.attach import attach
from motcua.dossiers.actions.certify_copy import certify_copy
from motcua.dossiers.actions.consult import answer_consultation, consult
from motcua.dossiers.actions.end import stop, withdraw
from motcua.dossiers.actions.filing import Filing
from motcua.dossiers.actions.hand_over import hand_over, pull_back, take_over, transfer
from motcua.dossiers.actions.payments import confirm_payment, request_payment
from motcua.dossiers.actions.recall import recall
from motcua.dossiers.actions.receive import (
    file,
    receive,
    receive_filed,
    refuse_filed,
    refuse_reception,
    request_supplement_at_desk,
    resolve_immediately,
)
from motcua.dossiers.actions.result import correct, return_result, seal, send_result
from motcua.dossiers.actions.submit import (
    DraftText,
    endorse,
    return_for_rework,
    submit,
    submit_for_signature,
)
from motcua.dossiers.actions.supplement import expire_supplement, receive_supplement, request_supplement
from motcua.dossiers.actions.work import Done

__all__ = [
    "Done",
    "DraftText",
    "Filing",
    "answer_consultation",
    "apologise",
    "appraise",
    "approve",
    "assign",
    "attach",
    "certify_copy",
    "confirm_payment",
    "consult",
    "correct",
    "endorse",
    "expire_supplement",
    "file",
    "hand_over",
    "pull_back",
    "recall",
    "receive",
    "receive_filed",
    "receive_supplement",
    "record_late_step",
    "record_step",
    "refuse_filed",
    "refuse_reception",
    "reject",
    "request_payment",
    "request_supplement",
    "request_supplement_at_desk",
    "resolve_immediately",
    "return_for_rework",
    "return_result",
    "seal",
    "send_result",
    "stop",
    "submit",
    "submit_for_signature",
    "take_over",
    "transfer",
    "urge",
    "verify",
    "withdraw",
]
