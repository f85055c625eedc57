"""The rows of the lifecycle table. Read them beside `docs/lifecycle.md`, which is drawn from them."""

from dataclasses import dataclass

from motcua.rules.posts import Duty
from motcua.rules.states import ClockEffect, Event, Guard, NationalCode, State

S, E, G, C, N = State, Event, Guard, ClockEffect, NationalCode

BEFORE_DECISION = (
    S.RECEIVED,
    S.HANDED_OVER,
    S.IN_PROCESS,
    S.AWAITING_SUPPLEMENT,
    S.AWAITING_PAYMENT,
    S.AWAITING_REVIEW,
    S.AWAITING_SIGNATURE,
)
UNDER_WAY = (*BEFORE_DECISION, S.SIGNED, S.SIGNED_REFUSAL)
CLOCK_RUNNING = (S.RECEIVED, S.HANDED_OVER, S.IN_PROCESS, S.AWAITING_REVIEW, S.AWAITING_SIGNATURE)
AT_RECEPTION = (S.AT_DESK, S.FILED, S.AWAITING_SUPPLEMENT_AT_DESK)


@dataclass(frozen=True)
class Row:
    """One event in the states where it may happen. An empty `to` leaves the state; `duty` None: the applicant or the
    system acts. `code` None leaves the national code as it was."""

    number: int
    event: Event
    states: tuple[State, ...]
    to: tuple[State, ...]
    duty: Duty | None
    law: str
    guards: tuple[Guard, ...] = ()
    clock: ClockEffect = ClockEffect.NONE
    form: str | None = None
    notice: str | None = None
    code: NationalCode | None = None


# fmt: off
ROWS: tuple[Row, ...] = (
    Row(1, E.FILE, (S.DRAFT,), (S.FILED,), None, "NĐ 61/2018 Đ.16", notice="filed", code=N.REGISTERED),
    Row(
        2, E.RECEIVE, AT_RECEPTION, (S.RECEIVED,), Duty.RECEIVE, "NĐ 61/2018 Đ.17(1)(3)",
        (G.COMPLETE,), C.START, "receipt", "received", N.RECEIVED,
    ),
    Row(
        3, E.REQUEST_SUPPLEMENT_AT_DESK, (S.AT_DESK, S.FILED), (S.AWAITING_SUPPLEMENT_AT_DESK,), Duty.RECEIVE,
        "NĐ 61/2018 Đ.17(1a), Đ.11(2c)", (G.FULL_LIST, G.REASON), C.NONE, "supplement", "supplement", N.SUPPLEMENT,
    ),
    Row(
        4, E.REFUSE_RECEPTION, AT_RECEPTION, (S.NOT_ACCEPTED,), Duty.RECEIVE, "NĐ 61/2018 Đ.17(1b)",
        (G.REASON,), C.NONE, "refusal", "refused", N.NOT_ACCEPTED,
    ),
    Row(
        5, E.HAND_OVER, (S.RECEIVED,), (S.HANDED_OVER,), Duty.FORWARD, "NĐ 61/2018 Đ.18",
        (), C.NONE, "control", None, N.IN_PROCESS,
    ),
    Row(
        5, E.HAND_OVER, (S.IN_PROCESS,), (S.HANDED_OVER,), Duty.FORWARD, "NĐ 61/2018 Đ.19(7)",
        (G.WORK_ELSEWHERE,), C.NONE, "control", None, N.IN_PROCESS,
    ),
    Row(
        5, E.TAKE_OVER, (S.HANDED_OVER,), (S.IN_PROCESS,), Duty.TAKE_OVER, "NĐ 61/2018 Đ.18",
        (), C.NONE, "control", None, N.IN_PROCESS,
    ),
    Row(
        6, E.ASSIGN, (S.IN_PROCESS, S.AWAITING_REVIEW, S.AWAITING_SIGNATURE), (), Duty.ASSIGN,
        "NĐ 61/2018 Đ.19(1)", code=N.IN_PROCESS,
    ),
    Row(
        7, E.APPRAISE, (S.IN_PROCESS,), (), Duty.APPRAISE, "NĐ 61/2018 Đ.19(2)",
        (G.NEXT_IS_WORK,), code=N.IN_PROCESS,
    ),
    Row(7, E.VERIFY, (S.IN_PROCESS,), (), Duty.APPRAISE, "NĐ 61/2018 Đ.19(3)", code=N.IN_PROCESS),
    Row(7, E.RECORD_STEP, (S.IN_PROCESS,), (), Duty.APPRAISE, "TT 01/2018 Đ.17", code=N.IN_PROCESS),
    Row(8, E.CONSULT, (S.IN_PROCESS,), (), Duty.APPRAISE, "NĐ 61/2018 Đ.19(5)", notice="consulted"),
    Row(
        8, E.ANSWER_CONSULTATION, (S.IN_PROCESS, S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT), (), Duty.CONSULT,
        "NĐ 61/2018 Đ.19(5)", notice="consultation_answered",
    ),
    Row(
        9, E.REQUEST_SUPPLEMENT, (S.IN_PROCESS,), (S.AWAITING_SUPPLEMENT,), Duty.APPRAISE,
        "NĐ 61/2018 Đ.19(4)", (G.FULL_LIST, G.REASON, G.ONCE_ONLY, G.IN_NOTICE_TIME), C.PAUSE,
        "supplement", "supplement", N.SUPPLEMENT,
    ),
    Row(
        10, E.RECEIVE_SUPPLEMENT, (S.AWAITING_SUPPLEMENT,), (S.IN_PROCESS,), Duty.RECEIVE,
        "NĐ 61/2018 Đ.19(4)", (G.COMPLETE,), C.RESUME, "receipt", "supplement_received", N.IN_PROCESS,
    ),
    Row(
        11, E.EXPIRE_SUPPLEMENT, (S.AWAITING_SUPPLEMENT,), (S.STOPPED,), Duty.RECEIVE,
        "NĐ 31/2021 Đ.6; NĐ 297/2025", (G.PERIOD_OVER,), C.FINISH, "stop", "stopped", N.STOPPED,
    ),
    Row(
        12, E.SUBMIT, (S.IN_PROCESS,), (S.AWAITING_REVIEW,), Duty.APPRAISE, "NĐ 61/2018 Đ.19(2)",
        (G.TASKS_DONE, G.NEXT_IS_REVIEW), code=N.IN_PROCESS,
    ),
    Row(
        12, E.SUBMIT_FOR_SIGNATURE, (S.IN_PROCESS, S.CORRECTING), (S.AWAITING_SIGNATURE,), Duty.APPRAISE,
        "NĐ 61/2018 Đ.19(2)", (G.TASKS_DONE, G.NEXT_IS_SIGNATURE), code=N.IN_PROCESS,
    ),
    Row(
        12, E.FORWARD_REVIEW, (S.AWAITING_REVIEW,), (), Duty.REVIEW, "NĐ 61/2018 Đ.19(2)",
        (G.NEXT_IS_REVIEW, G.NOT_OWN_DRAFT), code=N.IN_PROCESS,
    ),
    Row(
        12, E.ENDORSE, (S.AWAITING_REVIEW,), (S.AWAITING_SIGNATURE,), Duty.REVIEW, "NĐ 61/2018 Đ.19(2)",
        (G.NEXT_IS_SIGNATURE, G.NOT_OWN_DRAFT), code=N.IN_PROCESS,
    ),
    Row(
        13, E.RETURN_FOR_REWORK, (S.AWAITING_REVIEW,), (S.IN_PROCESS,), Duty.REVIEW, "NĐ 61/2018 Đ.19(2)",
        (G.REASON,), code=N.IN_PROCESS,
    ),
    Row(
        13, E.RETURN_FOR_REWORK, (S.AWAITING_SIGNATURE,), (S.IN_PROCESS, S.CORRECTING), Duty.SIGN, "NĐ 61/2018 Đ.19(2)",
        (G.REASON,), code=N.IN_PROCESS,
    ),
    Row(
        14, E.REQUEST_PAYMENT, (S.IN_PROCESS,), (S.AWAITING_PAYMENT,), Duty.APPRAISE, "NĐ 151/2025",
        (G.REASON,), C.PAUSE, "payment_notice", "payment", N.OBLIGATION,
    ),
    Row(
        15, E.CONFIRM_PAYMENT, (S.AWAITING_PAYMENT,), (S.IN_PROCESS,), Duty.CASH, "NĐ 61/2018 Đ.22",
        (), C.RESUME, None, "payment_confirmed", N.IN_PROCESS,
    ),
    Row(
        16, E.APPROVE, (S.AWAITING_SIGNATURE,), (S.SIGNED,), Duty.SIGN, "NĐ 30/2020 Đ.13",
        (G.COMPETENT, G.NOT_OWN_DRAFT), code=N.IN_PROCESS,
    ),
    Row(
        17, E.REJECT, (S.AWAITING_SIGNATURE,), (S.SIGNED_REFUSAL,), Duty.SIGN, "NĐ 61/2018 Đ.19(8)",
        (G.COMPETENT, G.NOT_OWN_DRAFT, G.REASON), C.NONE, "refusal", None, N.IN_PROCESS,
    ),
    Row(
        18, E.SEAL, (S.SIGNED, S.SIGNED_REFUSAL), (S.ISSUED,), Duty.SEAL, "NĐ 30/2020 Đ.15, 18, 32",
        (G.SIGNED_FIRST,), C.FINISH, "result", None, N.FINISHED,
    ),
    Row(
        19, E.SEND_RESULT, (S.ISSUED,), (S.RESULT_AT_DESK,), Duty.SEND_RESULT, "NĐ 61/2018 Đ.20",
        (), C.NONE, "control", "result_ready", N.FINISHED,
    ),
    Row(
        20, E.RETURN_RESULT, (S.RESULT_AT_DESK,), (S.RETURNED,), Duty.RETURN, "NĐ 61/2018 Đ.6(2), Đ.20",
        (G.IDENTITY, G.FEE_PAID), C.NONE, "register", "returned", N.RETURNED,
    ),
    Row(
        21, E.APOLOGISE, CLOCK_RUNNING, (), Duty.APOLOGISE, "NĐ 61/2018 Đ.19(9)",
        (G.REASON, G.ONCE_ONLY, G.DAY_BEFORE), C.REAPPOINT, "apology", "apology",
    ),
    Row(
        22, E.WITHDRAW, (S.FILED, S.AWAITING_SUPPLEMENT_AT_DESK, *BEFORE_DECISION), (S.WITHDRAWN,), Duty.RECEIVE,
        "NĐ 118/2025 Đ.21", (G.NO_DECISION, G.REASON), C.FINISH, "stop", "withdrawn", N.WITHDRAWN,
    ),
    Row(
        23, E.STOP, UNDER_WAY, (S.STOPPED,), Duty.DECIDE_STOP, "NĐ 118/2025 Đ.19",
        (G.LEGAL_GROUND, G.REASON), C.FINISH, "stop", "stopped", N.STOPPED,
    ),
    Row(
        24, E.PULL_BACK, (S.HANDED_OVER,), (S.RECEIVED, S.IN_PROCESS), Duty.FORWARD, "practice",
        (G.NOT_ACTED,),
    ),
    Row(24, E.PULL_BACK, (S.AWAITING_REVIEW,), (S.IN_PROCESS,), Duty.APPRAISE, "practice", (G.NOT_ACTED,)),
    Row(
        25, E.CORRECT, (S.RETURNED,), (S.CORRECTING,), Duty.APPRAISE, "NĐ 61/2018 Đ.21; NĐ 30/2020 Đ.18(3)",
        (G.REASON,), notice="correcting",
    ),
    Row(
        30, E.RECALL, (S.ISSUED, S.RESULT_AT_DESK), (S.CORRECTING,), Duty.SIGN, "NĐ 30/2020 Đ.18(3)(4)",
        (G.COMPETENT, G.REASON), notice="recalled",
    ),
    Row(
        30, E.RECALL, (S.RETURNED, S.CORRECTING), (), Duty.SIGN, "NĐ 30/2020 Đ.18(3)(4)",
        (G.COMPETENT, G.REASON), notice="recalled",
    ),
    Row(
        31, E.CERTIFY_COPY, (S.ISSUED, S.RESULT_AT_DESK, S.RETURNED), (), Duty.SEAL,
        "NĐ 30/2020 Đ.25-27, Đ.32(2)", (G.SEALED_HERE,),
    ),
    Row(
        26, E.RESOLVE_IMMEDIATELY, (S.AT_DESK,), (S.RETURNED,), Duty.SIGN,
        "NĐ 61/2018 Đ.17(4)(5); NĐ 30/2020 Đ.13(4)",
        (G.IMMEDIATE, G.COMPLETE, G.COMPETENT), C.FINISH, None, None, N.RETURNED,
    ),
    Row(
        27, E.TRANSFER, (S.RECEIVED,), (S.HANDED_OVER,), Duty.FORWARD, "NĐ 118/2025 Đ.14, Đ.17(3)",
        (G.REASON,), C.NONE, "control", "transferred", N.RECEIVED,
    ),
    Row(28, E.URGE, UNDER_WAY, (), Duty.URGE, "NĐ 61/2018 Đ.8", notice="urged"),
    Row(
        29, E.RECORD_LATE_STEP,
        (*UNDER_WAY, S.ISSUED, S.RESULT_AT_DESK, S.RETURNED, S.WITHDRAWN, S.STOPPED, S.CORRECTING), (),
        Duty.APPRAISE, "TT 01/2018 Đ.17", (G.REASON,),
    ),
)
# fmt: on
