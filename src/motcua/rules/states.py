"""The words of the lifecycle: states of a dossier, events that move it, effects on its clock."""

from enum import IntEnum, StrEnum


class State(StrEnum):
    """Where a dossier stands (synthesis of NĐ 61/2018, NĐ 118/2025 and the national codes)."""

    DRAFT = "draft"
    AT_DESK = "at_desk"
    FILED = "filed"
    AWAITING_SUPPLEMENT_AT_DESK = "awaiting_supplement_at_desk"
    NOT_ACCEPTED = "not_accepted"
    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    IN_PROCESS = "in_process"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_REVIEW = "awaiting_review"
    AWAITING_SIGNATURE = "awaiting_signature"
    SIGNED = "signed"
    SIGNED_REFUSAL = "signed_refusal"
    ISSUED = "issued"
    RESULT_AT_DESK = "result_at_desk"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CORRECTING = "correcting"


class Event(StrEnum):
    """What moves a dossier. The value is also the journal's word for the act."""

    FILE = "file"
    RECEIVE = "receive"
    REQUEST_SUPPLEMENT_AT_DESK = "request_supplement_at_desk"
    REFUSE_RECEPTION = "refuse_reception"
    RESOLVE_IMMEDIATELY = "resolve_immediately"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    TRANSFER = "transfer"
    PULL_BACK = "pull_back"
    ASSIGN = "assign"
    APPRAISE = "appraise"
    VERIFY = "verify"
    CONSULT = "consult"
    ANSWER_CONSULTATION = "answer_consultation"
    REQUEST_SUPPLEMENT = "request_supplement"
    RECEIVE_SUPPLEMENT = "receive_supplement"
    EXPIRE_SUPPLEMENT = "expire_supplement"
    REQUEST_PAYMENT = "request_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    SUBMIT = "submit"
    SUBMIT_FOR_SIGNATURE = "submit_for_signature"
    ENDORSE = "endorse"
    FORWARD_REVIEW = "forward_review"
    RETURN_FOR_REWORK = "return_for_rework"
    APPROVE = "approve"
    REJECT = "reject"
    SEAL = "seal"
    SEND_RESULT = "send_result"
    RETURN_RESULT = "return_result"
    APOLOGISE = "apologise"
    WITHDRAW = "withdraw"
    STOP = "stop"
    CORRECT = "correct"
    RECALL = "recall"
    CERTIFY_COPY = "certify_copy"
    URGE = "urge"
    RECORD_STEP = "record_step"
    RECORD_LATE_STEP = "record_late_step"


class ClockEffect(StrEnum):
    """What an event does to the legal clock (rules.md T8-T15)."""

    NONE = "none"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"
    REAPPOINT = "reappoint"


class NationalCode(IntEnum):
    """Dossier status codes of the National Public Service Portal."""

    REGISTERED = 1
    RECEIVED = 2
    NOT_ACCEPTED = 3
    IN_PROCESS = 4
    SUPPLEMENT = 5
    OBLIGATION = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10


class Guard(StrEnum):
    """Conditions beside state and person; each has its check where the act is done."""

    COMPLETE = "complete"  # no required paper is missing
    REASON = "reason"  # a reason is written
    FULL_LIST = "full_list"  # what to supplement is listed in full
    ONCE_ONLY = "once_only"  # not a second supplement, not a second re-appointment
    IN_NOTICE_TIME = "in_notice_time"  # within the days allowed for the notice after reception
    DAY_BEFORE = "day_before"  # at least one day before the appointment
    NO_DECISION = "no_decision"  # no decision or result document exists
    NOT_ACTED = "not_acted"  # the receiver has not acted since
    COMPETENT = "competent"  # a grant of competence covers the signature
    NOT_OWN_DRAFT = "not_own_draft"  # nobody approves what they drafted
    IMMEDIATE = "immediate"  # the procedure is flagged for results on the spot
    TASKS_DONE = "tasks_done"  # no other task is open
    WORK_ELSEWHERE = "work_elsewhere"  # the next step lies with another unit
    NEXT_IS_WORK = "next_is_work"  # another appraisal follows
    NEXT_IS_REVIEW = "next_is_review"  # a review follows
    NEXT_IS_SIGNATURE = "next_is_signature"  # the signature follows
    SIGNED_FIRST = "signed_first"  # sealed only after a competent signature
    SEALED_HERE = "sealed_here"  # the newest document was signed and sealed electronically, and still counts
    IDENTITY = "identity"  # the owner, or a representative with a written authorisation
    FEE_PAID = "fee_paid"  # what is owed is paid
    PERIOD_OVER = "period_over"  # the procedure's period for supplementing has ended
    LEGAL_GROUND = "legal_ground"  # the ground in law is named
