"""Registering applicants."""

from motcua.applicants.actions.register import PartyData, commitment_to, register, settled

__all__ = ["PartyData", "commitment_to", "register", "settled"]
