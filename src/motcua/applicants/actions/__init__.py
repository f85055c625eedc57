"""Registering applicants."""

from motcua.applicants.actions.register import PartyData, commitment_to, register

__all__ = ["PartyData", "commitment_to", "register"]
