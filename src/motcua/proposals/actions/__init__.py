"""Proposing, confirming, declining: one act, one function."""

from motcua.proposals.actions.decide import Confirmed, confirm, decline, withdraw
from motcua.proposals.actions.propose import propose_calendar, propose_competence, propose_publication

__all__ = [
    "Confirmed",
    "confirm",
    "decline",
    "propose_calendar",
    "propose_competence",
    "propose_publication",
    "withdraw",
]
