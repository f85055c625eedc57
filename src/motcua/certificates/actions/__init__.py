"""Enrol a certificate, take one out of use."""

from motcua.certificates.actions.enrol import enrol, enrol_demo
from motcua.certificates.actions.revoke import revoke

__all__ = ["enrol", "enrol_demo", "revoke"]
