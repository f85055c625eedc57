"""Posts and duties: the kinds of post a one-stop mechanism has, and what a step or a post is charged with.

A *duty* is what is done to a dossier (to receive it, to sign it); a *post* is the chair a person sits on.
Steps of a procedure name both; mandates of officers are given as duties (NĐ 61/2018 Đ.11-12, Đ.17-20).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Duty(StrEnum):
    """What a post may be charged with, and what a step asks of whoever does it."""

    RECEIVE = "receive"
    FORWARD = "forward"
    TAKE_OVER = "take_over"
    ASSIGN = "assign"
    APPRAISE = "appraise"
    CONSULT = "consult"
    REVIEW = "review"
    SIGN = "sign"
    SEAL = "seal"
    SEND_RESULT = "send_result"
    RETURN = "return"
    CASH = "cash"
    APOLOGISE = "apologise"
    DECIDE_STOP = "decide_stop"
    URGE = "urge"
    DIRECT = "direct"
    CONFIGURE = "configure"


class PostKind(StrEnum):
    """The kinds of post that take part in the one-stop mechanism."""

    RECEIVER = "receiver"
    """công chức tiếp nhận"""
    HEAD = "head"
    """lãnh đạo phòng"""
    HANDLER = "handler"
    """chuyên viên thụ lý"""
    LEADER = "leader"
    """lãnh đạo ký"""
    REGISTRY = "registry"
    """văn thư"""
    RETURNER = "returner"
    """công chức trả kết quả"""
    CASHIER = "cashier"
    """kế toán, thủ quỹ"""
    DIRECTOR = "director"
    """lãnh đạo Trung tâm"""
    CONTROLLER = "controller"
    """cán bộ kiểm soát thủ tục hành chính"""
    ADMINISTRATOR = "administrator"
    """quản trị hệ thống"""


USUAL_DUTIES: Mapping[PostKind, frozenset[Duty]] = MappingProxyType(
    {
        PostKind.RECEIVER: frozenset({Duty.RECEIVE, Duty.FORWARD, Duty.TAKE_OVER, Duty.RETURN}),
        PostKind.HEAD: frozenset(
            {
                Duty.ASSIGN,
                Duty.REVIEW,
                Duty.APPRAISE,
                Duty.CONSULT,
                Duty.TAKE_OVER,
                Duty.FORWARD,
                Duty.APOLOGISE,
                Duty.URGE,
            }
        ),
        PostKind.HANDLER: frozenset({Duty.APPRAISE, Duty.CONSULT, Duty.TAKE_OVER, Duty.FORWARD}),
        PostKind.LEADER: frozenset(
            {Duty.SIGN, Duty.REVIEW, Duty.ASSIGN, Duty.APOLOGISE, Duty.DECIDE_STOP, Duty.URGE}
        ),
        PostKind.REGISTRY: frozenset({Duty.SEAL, Duty.SEND_RESULT}),
        PostKind.RETURNER: frozenset({Duty.RETURN, Duty.RECEIVE, Duty.FORWARD}),
        PostKind.CASHIER: frozenset({Duty.CASH}),
        PostKind.DIRECTOR: frozenset({Duty.DIRECT, Duty.URGE}),
        PostKind.CONTROLLER: frozenset({Duty.DIRECT, Duty.CONFIGURE}),
        PostKind.ADMINISTRATOR: frozenset({Duty.CONFIGURE}),
    }
)
"""The duties a post of each kind usually carries; an administrator may give a post other ones."""

STEP_DUTIES = frozenset(
    {
        Duty.RECEIVE,
        Duty.FORWARD,
        Duty.ASSIGN,
        Duty.APPRAISE,
        Duty.CONSULT,
        Duty.REVIEW,
        Duty.SIGN,
        Duty.SEAL,
        Duty.SEND_RESULT,
        Duty.RETURN,
        Duty.CASH,
    }
)
"""The duties a step of an internal process may ask for; directing and configuring are no steps."""
